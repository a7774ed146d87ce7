type Item = { readonly atMs: number; readonly happen: () => void };

/**
 * What is to happen when, without promises or a real event loop in between: for models that are pure computations. Of
 * what falls due together, what was noted first happens first.
 */
export class Agenda {
  /** The last is next, so that taking it is cheap; a model has some thousand items at most. */
  readonly #items: Item[] = [];
  #nowMs = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** @throws RangeError for the past, or no time at all */
  at(atMs: number, happen: () => void): void {
    if (!(atMs >= this.#nowMs)) throw new RangeError(`It is ${this.#nowMs} ms; ${atMs} ms has passed.`);
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#items[middle];
      if (other !== undefined && other.atMs > atMs) low = middle + 1;
      else high = middle;
    }
    this.#items.splice(low, 0, { atMs, happen });
  }

  /** Until nothing is left to happen. */
  run(): void {
    for (let item = this.#items.pop(); item !== undefined; item = this.#items.pop()) {
      this.#nowMs = item.atMs;
      item.happen();
    }
  }
}
