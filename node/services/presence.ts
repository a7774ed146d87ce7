import { answered } from '../core/availability.ts';
import { giveBack } from '../core/entry.ts';
import type { AccountId } from '../core/ids.ts';
import type { Entry } from '../core/model.ts';
import type { Cancel } from '../ports.ts';
import type { Profile } from './documents.ts';
import type { Handoff } from './handoff.ts';
import type { State } from './state.ts';
import type { Timing } from './timing.ts';
import type { Transaction } from './transaction.ts';

/** Who is there. Presence is chosen by the expert, and falls away when their page is gone or offers go unanswered. */
export class Presence {
  readonly #state: State;
  readonly #handoff: Handoff;
  readonly #timing: Timing;
  readonly #sockets = new Map<AccountId, number>();
  readonly #listeners: ((id: AccountId) => void)[] = [];

  constructor(deps: { state: State; handoff: Handoff; timing: Timing }) {
    this.#state = deps.state;
    this.#handoff = deps.handoff;
    this.#timing = deps.timing;
  }

  /** A live page of this account: present until it is closed. */
  connect(id: AccountId): Cancel {
    this.#sockets.set(id, (this.#sockets.get(id) ?? 0) + 1);
    this.heard(id);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#sockets.get(id) ?? 0) - 1;
      if (left > 0) this.#sockets.set(id, left);
      else this.#sockets.delete(id);
      this.heard(id);
    };
  }

  isConnected(id: AccountId): boolean {
    return this.#sockets.has(id);
  }

  /** The account asked for something: its presence lasts the grace period from now. */
  heard(id: AccountId): void {
    for (const listener of this.#listeners) listener(id);
  }

  onHeard(listener: (id: AccountId) => void): void {
    this.#listeners.push(listener);
  }

  arrive(transaction: Transaction, id: AccountId): void {
    const profile = this.#state.profiles.get(id);
    if (!profile) return;
    const { awayBecause: _, ...rest } = profile;
    transaction.put(this.#state.profiles, id, { ...rest, presence: 'online', timedOutInRow: 0 });
    this.heard(id);
  }

  /** Goes away: nothing new is offered, and open offers go to the next expert at once. */
  leave(transaction: Transaction, id: AccountId, awayBecause: NonNullable<Profile['awayBecause']>): void {
    const profile = this.#state.profiles.get(id);
    if (!profile) return;
    transaction.put(this.#state.profiles, id, { ...profile, presence: 'away', awayBecause });
    for (const entry of this.#state.entries.inGroup('seat', id)) {
      if (entry.phase.at === 'offered') this.#handoff.pass(transaction, entry, { kind: 'withdrawn' });
    }
  }

  /** An expert may no longer work: they are away, and what they had accepted waits for another. */
  dismiss(transaction: Transaction, id: AccountId): void {
    this.leave(transaction, id, 'chosen');
    for (const entry of this.#state.entries.inGroup('seat', id)) {
      const step = giveBack(entry, this.#handoff.context(transaction), 'lapsed');
      if (step) this.#handoff.applyEntry(transaction, step);
    }
  }

  /**
   * An offer ran out: it counts against availability, the next is asked, and after two in a row the expert is away.
   * Offers that were open together count once: while answering one of them nobody can answer the others.
   */
  timedOut(transaction: Transaction, entry: Entry): void {
    if (entry.phase.at !== 'offered') return;
    const { id } = entry.phase.expert;
    const profile = this.#state.profiles.get(id);
    if (profile) {
      const isNewMiss = entry.phase.since >= (profile.timedOutAt ?? 0);
      const timedOutInRow = profile.timedOutInRow + (isNewMiss ? 1 : 0);
      const { offers } = profile;
      transaction.put(this.#state.profiles, id, {
        ...profile,
        availability: answered(profile.availability, false),
        offers: { ...offers, offered: offers.offered + 1, timedOut: offers.timedOut + 1 },
        timedOutInRow,
        timedOutAt: transaction.now,
      });
      this.#handoff.pass(transaction, entry, { kind: 'timed-out', note: '' });
      if (timedOutInRow >= this.#timing.timedOutInRowMax) this.leave(transaction, id, 'timed-out');
    } else {
      this.#handoff.pass(transaction, entry, { kind: 'timed-out', note: '' });
    }
  }

  /** An offer was answered in time, with a yes or a no. */
  answeredInTime(transaction: Transaction, id: AccountId, how: 'accepted' | 'rejected'): void {
    const profile = this.#state.profiles.get(id);
    if (!profile) return;
    const { offers } = profile;
    transaction.put(this.#state.profiles, id, {
      ...profile,
      availability: answered(profile.availability, true),
      timedOutInRow: 0,
      offers: { ...offers, offered: offers.offered + 1, [how]: offers[how] + 1 },
    });
  }
}
