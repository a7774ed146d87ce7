import type { Choice } from '../core/entry.ts';
import type { EpochMs } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import type { Placement } from '../core/placement.ts';
import { sharesOf } from '../core/rank.ts';
import type { Experts } from './experts.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** So many choices are kept, some kilobyte each: a busy day of a region, enough to see what other weights would do. */
export const placementsMax = 500;
/** Nobody weighs today's weights by how people stood longer ago; and who was compared with whom is nobody's business for ever. */
export const placementsKeptMs = 30 * 24 * 3_600_000;

/** The choices of experts that this region made lately, with the terms of those who could have been asked. */
export class Placements {
  readonly #state: State;
  /** The greatest number used. */
  #last = 0;

  constructor({ state, experts }: { state: State; experts: Experts }) {
    this.#state = state;
    state.placements.onChange((_id, placement) => {
      this.#last = Math.max(this.#last, placement?.n ?? 0);
    });
    experts.onChosen((transaction, entry, choice) => this.#record(transaction, entry, choice));
  }

  /** The newest first. */
  recent(now: EpochMs): readonly Placement[] {
    return this.#state.placements
      .values()
      .filter(({ at }) => now - at <= placementsKeptMs)
      .sort((a, b) => b.n - a.n);
  }

  /** Forgets what is too old. */
  sweep(transaction: Transaction): void {
    for (const { n, at } of this.#state.placements.values())
      if (transaction.now - at > placementsKeptMs) transaction.remove(this.#state.placements, slotOf(n));
  }

  #record(transaction: Transaction, entry: Entry, { expert, why, basis }: Choice): void {
    if (!basis) return;
    const n = this.#last + 1;
    transaction.put(this.#state.placements, slotOf(n), {
      n,
      at: transaction.now,
      issueId: entry.issueId,
      title: entry.issue.title,
      entryId: entry.id,
      expertId: expert.id,
      how: basis.how,
      weights: sharesOf(this.#state.settings.weights),
      field: basis.field,
      others: why.others,
    });
  }
}

/** A new one takes the place of the oldest. */
const slotOf = (n: number): string => String(n % placementsMax);
