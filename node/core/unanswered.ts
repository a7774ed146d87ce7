import type { EpochMs } from './ids.ts';
import type { ChatLine } from './model.ts';

/**
 * Since when the user waits for a word: the first of their lines that nobody has answered. Notes answer nobody.
 * Undefined when the last word is an expert's, or nobody has said anything.
 */
export const unansweredSince = (
  newestFirst: readonly Pick<ChatLine, 'author' | 'note' | 'at'>[],
): EpochMs | undefined => {
  let since: EpochMs | undefined;
  for (const { author, note, at } of newestFirst) {
    if (note !== undefined) continue;
    if (author.role !== 'user') return since;
    since = at;
  }
  return since;
};
