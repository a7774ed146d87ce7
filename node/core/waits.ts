/**
 * How long people waited, as counts per class of length: small enough to be kept for a week and to cross the mesh, and of
 * several regions or hours simply added up, which medians are not.
 */

/** Lower end of the second class, ms; in the first is whatever was shorter. */
const firstMs = 1_000;
/** Each class reaches a quarter further than the one before: a median read from it is a few per cent off. */
const growth = 1.25;
/** The last one holds all from a week on. */
const classesMax = 62;

/** Where each class ends, ms. */
const ends: readonly number[] = Array.from({ length: classesMax - 1 }).reduce<number[]>(
  (all) => [...all, all.length === 0 ? firstMs : (all.at(-1) ?? firstMs) * growth],
  [],
);

/** [class, how many], by class; classes without any are left out. */
export type Waits = readonly (readonly [of: number, count: number])[];

/** The waits with one more. */
export function withWait(waits: Waits, waitMs: number): Waits {
  const at = ends.findIndex((end) => waitMs < end);
  return addedUp([waits, [[at === -1 ? ends.length : at, 1]]]);
}

export function addedUp(all: readonly Waits[]): Waits {
  const counts = new Map<number, number>();
  for (const [of, count] of all.flat()) counts.set(of, (counts.get(of) ?? 0) + count);
  return [...counts].sort(([a], [b]) => a - b);
}

export const countOf = (waits: Waits): number => waits.reduce((sum, [, count]) => sum + count, 0);

/** What the share `q` of them waited at most, ms, as if they lay evenly within each class; undefined of none. */
export function waitQuantile(waits: Waits, q: number): number | undefined {
  const wanted = countOf(waits) * q;
  let below = 0;
  for (const [of, count] of waits) {
    if (below + count >= wanted) {
      const start = ends[of - 1] ?? 0;
      const end = ends[of] ?? start;
      return start + (end - start) * ((wanted - below) / count);
    }
    below += count;
  }
  return undefined;
}
