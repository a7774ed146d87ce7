import type { Command, Trace } from '../trace.ts';

/** What somebody was told by a region: an acknowledgement that has to be true ever after. */
export type Told = {
  readonly atMs: number;
  readonly region: string;
  readonly person: string;
  readonly command: Command;
  readonly key: string;
  /** What was made or changed: an issue's or a line's id. */
  readonly answer: string;
  /** Of a submission: the regions that were said to store it. */
  readonly storedIn?: readonly string[];
};

/** Whether a region took, matched and resolved an issue by itself while others were broken. */
export type Proof = {
  readonly region: string;
  /** What was broken, in words. */
  readonly while: string;
  readonly tookMs: number;
  /** How far the issue came; `rated` is the end. */
  readonly state: string;
};

/** What everybody saw in a live run. */
export type Testimony = {
  readonly trace: Trace;
  readonly told: Told[];
  readonly proofs: Proof[];
  /** Ms since the beginning. */
  readonly nowMs: () => number;
};
