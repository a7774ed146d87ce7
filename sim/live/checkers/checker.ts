import type { LiveEvidence } from '../evidence.ts';

/** One promise, held against a live run. Pure: the same evidence gives the same verdict. */
export type LiveChecker = {
  readonly name: string;
  /** The number of the invariant in the list of what must always hold; none for a rule of the house. */
  readonly invariant?: number;
  readonly promise: string;
  /** One sentence per violation; none when it holds. */
  readonly check: (evidence: LiveEvidence) => readonly string[];
};
