import type { AccountId, RegionId } from '../core/ids.ts';
import type { Cancel, Clock } from '../ports.ts';
import { limits } from './limits.ts';

/** A seat kept free for a peer's issue. `by` is whose PROPOSE may take it; `id` is unique among those of that peer. */
export type SeatAside = {
  readonly by: RegionId;
  readonly id: string;
  readonly expertId: AccountId;
  /** On the monotonic clock. */
  readonly sinceMs: number;
  readonly untilMs: number;
};

/** What became of one: the PROPOSE came, the peer or this region gave it up, or its time ran out. */
export type SeatAsideEvent = {
  readonly seat: SeatAside;
  readonly is: 'set' | 'taken' | 'released' | 'expired';
};

/**
 * Seats set aside in memory while regions agree on who takes an issue. Each counts as taken for everything else, and ends
 * by itself: nothing of it is stored, so after a start there is none, and a PROPOSE that comes for one is judged afresh.
 */
export class SeatsAside {
  readonly #clock: Clock;
  readonly #seats = new Map<string, { readonly seat: SeatAside; readonly cancel: Cancel }>();
  readonly #keysOf = new Map<AccountId, Set<string>>();
  readonly #countBy = new Map<RegionId, number>();
  readonly #listeners: ((event: SeatAsideEvent) => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Called for each seat when it is set aside, and when that is over. */
  onChange(listener: (event: SeatAsideEvent) => void): void {
    this.#listeners.push(listener);
  }

  /** Seats of an expert that are set aside now. */
  countOf(expertId: AccountId): number {
    const nowMs = this.#clock.monotonicMs();
    let count = 0;
    for (const key of this.#keysOf.get(expertId) ?? []) {
      // The timer of a process that was frozen comes late.
      if ((this.#seats.get(key)?.seat.untilMs ?? 0) > nowMs) count += 1;
    }
    return count;
  }

  /** Sets a seat aside, unless the peer has too many here. Whether the expert has one is the caller's to know. */
  set({ by, id, expertId, forMs }: Pick<SeatAside, 'by' | 'id' | 'expertId'> & { forMs: number }): boolean {
    if (this.#seats.has(keyOf(by, id))) return false;
    const countBy = this.#countBy.get(by) ?? 0;
    if (countBy >= limits.seatsAsidePerPeer) return false;
    const sinceMs = this.#clock.monotonicMs();
    const seat: SeatAside = { by, id, expertId, sinceMs, untilMs: sinceMs + forMs };
    const key = keyOf(by, id);
    this.#seats.set(key, { seat, cancel: this.#clock.after(forMs, () => this.#end(key, 'expired')) });
    this.#keysOf.set(expertId, (this.#keysOf.get(expertId) ?? new Set<string>()).add(key));
    this.#countBy.set(by, countBy + 1);
    this.#tell({ seat, is: 'set' });
    return true;
  }

  /** The PROPOSE that it was for is here: from now on the seat is its to take. */
  take(by: RegionId, id: string): void {
    this.#end(keyOf(by, id), 'taken');
  }

  /** It is not needed any more. */
  release(by: RegionId, id: string): void {
    this.#end(keyOf(by, id), 'released');
  }

  /** Ends them all, when the region stops. */
  clear(): void {
    for (const key of [...this.#seats.keys()]) this.#end(key, 'released');
  }

  #end(key: string, is: 'taken' | 'released' | 'expired'): void {
    const known = this.#seats.get(key);
    if (!known) return;
    const { seat, cancel } = known;
    cancel();
    const isLate = seat.untilMs <= this.#clock.monotonicMs();
    this.#seats.delete(key);
    const keys = this.#keysOf.get(seat.expertId);
    keys?.delete(key);
    if (keys?.size === 0) this.#keysOf.delete(seat.expertId);
    const countBy = (this.#countBy.get(seat.by) ?? 1) - 1;
    if (countBy > 0) this.#countBy.set(seat.by, countBy);
    else this.#countBy.delete(seat.by);
    this.#tell({ seat, is: isLate ? 'expired' : is });
  }

  #tell(event: SeatAsideEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const keyOf = (by: RegionId, id: string): string => `${by}/${id}`;
