import type { AccountId } from '../core/ids.ts';
import { type PastShare, pastSharesMax } from '../core/skill.ts';
import type { Near } from './past-issues.ts';

/** Past issues that vote: beyond, they resemble the issue by chance. */
export const votersMax = 50;

/** The sum of votes that makes half of the greatest part: one issue word for word and another much like it, both of late. */
const halfVotes = 0.5;

export type Vote = {
  /** How much they speak for the expert, in [0, 1). */
  readonly value: number;
  readonly past: readonly PastShare[];
};

/**
 * How much the past issues that resemble one speak for each expert who resolved any of them. The vote of each is the square of
 * score × recency, so that a close one outweighs many faint ones; sums are squeezed into [0, 1) one by one, so that
 * an expert's value does not depend on who else is there. `near` comes best first.
 */
export function votesOf(near: readonly Near[]): ReadonlyMap<AccountId, Vote> {
  const voters = new Map<
    AccountId,
    { sum: number; readonly past: { issueId: Near['id']; vote: number }[] }
  >();
  for (const { id, expertId, score, recency } of near) {
    const vote = (score * recency) ** 2;
    const known = voters.get(expertId) ?? { sum: 0, past: [] };
    voters.set(expertId, known);
    known.sum += vote;
    if (known.past.length < pastSharesMax) known.past.push({ issueId: id, vote });
  }
  return new Map(
    [...voters].map(([expert, { sum, past }]) => [
      expert,
      {
        value: sum / (sum + halfVotes),
        past: sum > 0 ? past.map(({ issueId, vote }) => ({ issueId, share: vote / sum })) : [],
      },
    ]),
  );
}
