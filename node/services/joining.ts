import type { IssueId } from '../core/ids.ts';
import { step } from '../core/issue-step.ts';
import type { Issue } from '../core/model.ts';
import type { Handoff } from './handoff.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/**
 * Issues of one outage know of each other: when it is solved for one of them, the others' users are told that it was, and
 * nothing else. A step added to every command; an issue is told once.
 */
export class Joining {
  readonly #state: State;
  readonly #handoff: Handoff;

  constructor({ state, handoff }: { state: State; handoff: Handoff }) {
    this.#state = state;
    this.#handoff = handoff;
    state.ledger.onCommand((transaction) => this.#follow(transaction));
  }

  #follow(transaction: Transaction): void {
    const { issues } = this.#state;
    for (const { table, id } of [...transaction.writes.values()]) {
      const issue = table === issues ? issues.get(id) : undefined;
      if (!issue || !isSolved(issue)) continue;
      const before = transaction.former(issues, id);
      if (before && !isSolved(before)) this.#tell(transaction, issue);
    }
  }

  #tell(transaction: Transaction, solved: Issue): void {
    const first = solved.joined?.first ?? solved.id;
    for (const issue of this.#joined(first)) {
      if (issue.id === solved.id || issue.joined?.solvedAt !== undefined || isSolved(issue)) continue;
      const joined = { first, solvedAt: transaction.now };
      this.#handoff.applyIssue(transaction, step(issue, this.#handoff.context(transaction), { joined }));
    }
  }

  /** The open issues of one outage: the first, and those that were submitted as the same. */
  #joined(first: IssueId): readonly Issue[] {
    const { issues } = this.#state;
    const others = issues.inGroup('joined', first);
    const itself = issues.get(first);
    return itself && others.length > 0 ? [itself, ...others] : others;
  }
}

function isSolved({ phase }: Issue): boolean {
  return phase.at === 'closed' && phase.outcome === 'confirmed';
}
