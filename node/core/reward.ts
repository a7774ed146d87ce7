import type { AccountId } from './ids.ts';
import type { Entry } from './model.ts';

/** What came of asking an expert: a reward in [0, 1]; `nothing` if it says nothing of the choice. */
export type Outcome = number | 'nothing';

/**
 * What each end is worth. A quick no costs the user little, a countdown that runs out a minute, an issue that was given
 * back or not solved much more, though somebody at least tried. A solution is worth between .5 and 1.
 */
export const rewards = { timedOut: 0, rejected: 0.1, givenUp: 0.1, notSolved: 0.2, solved: 0.5 } as const;
/** What stars can add to a solution, and what time can. */
const ofStars = 0.3;
const ofTime = 0.2;
/** Without a rating: as much as 3.5 stars. */
const starsUnsaid = 0.625;
/** After so long on it half of what time can add is lost, ms: an hour. */
const halfTimeMs = 3_600_000;

/** What came of asking this expert under this entry; undefined as long as it is open. It may change: by a rating, or reopening. */
export function outcomeOf(entry: Entry, expertId: AccountId): Outcome | undefined {
  const { phase } = entry;
  const isTheirs = phase.at !== 'closed' && phase.expert.id === expertId;
  if (isTheirs) return phase.at === 'done' ? solution(entry, phase.since) : undefined;
  const theirs = entry.timeline.filter(({ expert }) => expert?.id === expertId).map(({ kind }) => kind);
  switch (theirs.at(-1)) {
    case 'timed-out':
      return rewards.timedOut;
    case 'rejected':
      return rewards.rejected;
    case 'given-back':
      // An expert who may no longer work did not give it up.
      return phase.at === 'closed' && phase.cause === 'lapsed' ? 'nothing' : rewards.givenUp;
    case 'transferred':
      return rewards.givenUp;
    case 'accepted':
    case 'reminded':
      return phase.at === 'closed' && phase.cause === 'recalled' ? rewards.notSolved : 'nothing';
    default:
      return 'nothing';
  }
}

function solution({ outcome, rating, timeline }: Entry, doneAt: number): number | undefined {
  if (outcome === undefined) return undefined;
  if (outcome === 'declined' || outcome === 'reopened') return rewards.notSolved;
  const acceptedAt = timeline.findLast(({ kind }) => kind === 'accepted')?.at ?? doneAt;
  const tookMs = Math.max(0, doneAt - acceptedAt);
  const stars = rating ? (rating.stars - 1) / 4 : starsUnsaid;
  return rewards.solved + ofStars * stars + (ofTime * halfTimeMs) / (halfTimeMs + tookMs);
}
