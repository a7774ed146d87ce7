import { isLaterThan } from '../core/custody.ts';
import type { RegionId } from '../core/ids.ts';
import type { PeerMessageOf } from '../core/messages.ts';
import type { Log } from '../ports.ts';
import type { Copy } from './documents.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/**
 * What this region keeps for others, as their custodian: whole copies of their issues. A copy only moves forward, only
 * its origin changes it, and it stays until its origin says that another region has it.
 */
export class Copies {
  readonly #state: State;
  readonly #log: Log;

  constructor({ state, log }: { state: State; log: Log }) {
    this.#state = state;
    this.#log = log;
  }

  /** Needs `copyNeed(issueId)`. Declined: this region already keeps another region's issue of that id. */
  receive(transaction: Transaction, from: RegionId, { issue }: PeerMessageOf<'copy'>): 'taken' | 'declined' {
    const known = this.#state.copies.get(issue.id);
    if (issue.origin !== from || (known && this.#originOf(known) !== from)) {
      this.#log.warn({ from }, 'A region sent a copy of an issue that is not its own.');
      return 'declined';
    }
    if (!known || isLaterThan(issue, known.issue)) {
      const { id, origin, userId, changedAt } = issue;
      transaction.put(this.#state.copies, id, { id, origin, userId, changedAt, issue });
    }
    return 'taken';
  }

  /** Needs `copyNeed(issueId)`. Lines of its chat stay: should the copy come back, they need not come again. */
  drop(transaction: Transaction, from: RegionId, { issueId }: PeerMessageOf<'drop'>): void {
    const known = this.#state.copies.get(issueId);
    if (known && this.#originOf(known) === from) transaction.remove(this.#state.copies, issueId);
  }

  /** Whose word counts for it: its origin's, or that of whoever adopted it. */
  #originOf({ issue }: Copy): RegionId {
    return this.#state.originOf({ issue, epoch: issue.epoch });
  }
}
