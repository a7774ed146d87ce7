import type { RegionId } from '../node/core/ids.ts';

/** A request between two regions, or the reply to one, on its way. */
export type Letter = {
  readonly method: string;
  readonly isReply: boolean;
  /** The body as JSON; nothing of a reply that tells of a failure. */
  readonly text: string;
};

/** What becomes of a person's command: it never arrives, or is carried out and its answer never arrives. */
export type CallFate = 'call-lost' | 'answer-lost' | undefined;

/**
 * Somebody who may strike at any point of a run, and is asked at each. Chance has no part in it: whoever knows the points
 * of a run decides by their numbers.
 */
export interface Interference {
  /**
   * How much later than usual each copy of it arrives, ms: `[]` means never, `[0, 1000]` twice. Undefined when it is left
   * alone.
   */
  onLetter(from: RegionId, to: RegionId, letter: Letter): readonly number[] | undefined;
  /**
   * A region's disk is about to keep a commit, or has just kept it and nobody has been told. May crash the region; before,
   * also break its disk, or freeze it: then the commit is kept when it is thawed.
   */
  onCommit(region: RegionId, moment: 'before' | 'after'): void;
  /** A page sends this command, for the first time or again. */
  onCall(person: string, command: string): CallFate;
}
