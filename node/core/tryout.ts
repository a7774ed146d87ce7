import type { Urgency } from '../schemas/words.ts';
import { hash32 } from './hash.ts';
import type { AccountId, IssueId } from './ids.ts';
import type { Ranked } from './rank.ts';

/** Offers, answered or not, after which an expert is no newcomer: their terms then say something of them. */
export const newcomerOffersMax = 5;

/** One in eight of the issues that can bear it goes to a newcomer first: enough to be seen in a week, few to be felt. */
const tryoutShare = 1 / 8;

/** Of 2³² lots, those below this win. */
const winningLots = tryoutShare * 2 ** 32;

/** Whether somebody has hardly been asked yet. */
export function isNewcomer(offersSoFar: number): boolean {
  return offersSoFar < newcomerOffersMax;
}

/**
 * The ranking with an idle newcomer first, if the issue's lot has won: who is new has learnt nothing here and was rated by
 * nobody, so that in a region with enough old hands they would never be asked, and never become known. The lot is a hash of
 * the issue alone, so that nobody can draw again; what is urgent has none. Each newcomer costs at most `newcomerOffersMax`
 * such offers. Of several the best comes first, and everybody else follows as ranked.
 *
 * @param isIdleNewcomer whether this candidate is one, and has nothing to do
 */
export function withTryout(
  issue: { readonly id: IssueId; readonly urgency: Urgency },
  ranked: readonly Ranked[],
  isIdleNewcomer: (id: AccountId) => boolean,
): readonly Ranked[] {
  const mayWait = issue.urgency === 'low' || issue.urgency === 'normal';
  if (!mayWait || hash32('tryout', issue.id) >= winningLots) return ranked;
  const newcomer = ranked.find(({ id }) => isIdleNewcomer(id));
  if (newcomer === undefined || newcomer === ranked[0]) return ranked;
  return [{ ...newcomer, isTryout: true }, ...ranked.filter((one) => one !== newcomer)];
}
