import { type EpochMs, IssueId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import type { IssueText } from '../core/skill.ts';
import { PastIssues } from '../match/past-issues.ts';
import type { SharedIssue } from './documents.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** Of a description, what an issue is found by: its first sentences say what it is about. */
const aboutLengthMax = 400;

/** Of all that a text could have in common with a solved issue: below it, mostly a word that says little. */
const scoreMin = 0.25;

/** In [0, 1]. */
export type NearShared = { readonly issue: SharedIssue; readonly score: number };

/**
 * Keeps the list of solved issues that may help others in step with the entries: a step added to every command, so that
 * whatever changes an entry (a confirmation, a consent taken back, a reopening, an adoption) is followed.
 */
export class SharedIssues {
  readonly #state: State;
  readonly #index = new PastIssues();

  constructor(state: State) {
    this.#state = state;
    state.shared.onChange((id, issue) => {
      if (issue) this.#index.add({ ...issue, description: issue.about });
      else this.#index.remove(IssueId.parse(id));
    });
    state.ledger.onCommand((transaction) => this.#follow(transaction));
  }

  /** Those that resemble this text most, if any does enough to be worth reading; `score` also counts how old they are. */
  nearest(text: IssueText, { now, limit }: { now: EpochMs; limit: number }): readonly NearShared[] {
    return this.#index
      .nearest(text, { now, limit })
      .filter(({ score }) => score >= scoreMin)
      .flatMap(({ id, score, recency }) => {
        const issue = this.#state.shared.get(id);
        return issue ? [{ issue, score: score * recency }] : [];
      });
  }

  #follow(transaction: Transaction): void {
    const { entries } = this.#state;
    for (const { table, id } of [...transaction.writes.values()]) {
      if (table !== entries) continue;
      const entry = entries.get(id);
      if (entry) this.#followEntry(transaction, entry);
      else this.#forgetEntry(transaction, transaction.former(entries, id));
    }
  }

  #forgetEntry(transaction: Transaction, former: Entry | undefined): void {
    const { shared } = this.#state;
    if (former && shared.get(former.issueId)?.entryId === former.id)
      transaction.remove(shared, former.issueId);
  }

  #followEntry(transaction: Transaction, entry: Entry): void {
    const { shared } = this.#state;
    const { issueId } = entry;
    const known = shared.get(issueId);
    const expertId = entry.phase.at === 'done' ? entry.phase.expert.id : undefined;
    if (expertId && isShared(entry)) {
      const { title, category, description, language } = entry.issue;
      // What changes of an entry later (a rating) changes nothing here.
      if (known?.entryId === entry.id && known.title === title && known.category === category) return;
      if (!known && shared.size >= limits.sharedIssues) this.#forgetOldest(transaction);
      transaction.put(shared, issueId, {
        id: issueId,
        entryId: entry.id,
        expertId,
        title,
        category,
        ...(language !== undefined && { language }),
        about: description.slice(0, aboutLengthMax),
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
