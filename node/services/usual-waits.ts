import type { Issue } from '../core/model.ts';
import { usualWaitMs, type Waits, withWait } from '../core/usual-wait.ts';
import type { State } from './state.ts';

/**
 * How long issues submitted here usually wait, by category, until somebody accepts them for the first time, wherever that
 * is. In memory only: after a start it is told of issues that are worked on, and grows from there.
 */
export class UsualWaits {
  readonly #waits = new Map<string, Waits>();
  /** Issues that somebody works on: each was counted once. */
  readonly #counted = new Set<string>();

  constructor({ issues }: State) {
    issues.onChange((id, issue) => {
      const isAccepted = issue?.phase.at === 'placed' && issue.phase.stage === 'assigned';
      if (!isAccepted) this.#counted.delete(id);
      else if (!this.#counted.has(id)) {
        this.#counted.add(id);
        this.#count(issue);
      }
    });
  }

  /** The median of late, in milliseconds; undefined while too little is known. */
  ofMs(category: string): number | undefined {
    return usualWaitMs(this.#waits.get(category) ?? []);
  }

  /** A second expert's acceptance says how long the first one worked, not how long people wait. */
  #count({ category, submittedAt, timeline }: Issue): void {
    const accepted = timeline.filter(({ kind }) => kind === 'accepted');
    const [first] = accepted;
    if (first === undefined || accepted.length > 1) return;
    this.#waits.set(category, withWait(this.#waits.get(category) ?? [], first.at - submittedAt));
  }
}
