import { corrected, drawnWeights, type Evidence, noEvidence, observed } from './evidence.ts';
import { hash32 } from './hash.ts';
import type { IssueId } from './ids.ts';
import type { How, Placement } from './placement.ts';
import { type Ranked, rescored, sharesOf, type Weights } from './rank.ts';
import type { Outcome } from './reward.ts';
import {
  controlEvery,
  counted,
  forgotten,
  mayDepart,
  noTally,
  type Side,
  settled,
  type Tally,
} from './tally.ts';

/** What a region has learnt of its weights. */
export type Learning = {
  readonly evidence: Evidence;
  readonly tally: Tally;
  /** The weights that admins had set: the tally compares with these. */
  readonly fixed: Weights;
};

/** What was learnt, to be used beside the weights that are set now: with other ones than before, comparing begins anew. */
export function learningWith(known: Learning | undefined, weights: Weights): Learning {
  const fixed = sharesOf(weights);
  if (!known) return { evidence: noEvidence, tally: noTally, fixed };
  return isSame(known.fixed, fixed) ? known : { evidence: known.evidence, tally: noTally, fixed };
}

const isSame = (a: Weights, b: Weights): boolean =>
  a.skill === b.skill && a.trust === b.trust && a.availability === b.availability && a.load === b.load;

/** A choice was made while weights are learnt: its number in the tally is the `n` of the tally that is returned. */
export function withChoice(learning: Learning, how: How): Learning {
  return { ...learning, tally: counted(learning.tally, sideOf(how)) };
}

/**
 * What came of a choice, learnt once: told again it changes nothing, told otherwise (a rating came, the answer did not hold)
 * it is corrected. `placement.reward` is what was learnt of it before.
 */
export function withOutcome(learning: Learning, placement: Placement, outcome: Outcome): Learning {
  const { bet, reward: before, how, field, expertId, weights } = placement;
  if (outcome === before) return learning;
  const terms = field.find(({ id }) => id === expertId)?.terms;
  if (!terms || before === 'nothing') return learning;
  const side = sideOf(how);
  // Under other weights than those set now it was counted in another tally.
  const isCounted = bet !== undefined && isSame(weights, learning.fixed);
  if (outcome === 'nothing') {
    if (before !== undefined || !isCounted) return learning;
    return { ...learning, tally: forgotten(learning.tally, side, bet) };
  }
  return {
    ...learning,
    evidence:
      before === undefined
        ? observed(learning.evidence, terms, outcome)
        : corrected(learning.evidence, terms, outcome - before),
    tally: isCounted ? settled(learning.tally, side, bet, outcome, before) : learning.tally,
  };
}

/** Who is asked first, and on which side that is. */
export type Bet = {
  readonly how: Extract<How, 'score' | 'tryout' | 'control' | 'kept' | 'learnt'>;
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
  // The lot has put them first, whatever weights say.
  if (first.isTryout) return { how: 'tryout', best: first };
  const [best = first] = rescored(issueId, ranked, drawnWeights(evidence, fixed, issueId));
  if (best.id === first.id) return { how: 'score', best: first };
  if (!mayDepart(tally)) return { how: 'kept', best: first };
  const isControl = hash32(issueId, 'control') % controlEvery === 0;
  return isControl ? { how: 'control', best: first } : { how: 'learnt', best };
}
