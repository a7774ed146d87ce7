import { hash32 } from './hash.ts';
import type { IssueId, RegionId } from './ids.ts';

/** How this version scores experts. Scores of another matcher mean something else. */
export const matcherHere = 'words/2';

/** A region has set an expert aside for an issue. `load` is the region's, in the issue's category. */
export type Bid = {
  readonly region: RegionId;
  readonly score: number;
  readonly matcher: string;
  readonly load: number;
  /** The expert lists the issue's language. */
  readonly isRead?: boolean | undefined;
};

/**
 * The bid that gets the issue: of those whose expert reads it, or of all where none does, the best score, for scores are absolute. Regions with different matchers cannot be compared
 * by score (while a mesh is upgraded): then the least loaded comes first, and the score decides among equals. Of equals in
 * both the lesser load, then a hash of issue and region, so that no region comes first every time.
 */
export function bestBid<B extends Bid>(issueId: IssueId, bids: readonly B[]): B | undefined {
  const readers = bids.filter(({ isRead }) => isRead);
  const able = readers.length > 0 ? readers : bids;
  const isComparable = new Set(able.map(({ matcher }) => matcher)).size <= 1;
  const lot = ({ region }: Bid) => hash32(issueId, region);
  const byScore = (a: Bid, b: Bid) => b.score - a.score;
  const byLoad = (a: Bid, b: Bid) => (a.load === b.load ? 0 : a.load - b.load);
  const [first, second] = isComparable ? [byScore, byLoad] : [byLoad, byScore];
  const [best] = [...able].sort((a, b) => first(a, b) || second(a, b) || lot(a) - lot(b));
  return best;
}

/**
 * How many peers to ask at once for one issue, at most `countMax`. Where more wait than there are free seats each asks
 * one: an expert set aside for an issue that goes elsewhere is one whom another issue waits for.
 */
export function askCount(countMax: number, freeSeats: number, waiting: number): number {
  return Math.min(countMax, Math.max(1, Math.floor(freeSeats / Math.max(1, waiting))));
}
