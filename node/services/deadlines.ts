import type { Cancel, Clock } from '../ports.ts';

/**
 * One timer per thing that can run out (an offer, a hold, a proposal, an expert's presence), on the monotonic clock.
 * Deadlines are not stored: after a start each gets its full time again, so that a node never trusts a lease it
 * cannot date.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #timers = new Map<
    string,
    { readonly what: string; readonly atMs: number; readonly cancel: Cancel }
  >();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Sets the timer of `key`. `what` names what runs out (an offer's id): as long as it is the same, the timer goes
   * on from where it was.
   */
  set(key: string, what: string, delayMs: number, callback: () => void): void {
    const former = this.#timers.get(key);
    if (former?.what === what) return;
    former?.cancel();
    const delay = Math.max(0, delayMs);
    const cancel = this.#clock.after(delay, () => {
      this.#timers.delete(key);
      callback();
    });
    this.#timers.set(key, { what, atMs: this.#clock.monotonicMs() + delay, cancel });
  }

  clear(key: string): void {
    this.#timers.get(key)?.cancel();
    this.#timers.delete(key);
  }

  /** What is left, ms; 0 when there is no such timer. */
  remainingMs(key: string): number {
    const timer = this.#timers.get(key);
    return timer ? Math.max(0, timer.atMs - this.#clock.monotonicMs()) : 0;
  }

  clearAll(): void {
    for (const { cancel } of this.#timers.values()) cancel();
    this.#timers.clear();
  }
}
