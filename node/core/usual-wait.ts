/** How long issues usually wait until an expert accepts them: what somebody who waits would like to know. */

/** The latest waits of a category, oldest first, in milliseconds. */
export type Waits = readonly number[];

/** Waits that count: about a day of a busy category, so that a bad morning is over by the evening. */
const waitsMax = 25;

/** With fewer, "usually" would be said of somebody's luck. */
const waitsMin = 3;

export const withWait = (waits: Waits, waitMs: number): Waits =>
  [...waits, Math.max(0, waitMs)].slice(-waitsMax);

/** The median, which one issue that waited for days does not move; undefined while too little is known. */
export function usualWaitMs(waits: Waits): number | undefined {
  if (waits.length < waitsMin) return undefined;
  return [...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)];
}
