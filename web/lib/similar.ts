import { type ReadonlySignal, signal } from '@preact/signals';
import type { FindSimilar } from '../../node/schemas/inputs.ts';
import type { Similar } from '../../node/schemas/similar.ts';

/** Of a description, as much as the node looks at. */
export const similarDescriptionMax = 1_000;

/** Below this a title says nothing that could be found. */
const titleLengthMin = 3;

/** What to ask for of a form, or nothing while it says too little. */
export function similarTo(form: FindSimilar): FindSimilar | undefined {
  const { title, description, category, language } = form;
  if (title.trim().length < titleLengthMin) return undefined;
  return {
    title,
    description: cut(description, similarDescriptionMax),
    category,
    ...(language !== undefined && { language }),
  };
}

/** Not within a character of two units: half of one cannot be sent. */
function cut(text: string, max: number): string {
  const end = text.charCodeAt(max - 1);
  const isHalf = text.length > max && end >= 0xd800 && end < 0xdc00;
  return text.slice(0, isHalf ? max - 1 : max);
}

/**
 * Looks for the like of what is being typed. What was found for an older text is not shown for a newer one, and what
 * cannot be asked just now is left out: it is a help, not a condition.
 */
export function similarSearch(find: (query: FindSimilar) => Promise<Similar>): {
  readonly found: ReadonlySignal<Similar | undefined>;
  readonly look: (query: FindSimilar | undefined) => Promise<void>;
} {
  const found = signal<Similar | undefined>(undefined);
  let newest = 0;
  return {
    found,
    async look(query) {
      newest += 1;
      const mine = newest;
      const answer = query === undefined ? undefined : await find(query).catch(() => undefined);
      if (mine === newest) found.value = answer;
    },
  };
}
