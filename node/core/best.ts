/**
 * The best few of very many numbered things, by a key: a binary heap with the least of the best on top (Williams, "Algorithm
 * 232: Heapsort", 1964). Takes nothing of memory for those that are not among the best.
 */
export class Best {
  readonly #limit: number;
  /** Of two with equal keys, whether the first comes before the second: to be total. */
  readonly #isBefore: (one: number, other: number) => boolean;
  readonly #things: number[] = [];
  readonly #keys: number[] = [];

  /** @param limit 1 or more */
  constructor(limit: number, isBefore: (one: number, other: number) => boolean) {
    this.#limit = limit;
    this.#isBefore = isBefore;
  }

  /** What has a smaller key than this need not be offered. */
  get least(): number {
    return this.#things.length < this.#limit ? Number.NEGATIVE_INFINITY : (this.#keys[0] ?? 0);
  }

  offer(thing: number, key: number): void {
    if (this.#things.length < this.#limit) {
      this.#rise(this.#things.length, thing, key);
      return;
    }
    if (this.#isWorse(thing, key, 0)) return;
    this.#sink(thing, key);
  }

  /** The best first; none are left. */
  take(): readonly number[] {
    const order = new Array<number>(this.#things.length);
    for (let place = order.length - 1; place >= 0; place--) {
      order[place] = this.#things[0] ?? 0;
      const [thing = 0, key = 0] = [this.#things.pop(), this.#keys.pop()];
      if (place > 0) this.#sink(thing, key);
    }
    return order;
  }

  /** Whether something comes after what is in a place. */
  #isWorse(thing: number, key: number, place: number): boolean {
    const other = this.#keys[place] ?? 0;
    return key < other || (key === other && this.#isBefore(this.#things[place] ?? 0, thing));
  }

  #rise(from: number, thing: number, key: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!this.#isWorse(thing, key, above)) break;
      this.#move(above, place);
      place = above;
    }
    this.#put(place, thing, key);
  }

  /** In place of the least. */
  #sink(thing: number, key: number): void {
    let place = 0;
    for (let below = 1; below < this.#things.length; below = 2 * place + 1) {
      const next = below + 1;
      if (next < this.#things.length && this.#isWorse(this.#things[next] ?? 0, this.#keys[next] ?? 0, below))
        below = next;
      if (this.#isWorse(thing, key, below)) break;
      this.#move(below, place);
      place = below;
    }
    this.#put(place, thing, key);
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#things[from] ?? 0, this.#keys[from] ?? 0);
  }

  #put(place: number, thing: number, key: number): void {
    this.#things[place] = thing;
    this.#keys[place] = key;
  }
}
