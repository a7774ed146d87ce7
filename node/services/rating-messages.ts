import { goesOnFor } from '../core/account-writer.ts';
import * as entrySteps from '../core/entry.ts';
import { type AccountId, entryIdOf, type RegionId } from '../core/ids.ts';
import * as issueSteps from '../core/issue.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Entry, Issue } from '../core/model.ts';
import type { Handoff } from './handoff.ts';
import type { Ratings } from './ratings.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** How a user rates the expert, an expert the user, and what the latter's home is told. */
export type RatingMessage = PeerMessageOf<'rated' | 'user-rated' | 'standing'>;

type Steps = Pick<Handoff, 'applyEntry' | 'applyIssue' | 'context' | 'deliver'>;

/**
 * Ratings on their way to the home of who is rated: RATED from an issue's origin to the region that answered, USER-RATED
 * the other way, and from there as STANDING to the user's home.
 */
export class RatingMessages {
  readonly #state: State;
  readonly #handoff: Steps;
  readonly #ratings: Ratings;

  constructor({ state, handoff, ratings }: { state: State; handoff: Steps; ratings: Ratings }) {
    this.#state = state;
    this.#handoff = handoff;
    this.#ratings = ratings;
  }

  handle(transaction: Transaction, from: RegionId, message: RatingMessage): void {
    switch (message.type) {
      case 'rated':
        this.#onRated(transaction, from, message);
        return;
      case 'user-rated': {
        const issue = this.#state.issues.get(message.issueId);
        if (issue) this.#onUserRated(transaction, issue, from, message);
        return;
      }
      case 'standing':
        this.#count(transaction, message);
        return;
    }
  }

  #onRated(transaction: Transaction, from: RegionId, message: PeerMessageOf<'rated'>): void {
    const entry = this.#state.entries.get(entryIdOf(message.issueId, message.epoch));
    // An entry listens to its origin alone, and to a region that left it here and was told what its origin says.
    const isHeard = entry && (this.#state.originOf(entry) === from || this.#state.isHeirOf(from));
    if (isHeard && entry.phase.at === 'done') this.#onEntryRated(transaction, entry, message);
    // What they did is where they were before an adoption; or a backup lacks it, or only how it ended.
    else if ((isHeard || !entry) && this.#mayLackEntry(message.expertId))
      this.#ratings.countTrust(transaction, message);
  }

  #onEntryRated(transaction: Transaction, entry: Entry, message: PeerMessageOf<'rated'>): void {
    const step = entrySteps.onRated(entry, message, this.#handoff.context(transaction));
    if (!step) return;
    this.#handoff.applyEntry(transaction, step);
    this.#count(transaction, message);
  }

  /** Else a region could rate whom it likes for issues that nobody here has ever seen. */
  #mayLackEntry(expert: AccountId): boolean {
    const { self, accounts } = this.#state;
    const isRestored = this.#state.adoptionOf(self)?.by === self;
    return isRestored || accounts.get(expert)?.formerHome !== undefined;
  }

  #onUserRated(
    transaction: Transaction,
    issue: Issue,
    from: RegionId,
    { by, stars, comment, at, epoch }: PeerMessageOf<'user-rated'>,
  ): void {
    const rating = { stars, comment, at };
    const context = this.#handoff.context(transaction);
    const step = issueSteps.onUserRated(issue, this.#answererBy(issue, from), epoch, rating, context);
    if (!step) return;
    this.#handoff.applyIssue(transaction, step);
    const { id: issueId, title, userId } = issue;
    const home = this.#state.accounts.get(userId)?.home;
    if (!home) return;
    this.#handoff.deliver(transaction, {
      to: home,
      message: { type: 'standing', issueId, title, userId, by, ...rating },
    });
  }

  /** Whoever adopted the region that answered speaks for its experts. */
  #answererBy({ resolution }: Issue, from: RegionId): RegionId {
    const owner = resolution?.owner;
    return owner && goesOnFor(from, owner, (region) => this.#state.adoptionOf(region)) ? owner : from;
  }

  /** Whoever sent it may not have heard that who was rated has moved: it goes on to where they are at home now. */
  #count(transaction: Transaction, message: PeerMessageOf<'rated' | 'standing'>): void {
    const rated = message.type === 'rated' ? message.expertId : message.userId;
    const home = this.#state.accounts.get(rated)?.home;
    if (home && home !== this.#state.self) this.#handoff.deliver(transaction, { to: home, message });
    else if (message.type === 'rated') this.#ratings.countTrust(transaction, message);
    else this.#ratings.countStanding(transaction, message);
  }
}
