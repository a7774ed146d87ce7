import type { Urgency } from '../schemas/words.ts';
import type { EpochMs, IssueId } from './ids.ts';

/**
 * How much a minute of waiting counts. A step doubles it, the last one twice: a critical issue is as pressing after one
 * minute as a normal one after eight. Chosen by what `npm run sim -- compare` shows of bursts (sim/README.md). Everyone's
 * turn comes, because waiting has no upper end.
 */
export const urgencyWeights: Readonly<Record<Urgency, number>> = {
  low: 0.5,
  normal: 1,
  high: 2,
  critical: 8,
};

/** What a claim is made of. `submittedAt` is of this region's own clock. */
export type Waiting = { readonly urgency: Urgency; readonly submittedAt: EpochMs };

/** A waiting issue with its claim. */
export type Claimant = { readonly id: IssueId; readonly submittedAt: EpochMs; readonly claim: number };

/**
 * How strongly a waiting issue asks for the next free seat: weight(urgency) × time since submission × service rate,
 * in weighted milliseconds, 0 or more. This is the generalised c-mu rule for costs that grow with the square of the
 * wait (J. A. van Mieghem, "Dynamic Scheduling with Convex Delay Costs: The Generalized cμ Rule", Annals of Applied
 * Probability 5(3), 1995): serve whose cost rate, times the rate at which it can be served, is highest now.
 * `serviceRate` is the category's, relative to the mean of all; 1 as long as nothing was measured.
 */
export function claimOf(waiting: Waiting, now: EpochMs, serviceRate = 1): number {
  return urgencyWeights[waiting.urgency] * Math.max(0, now - waiting.submittedAt) * serviceRate;
}

/** By how much a claim grows in each ms of waiting. */
export function growthOf({ urgency }: Pick<Waiting, 'urgency'>, serviceRate = 1): number {
  return urgencyWeights[urgency] * serviceRate;
}

/**
 * How much stronger a claim in another region must be before an expert is kept free for it, in weighted ms: 5 s of
 * normal waiting. Asking there costs a round trip in which the seat is empty, and the news may be some seconds old.
 */
export const pullMargin = 5_000;

/** Orders by claim, the strongest first; of equals who came first; of these by id, so that the order is total. */
export function byClaim(a: Claimant, b: Claimant): number {
  if (a.claim !== b.claim) return a.claim > b.claim ? -1 : 1;
  if (a.submittedAt !== b.submittedAt) return a.submittedAt - b.submittedAt;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
