import { type Cluster, clustersOf, type Report, usualMs } from '../core/cluster.ts';
import type { IssueId } from '../core/ids.ts';
import type { Issue } from '../core/model.ts';
import { titleTerms } from '../match/likeness.ts';
import type { Clock } from '../ports.ts';
import { limits } from './limits.ts';
import type { State } from './state.ts';

/** Clusters are found anew when something was reported, and otherwise so often: they end by time alone. */
const freshMs = 10_000;

/**
 * What was submitted here within a day, by the words of its title: in memory, where a start finds what is still open. From
 * it follow the clusters of this moment.
 */
export class Reports {
  readonly #clock: Clock;
  readonly #reports = new Map<IssueId, Report>();
  #found: { readonly clusters: readonly Cluster[]; readonly untilMs: number } | undefined;

  constructor({ state, clock }: { state: State; clock: Clock }) {
    this.#clock = clock;
    state.issues.onChange((_id, issue) => {
      if (issue) this.#take(issue);
    });
  }

  /** The clusters of the last hour, the greatest first. */
  clusters(): readonly Cluster[] {
    const nowMs = this.#clock.monotonicMs();
    if (!this.#found || this.#found.untilMs <= nowMs) {
      const clusters = clustersOf([...this.#reports.values()], this.#clock.now());
      this.#found = { clusters, untilMs: nowMs + freshMs };
    }
    return this.#found.clusters;
  }

  #take({ id, userId, category, title, language, submittedAt, adoptedFrom }: Issue): void {
    const known = this.#reports.get(id);
    const isOld = submittedAt <= this.#clock.now() - usualMs;
    // An adopted issue was reported elsewhere; most changes of an issue are none of its title.
    if (isOld || adoptedFrom !== undefined || (known?.category === category && known.title === title)) return;
    const report = {
      id,
      userId,
      category,
      words: titleTerms(title, language),
      at: submittedAt,
      title,
      language,
    };
    this.#reports.set(id, report);
    this.#found = undefined;
    this.#forget();
  }

  #forget(): void {
    const earliest = this.#clock.now() - usualMs;
    for (const [id, { at }] of this.#reports) {
      if (at > earliest && this.#reports.size <= limits.reports) return;
      this.#reports.delete(id);
    }
  }
}
