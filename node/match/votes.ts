import type { AccountId, IssueId } from '../core/ids.ts';
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
  return count(
    near.map(({ id, expertId, score, recency }) => ({ id, expertId, vote: (score * recency) ** 2 })),
    halfVotes,
  );
}

export type Ballot = { readonly id: IssueId; readonly expertId: AccountId; readonly vote: number };

/** Adds votes up, the strongest first, and squeezes the sums: `half` becomes one half. */
export function count(ballots: readonly Ballot[], half: number): ReadonlyMap<AccountId, Vote> {
  const voters = new Map<AccountId, { sum: number; readonly past: { issueId: IssueId; vote: number }[] }>();
  for (const { id, expertId, vote } of ballots) {
    const known = voters.get(expertId) ?? { sum: 0, past: [] };
    voters.set(expertId, known);
    known.sum += vote;
    if (known.past.length < pastSharesMax) known.past.push({ issueId: id, vote });
  }
  return new Map(
    [...voters].map(([expert, { sum, past }]) => [
      expert,
      {
        value: sum / (sum + half),
        past: sum > 0 ? past.map(({ issueId, vote }) => ({ issueId, share: vote / sum })) : [],
      },
    ]),
  );
}
