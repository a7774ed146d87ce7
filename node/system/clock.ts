import type { Clock } from '../ports.ts';

/** Longest delay that setTimeout takes; a longer one would fire at once. */
const delayMaxMs = 2 ** 31 - 1;

/** The machine's clocks. Timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), delayMaxMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
