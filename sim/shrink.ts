import { ddmin } from './ddmin.ts';
import { type Kept, type Kind, keptInWords, kinds } from './kept.ts';
import type { Outcome } from './soak.ts';

/** How many of each kind the whole run has. */
export type Sizes = { readonly [K in Kind]: number };

export type Shrunk = {
  /** Of the smallest run found: broken in the same way as the whole. */
  readonly outcome: Outcome;
  readonly kept: { readonly [K in Kind]: readonly number[] };
  readonly sizes: Sizes;
  readonly runs: number;
};

/**
 * Leaves out faults, then issues, then experts, as long as a promise that the whole run broke is still broken, and again
 * until nothing more can go or the tries run out. Fewer faults may make issues superfluous, and the other way round.
 * `whole` is what the whole run came to; undefined when nothing was wrong with it.
 */
export const shrink = async (
  whole: Outcome,
  sizes: Sizes,
  { play, mayTry }: { play: (kept: Kept) => Promise<Outcome>; mayTry: (runs: number) => boolean },
): Promise<Shrunk> => {
  let kept = { faults: upTo(sizes.faults), issues: upTo(sizes.issues), experts: upTo(sizes.experts) };
  let outcome = whole;
  let runs = 0;
  const isOpen = () => mayTry(runs);
  for (let before = ''; before !== keptInWords(kept) && isOpen(); ) {
    before = keptInWords(kept);
    for (const kind of kinds) {
      const fails = async (part: readonly number[]) => {
        runs += 1;
        const tried = await play({ ...kept, [kind]: part });
        if (!isLike(tried, whole)) return false;
        outcome = tried;
        return true;
      };
      kept = { ...kept, [kind]: await ddmin(kept[kind], fails, isOpen) };
    }
  }
  return { outcome, kept, sizes, runs };
};

/** Whether a run broke at least one promise that the other broke, or failed like it before anything could be checked. */
const isLike = (tried: Outcome, whole: Outcome): boolean =>
  whole.failure === undefined
    ? tried.broken.some(({ checker }) => whole.broken.some((broken) => broken.checker === checker))
    : tried.failure !== undefined;

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** What is left, and how it came to be. */
export const shrunkInWords = ({ outcome, kept, sizes, runs }: Shrunk): string => {
  const parts = kinds.map((kind) => `${kept[kind].length} of ${sizes[kind]} ${kind}`);
  return [
    `Shrunk in ${runs} runs to ${parts.join(', ')}. What happened:`,
    ...(outcome.trace ?? []).map((line) => `  ${line}`),
    '',
  ].join('\n');
};
