import type { LiveChecker } from './checker.ts';

/** Each time that somebody tried it out while something was broken. */
export const worksAlone: LiveChecker = {
  name: 'works-alone',
  invariant: 13,
  promise: 'Whatever is broken elsewhere, a region takes, matches and resolves issues.',
  check: ({ proofs }) =>
    proofs
      .filter(({ state }) => state !== 'rated')
      .map(
        ({ region, while: broken, tookMs, state }) =>
          `While ${broken}, an issue at ${region} was still ${state} after ${(tookMs / 1_000).toFixed(0)} s.`,
      ),
};
