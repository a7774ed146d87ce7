import type { AccountId, IssueId } from '../core/ids.ts';
import { hasRated, influenceOf } from '../core/influence.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Entry } from '../core/model.ts';
import { rate } from '../core/trust.ts';
import { learn } from '../match/learnt.ts';
import type { RatingView } from '../schemas/views.ts';
import type { Account, CountedRating } from './documents.ts';
import type { Need } from './ledger.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Ratings that travel with an account by name: more than may be told again at once when a region is adopted. */
const countedKept = 20;

/** Counts ratings where the rated person is at home, each issue once, and keeps what was said and what it counted. */
export class Ratings {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  need(issueId: IssueId, as: CountedRating['as']): Need {
    return { table: this.#state.ratings, id: ratingIdOf(issueId, as) };
  }

  /** An expert's trust moves by a user's rating. Needs `need(issueId, 'expert')`. */
  countTrust(transaction: Transaction, message: PeerMessageOf<'rated'>): void {
    this.#count(transaction, 'expert', message.expertId, message);
  }

  /** A user's standing moves by an expert's rating. Needs `need(issueId, 'user')`. */
  countStanding(transaction: Transaction, message: PeerMessageOf<'standing'>): void {
    this.#count(transaction, 'user', message.userId, message);
  }

  /** The words of a confirmed issue become part of what its expert is known for. */
  learnFrom(transaction: Transaction, { phase, issue }: Entry): void {
    if (phase.at !== 'done') return;
    const profile = this.#state.profiles.get(phase.expert.id);
    if (!profile) return;
    transaction.put(this.#state.profiles, profile.id, {
      ...profile,
      learnt: learn(profile.learnt, issue, transaction.now),
      resolved: profile.resolved + 1,
    });
  }

  /** The newest ratings of someone whose home is here, newest first. @throws Problem store-unavailable */
  async of(
    account: AccountId,
    as: CountedRating['as'],
    limit: number = limits.ratingsShown,
  ): Promise<readonly (RatingView & { after: number })[]> {
    const page = await this.#state.ledger.store.query(
      'ratings',
      'by_rated',
      { equals: [account, as] },
      { limit, reverse: true },
    );
    return page.items
      .map(({ doc }) => doc as unknown as CountedRating)
      .map(({ issueId, title, stars, comment, by, at, after, weight }) => ({
        issue: issueId,
        title,
        stars,
        comment,
        by,
        at,
        after,
        ...(weight !== undefined && { weight }),
      }));
  }

  #count(
    transaction: Transaction,
    as: CountedRating['as'],
    of: AccountId,
    { issueId, title, by, stars, comment, at }: PeerMessageOf<'standing'> | PeerMessageOf<'rated'>,
  ): void {
    const account = this.#state.accounts.get(of);
    const id = ratingIdOf(issueId, as);
    if (!account || account.home !== this.#state.self || this.#state.ratings.get(id)) return;
    if (account.counted?.includes(id)) return;
    // An issue of one's own is nobody's to judge: it is offered to others only, and counts for nobody if it was not.
    if (by.id === of) return;
    const { now } = transaction;
    const isExpert = as === 'expert';
    const { weight, raters } = influenceOf(
      (isExpert ? account.raters : account.userRaters) ?? [],
      by.id,
      (rater) => isExpert && hasRated(this.#state.accounts.get(rater)?.raters ?? [], of, now),
      now,
    );
    const moved = rate(isExpert ? account.trust : account.standing, stars, now, weight);
    transaction.put(this.#state.ratings, id, {
      issueId,
      title,
      of,
      as,
      by,
      stars,
      comment,
      at,
      after: moved.value,
      ...(weight < 1 && { weight }),
    });
    const counted = [...(account.counted ?? []), id].slice(-countedKept);
    const changed: Account = isExpert
      ? { ...account, trust: moved, counted, raters }
      : { ...account, standing: moved, counted, userRaters: raters };
    transaction.put(this.#state.accounts, of, this.#state.nextVersion(changed));
  }
}

/** One rating of each direction counts for an issue. */
export function ratingIdOf(issueId: IssueId, as: CountedRating['as']): string {
  return `${issueId}:${as}`;
}
