import type { Key } from './key.ts';

type Pair = { readonly key: Key; readonly id: string };

/**
 * Keys in order, each with the id of its document, in one array: looked up by halving, inserted by moving the rest.
 * Moving is one memmove, which up to some hundred thousand keys costs less than the pointers of a tree.
 */
export class SortedIndex {
  readonly #pairs: Pair[] = [];

  /** The key must not be there yet. */
  add(key: Key, id: string): void {
    this.#pairs.splice(this.#lowerBound(key), 0, { key, id });
  }

  /** Does nothing when the key is not there. */
  delete(key: Key): void {
    const at = this.#lowerBound(key);
    if (this.#pairs[at]?.key === key) this.#pairs.splice(at, 1);
  }

  /** At most `count` keys from `start` up to and without `end`; in reverse the greatest ones, falling. */
  slice({
    start,
    end,
    count,
    isReverse,
  }: {
    start: Key;
    end: Key;
    count: number;
    isReverse: boolean;
  }): Pair[] {
    const from = this.#lowerBound(start);
    const to = Math.max(from, this.#lowerBound(end));
    if (!isReverse) return this.#pairs.slice(from, Math.min(to, from + count));
    return this.#pairs.slice(Math.max(from, to - count), to).reverse();
  }

  /** The place of the first key that is not less than `key`. */
  #lowerBound(key: Key): number {
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const pair = this.#pairs[middle];
      if (pair !== undefined && pair.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
