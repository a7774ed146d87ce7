import type { EpochMs } from '../node/core/ids.ts';
import type { Cancel, Clock } from '../node/ports.ts';

/** Where virtual time begins on every wall clock: 2026-01-01T00:00Z, so that a trace is the same in every run. */
const wallStartMs: EpochMs = Date.UTC(2026, 0, 1);
/** More timers than this at one instant mean that some code re-arms itself with no delay and time can never go on. */
const timersPerInstantMax = 1_000_000;

/** `order` is unique and grows with creation, so timers of the same instant run in the order they were set. */
type Timer = { readonly dueMs: number; readonly order: number; callback: (() => void) | undefined };

/** How one node's clock differs from true (virtual) time. */
export type ClockError = {
  /** How far its wall clock is ahead. */
  readonly skewMs?: number;
  /** How much faster than true time it runs, in parts per million; both its clocks and its timers. */
  readonly driftPpm?: number;
};

/** One node's clock. Dies with its process. */
export interface NodeClock extends Clock {
  /** Cancels every timer of the node and ignores those it sets from now on: the process is gone. */
  halt(): void;
  /** Timers that fall due are put off until `resume`. Both clocks go on, as they do for a frozen process. */
  pause(): void;
  resume(): void;
  /** Sets the wall clock forward, or back. */
  setForward(byMs: number): void;
}

/**
 * Virtual time. It stands still while there is work and jumps from timer to timer when told to advance;
 * a day of a quiet mesh takes milliseconds. Nothing here looks at the machine's clock.
 *
 * Between two timers the event loop turns once (setImmediate), and Node empties the whole microtask queue in
 * that turn, so every chain of promises a timer set off has come to rest before the next timer runs.
 */
export class VirtualClock implements Clock {
  readonly #heap = new TimerHeap();
  #nowMs = 0;
  #nextOrder = 0;
  #isAdvancing = false;

  now(): EpochMs {
    return Math.floor(wallStartMs + this.#nowMs);
  }

  /** Virtual ms since the beginning of the simulation. */
  monotonicMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, callback: () => void): Cancel {
    const timer: Timer = { dueMs: this.#nowMs + atLeastZero(delayMs), order: this.#nextOrder++, callback };
    this.#heap.push(timer);
    // The heap drops a cancelled timer when its time comes: cheaper than finding it now.
    return () => {
      timer.callback = undefined;
    };
  }

  /** A clock for one process of one node. */
  forNode({ skewMs = 0, driftPpm = 0 }: ClockError = {}): NodeClock {
    const rate = 1 + driftPpm / 1e6;
    const startMs = this.#nowMs;
    const timers = new Set<Cancel>();
    let isHalted = false;
    let setForwardMs = 0;
    /** Timers that fell due while paused, in order; none when it is not paused. */
    let overdue: (() => void)[] | undefined;
    return {
      now: () => Math.floor(wallStartMs + skewMs + setForwardMs + this.#nowMs * rate),
      monotonicMs: () => (this.#nowMs - startMs) * rate,
      after: (delayMs, callback) => {
        if (isHalted) return () => {};
        let isCancelled = false;
        const ring = () => {
          if (isCancelled) return;
          if (overdue !== undefined) {
            overdue.push(ring);
            return;
          }
          timers.delete(cancel);
          callback();
        };
        const cancelTimer = this.after(atLeastZero(delayMs) / rate, ring);
        const cancel = () => {
          isCancelled = true;
          timers.delete(cancel);
          cancelTimer();
        };
        timers.add(cancel);
        return cancel;
      },
      halt: () => {
        isHalted = true;
        for (const cancel of [...timers]) cancel();
      },
      pause: () => {
        overdue ??= [];
      },
      resume: () => {
        const late = overdue ?? [];
        overdue = undefined;
        // One at a time, so that each comes to rest before the next.
        for (const ring of late) this.after(0, ring);
      },
      setForward: (byMs) => {
        setForwardMs += byMs;
      },
    };
  }

  /** Lets everything already under way come to rest, without moving time. */
  async settle(): Promise<void> {
    await turn();
  }

  /**
   * Moves time on by `byMs`, running what falls due, in order.
   * @throws what a timer's callback throws; an Error when the code under test never lets time go on
   */
  async advance(byMs: number): Promise<void> {
    await this.#advanceTo(this.#nowMs + atLeastZero(byMs), () => false);
  }

  /** Moves time on until `condition` holds, checked after each timer; false when it still does not after `withinMs`. */
  async advanceUntil(condition: () => boolean, withinMs: number): Promise<boolean> {
    return this.#advanceTo(this.#nowMs + withinMs, condition);
  }

  async #advanceTo(targetMs: number, isDone: () => boolean): Promise<boolean> {
    if (this.#isAdvancing) throw new Error('Virtual time is being advanced already; only one may do that.');
    this.#isAdvancing = true;
    try {
      await turn();
      let timersAtInstant = 0;
      while (!isDone()) {
        const timer = this.#heap.popDue(targetMs);
        if (timer === undefined) {
          this.#nowMs = targetMs;
          return isDone();
        }
        timersAtInstant = timer.dueMs > this.#nowMs ? 0 : timersAtInstant + 1;
        if (timersAtInstant > timersPerInstantMax) {
          throw new Error(
            `Time stands still at ${this.#nowMs} ms: timers without delay set each other for ever.`,
          );
        }
        this.#nowMs = timer.dueMs;
        timer.callback?.();
        await turn();
      }
      return true;
    } finally {
      this.#isAdvancing = false;
    }
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A delay that is negative or not a number means "as soon as possible", as with setTimeout. */
const atLeastZero = (ms: number): number => (Number.isNaN(ms) ? 0 : Math.max(ms, 0));

/** A binary heap: the timer that is due first on top, the older of two that are due together. */
class TimerHeap {
  readonly #timers: Timer[] = [];

  push(timer: Timer): void {
    const timers = this.#timers;
    let at = timers.length;
    timers.push(timer);
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = timers[parentAt];
      if (parent === undefined || isBefore(parent, timer)) break;
      timers[at] = parent;
      at = parentAt;
    }
    timers[at] = timer;
  }

  /** Takes out the first timer due by `untilMs` that was not cancelled. */
  popDue(untilMs: number): Timer | undefined {
    for (;;) {
      const first = this.#timers[0];
      if (first === undefined || (first.callback !== undefined && first.dueMs > untilMs)) return undefined;
      this.#removeFirst();
      if (first.callback !== undefined) return first;
    }
  }

  #removeFirst(): void {
    const timers = this.#timers;
    const last = timers.pop();
    if (last === undefined || timers.length === 0) return;
    let at = 0;
    for (;;) {
      const leftAt = 2 * at + 1;
      const left = timers[leftAt];
      if (left === undefined) break;
      const right = timers[leftAt + 1];
      const isRight = right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (isBefore(last, child)) break;
      timers[at] = child;
      at = isRight ? leftAt + 1 : leftAt;
    }
    timers[at] = last;
  }
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
