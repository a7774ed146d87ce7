import type { ReplyView } from '../../node/schemas/replies.ts';

/** What stands for the placeholders of a reply when it is inserted. */
export type ReplyNames = { readonly user: string; readonly expert: string; readonly issue: string };

const placeholder = /\{(user|expert|issue)\}/g;

/** The reply's text for this issue, to be edited before it is sent. Other braces stay: they may be code. */
export const filled = (text: string, names: ReplyNames): string =>
  text.replace(placeholder, (_, name: keyof ReplyNames) => names[name]);

/** Replies in which every word of the query stands somewhere; those whose title begins with it come first. */
export function found(replies: readonly ReplyView[], query: string): readonly ReplyView[] {
  const wanted = query.trim().toLowerCase();
  const words = wanted.split(/\s+/);
  const isMeant = ({ title, text }: ReplyView) => {
    const all = `${title}\n${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const begins = ({ title }: ReplyView) => title.toLowerCase().startsWith(wanted);
  const meant = replies.filter(isMeant);
  return [...meant.filter(begins), ...meant.filter((reply) => !begins(reply))];
}

/** Which of `count` options is the active one after a key; undefined for keys that do not move. The ends meet. */
export function movedTo(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (active + 1) % count;
    case 'ArrowUp':
      return (active - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
