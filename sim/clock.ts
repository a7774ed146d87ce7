import process from 'node:process';
import type { EpochMs } from '../node/core/ids.ts';
import type { Cancel, Clock } from '../node/ports.ts';

/** Where virtual time begins on every wall clock: 2026-01-01T00:00Z, so that a trace is the same in every run. */
const wallStartMs: EpochMs = Date.UTC(2026, 0, 1);
/** More timers than this at one instant mean that some code re-arms itself with no delay and time can never go on. */
const timersPerInstantMax = 1_000_000;

/** After so many timers the event loop turns once, so that a long run answers messages and signals of its process. */
const timersPerTurn = 1_000;

/** A process whose timers these are. */
type Owner = {
  isHalted: boolean;
  /** Timers that fell due while it is paused, in order; none when it is not paused. */
  overdue: Timer[] | undefined;
};

/**
 * `order` is unique and grows with creation, so timers of the same instant run in the order they were set. A cancelled
 * timer has no callback. Timers that belong to no node have no owner.
 */
type Timer = {
  readonly dueMs: number;
  readonly order: number;
  callback: (() => void) | undefined;
  readonly owner: Owner | undefined;
};

/** Whether nothing is to happen any more when its time comes. */
const isDead = ({ callback, owner }: Timer): boolean => callback === undefined || owner?.isHalted === true;

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
 * Between two timers Node empties its whole queue of microtasks (it looks at `process.nextTick` only after that), so
 * every chain of promises a timer set off has come to rest before the next timer runs. A turn of the event loop
 * (setImmediate) would do the same at four times the cost, and there are a hundred timers in a virtual second.
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
    return this.#set(delayMs, callback, undefined);
  }

  #set(delayMs: number, callback: () => void, owner: Owner | undefined): Cancel {
    const dueMs = this.#nowMs + atLeastZero(delayMs);
    const timer: Timer = { dueMs, order: this.#nextOrder++, callback, owner };
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
    const owner: Owner = { isHalted: false, overdue: undefined };
    let setForwardMs = 0;
    return {
      now: () => Math.floor(wallStartMs + skewMs + setForwardMs + this.#nowMs * rate),
      monotonicMs: () => (this.#nowMs - startMs) * rate,
      after: (delayMs, callback) =>
        owner.isHalted ? () => {} : this.#set(atLeastZero(delayMs) / rate, callback, owner),
      halt: () => {
        owner.isHalted = true;
      },
      pause: () => {
        owner.overdue ??= [];
      },
      resume: () => {
        const late = owner.overdue ?? [];
        owner.overdue = undefined;
        // One at a time, so that each comes to rest before the next.
        for (const timer of late) this.#set(0, () => timer.callback?.(), owner);
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
      let timersInTurn = 0;
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
        if (timer.owner?.overdue === undefined) timer.callback?.();
        else timer.owner.overdue.push(timer);
        timersInTurn = (timersInTurn + 1) % timersPerTurn;
        await (timersInTurn === 0 ? turn() : rest());
      }
      return true;
    } finally {
      this.#isAdvancing = false;
    }
  }
}

/** Resolves after a turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when no promise is left that could go on. */
const rest = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

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
      if (first === undefined || (first.dueMs > untilMs && !isDead(first))) return undefined;
      this.#removeFirst();
      if (!isDead(first)) return first;
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
