import { withChoice, withOutcome } from '../core/bet.ts';
import type { Choice } from '../core/entry.ts';
import type { EpochMs } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import type { How, Placement } from '../core/placement.ts';
import { sharesOf } from '../core/rank.ts';
import { outcomeOf } from '../core/reward.ts';
import type { Experts } from './experts.ts';
import type { State } from './state.ts';
import type { Transaction } from './transaction.ts';

/** So many choices are kept, a kilobyte each: the last days of a busy region, by when most outcomes are known. */
export const placementsMax = 1_000;
/** Nobody weighs today's weights by how people stood longer ago; and who was compared with whom is nobody's business for ever. */
export const placementsKeptMs = 30 * 24 * 3_600_000;

/** The choices of experts that this region made lately, with the terms of those who could have been asked; and, if weights are learnt, what came of them. */
export class Placements {
  readonly #state: State;
  /** The greatest number used. */
  #last = 0;

  constructor({ state, experts }: { state: State; experts: Experts }) {
    this.#state = state;
    state.placements.onChange((_id, placement) => {
      this.#last = Math.max(this.#last, placement?.n ?? 0);
    });
    state.ledger.onCommand((transaction) => this.#learn(transaction));
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
    const bet = this.#countBet(transaction, basis.how);
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
      ...(bet !== undefined && { bet }),
    });
  }

  /** While weights are learnt, every first choice by score is compared with. Returns its number in the tally. */
  #countBet(transaction: Transaction, how: How): number | undefined {
    const { settings, learning, learningTable } = this.#state;
    if (!settings.learnsWeights || how === 'named' || how === 'next') return undefined;
    const next = withChoice(learning, how);
    transaction.put(learningTable, 'region', next);
    return next.tally.n;
  }

  /** Learns from what came of the choices under the entries that a command has written. */
  #learn(transaction: Transaction): void {
    const { settings, entries, placements, learningTable } = this.#state;
    if (!settings.learnsWeights) return;
    for (const { table, id } of [...transaction.writes.values()]) {
      const entry = table === entries ? entries.get(id) : undefined;
      if (!entry) continue;
      for (const placement of placements.inGroup('entry', id)) {
        const reward = outcomeOf(entry, placement.expertId);
        if (reward === undefined || reward === placement.reward || placement.reward === 'nothing') continue;
        const { learning } = this.#state;
        const next = withOutcome(learning, placement, reward);
        if (next !== learning) transaction.put(learningTable, 'region', next);
        transaction.put(placements, slotOf(placement.n), { ...placement, reward });
      }
    }
  }
}

/** A new one takes the place of the oldest. */
const slotOf = (n: number): string => String(n % placementsMax);
