import { drawnWeights, type Evidence } from './evidence.ts';
import { hash32 } from './hash.ts';
import type { IssueId } from './ids.ts';
import type { How } from './placement.ts';
import { type Ranked, rescored, type Weights } from './rank.ts';
import { controlEvery, mayDepart, type Side, type Tally } from './tally.ts';

/** What a region has learnt of its weights. */
export type Learning = {
  readonly evidence: Evidence;
  readonly tally: Tally;
  /** The weights that admins had set: the tally compares with these. */
  readonly fixed: Weights;
};

/** Who is asked first, and on which side that is. */
export type Bet = {
  readonly how: Extract<How, 'score' | 'control' | 'kept' | 'learnt'>;
  readonly best: Ranked;
};

/** On which side of the tally a choice stands, if it was made while weights were learnt. */
export function sideOf(how: How): Side {
  return how === 'control' || how === 'learnt' ? how : 'same';
}

/**
 * Who is asked first, of experts ranked by the fixed weights: whoever comes first by weights drawn for this issue, unless
 * that would risk more than the margin, or the lot falls on the control. The same issue and experts give the same bet.
 */
export function betOn(
  issueId: IssueId,
  ranked: readonly Ranked[],
  { evidence, tally, fixed }: Learning,
): Bet | undefined {
  const [first] = ranked;
  if (!first) return undefined;
  const [best = first] = rescored(issueId, ranked, drawnWeights(evidence, fixed, issueId));
  if (best.id === first.id) return { how: 'score', best: first };
  if (!mayDepart(tally)) return { how: 'kept', best: first };
  const isControl = hash32(issueId, 'control') % controlEvery === 0;
  return isControl ? { how: 'control', best: first } : { how: 'learnt', best };
}
