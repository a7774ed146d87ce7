import type { Entry } from '../core/model.ts';
import type { SharedIssue } from './documents.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/**
 * Keeps the list of solved issues that may help others in step with the entries: a step added to every command, so that
 * whatever changes an entry (a confirmation, a consent taken back, a reopening, an adoption) is followed.
 */
export class SharedIssues {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
    state.ledger.onCommand((transaction) => this.#follow(transaction));
  }

  #follow(transaction: Transaction): void {
    const { entries } = this.#state;
    for (const { table, id } of [...transaction.writes.values()]) {
      const entry = table === entries ? entries.get(id) : undefined;
      if (entry) this.#followEntry(transaction, entry);
    }
  }

  #followEntry(transaction: Transaction, entry: Entry): void {
    const { shared } = this.#state;
    const { issueId } = entry;
    const known = shared.get(issueId);
    if (isShared(entry)) {
      const { title, category } = entry.issue;
      // What changes of an entry later (a rating) changes nothing here.
      if (known?.entryId === entry.id && known.title === title && known.category === category) return;
      if (!known && shared.size >= limits.sharedIssues) this.#forgetOldest(transaction);
      transaction.put(shared, issueId, {
        id: issueId,
        entryId: entry.id,
        title,
        category,
        at: transaction.now,
      });
    } else if (known?.entryId === entry.id) transaction.remove(shared, issueId);
  }

  #forgetOldest(transaction: Transaction): void {
    const oldest = this.#state.shared
      .values()
      .reduce<SharedIssue | undefined>(
        (least, one) => (least && least.at <= one.at ? least : one),
        undefined,
      );
    if (oldest) transaction.remove(this.#state.shared, oldest.id);
  }
}

/** Its user confirmed what solved it, and agreed that it helps others. */
export function isShared({ phase, outcome, consent, resolution }: Entry): boolean {
  return (
    phase.at === 'done' &&
    outcome === 'confirmed' &&
    consent?.helpsOthers === true &&
    resolution !== undefined
  );
}
