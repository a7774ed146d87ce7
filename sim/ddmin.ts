/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002): a part of the items
 * that still fails, and of which, unless the tries ran out, no single one can be left out. `fails` must be true of the
 * whole; it is asked for parts only, each in the order of the items.
 */
export const ddmin = async <T>(
  items: readonly T[],
  fails: (part: readonly T[]) => Promise<boolean>,
  mayTry: () => boolean,
): Promise<readonly T[]> => {
  let left = items;
  let parts = 2;
  while (left.length > 0 && mayTry()) {
    const size = Math.ceil(left.length / parts);
    const smaller = await firstFailing(without(left, size), fails, mayTry);
    if (smaller !== undefined) {
      left = smaller;
      parts = Math.max(parts - 1, 2);
    } else if (size === 1) {
      return left;
    } else {
      parts = Math.min(parts * 2, left.length);
    }
  }
  return left;
};

/** The items without the first `size` of them, without the next, and so on. */
const without = <T>(items: readonly T[], size: number): (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, part) => [
    ...items.slice(0, part * size),
    ...items.slice((part + 1) * size),
  ]);

const firstFailing = async <T>(
  candidates: readonly (readonly T[])[],
  fails: (part: readonly T[]) => Promise<boolean>,
  mayTry: () => boolean,
): Promise<readonly T[] | undefined> => {
  for (const candidate of candidates) {
    if (!mayTry()) return undefined;
    if (await fails(candidate)) return candidate;
  }
  return undefined;
};
