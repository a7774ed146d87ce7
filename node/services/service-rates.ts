import type { EpochMs } from '../core/ids.ts';
import { noWorkTimes, serviceRateOf, type WorkTimes, withWorkTime } from '../core/service-rate.ts';
import type { State } from './state.ts';

/**
 * How fast this region's experts resolve issues of each category, measured from acceptance to answer. In memory only:
 * after a start every category is served alike until enough has been resolved again.
 */
export class ServiceRates {
  #times: WorkTimes = noWorkTimes;
  readonly #acceptedAt = new Map<string, EpochMs>();

  constructor({ entries }: State) {
    entries.onChange((id, entry) => {
      if (entry?.phase.at === 'assigned') {
        this.#acceptedAt.set(id, entry.phase.since);
        return;
      }
      const acceptedAt = this.#acceptedAt.get(id);
      this.#acceptedAt.delete(id);
      if (acceptedAt === undefined || entry?.phase.at !== 'done') return;
      this.#times = withWorkTime(this.#times, entry.issue.category, entry.phase.since - acceptedAt);
    });
  }

  of(category: string): number {
    return serviceRateOf(this.#times, category);
  }
}
