/** A posting is a document's slot and how often the term stands in it, in one 32-bit number. */
export const frequencyBits = 6;
const frequencyMax = 2 ** frequencyBits - 1;

/** Documents that fit: the rest of the bits. */
export const slotsMax = 2 ** (32 - frequencyBits);

/** A pool that is full grows by half: seldom enough to cost nothing, and a third of it stays empty at most. */
const growth = 1.5;

export const postingOf = (slot: number, frequency: number): number =>
  slot * 2 ** frequencyBits + Math.min(frequency, frequencyMax);
export const slotOf = (posting: number): number => posting >>> frequencyBits;
export const frequencyOf = (posting: number): number => posting & frequencyMax;

/**
 * The inverted lists: for each term, which documents it stands in, and how often, in the order of adding. All lists lie in one typed array, in
 * blocks of 1, 2, 4, … numbers: a list that outgrows its block moves to one of twice the size, and the old block
 * serves another list. So a posting takes 4 to 8 bytes, and a term that stands in one document hardly more than its letters.
 */
export class Postings {
  readonly #terms = new Map<string, number>();
  #starts = new Uint32Array(1_024);
  #counts = new Uint32Array(1_024);
  /** Binary logarithm of the block's size. */
  #sizes = new Uint8Array(1_024);
  #pool = new Uint32Array(4_096);
  #used = 0;
  /** Blocks given back, by the logarithm of their size. */
  readonly #free: number[][] = [];

  /** Different terms. */
  get size(): number {
    return this.#terms.size;
  }

  /** What it takes beside the terms themselves. */
  get bytes(): number {
    return this.#pool.byteLength + this.#starts.byteLength + this.#counts.byteLength + this.#sizes.byteLength;
  }

  /** The number of a term, if it stands in any document. */
  termOf(word: string): number | undefined {
    const term = this.#terms.get(word);
    return term !== undefined && this.countOf(term) > 0 ? term : undefined;
  }

  /** In how many documents it stands. */
  countOf(term: number): number {
    return this.#counts[term] ?? 0;
  }

  /** Its postings, as a view that is good until the next change. */
  of(term: number): Uint32Array {
    const start = this.#starts[term] ?? 0;
    return this.#pool.subarray(start, start + this.countOf(term));
  }

  add(word: string, slot: number, frequency: number): void {
    const term = this.#terms.get(word) ?? this.#newTerm(word);
    const count = this.countOf(term);
    const size = this.#sizes[term] ?? 0;
    if (count === 2 ** size) this.#move(term, count, size);
    this.#pool[(this.#starts[term] ?? 0) + count] = postingOf(slot, frequency);
    this.#counts[term] = count + 1;
  }

  /**
   * Removes all postings of documents that have no slot any more, and gives the others their new one. Goes through
   * everything: for many documents at once.
   */
  sweep(slotNow: (slot: number) => number | undefined): void {
    for (let term = 0; term < this.#terms.size; term++) {
      const list = this.of(term);
      let kept = 0;
      for (const posting of list) {
        const slot = slotNow(slotOf(posting));
        if (slot === undefined) continue;
        list[kept] = postingOf(slot, frequencyOf(posting));
        kept += 1;
      }
      this.#counts[term] = kept;
    }
  }

  #newTerm(word: string): number {
    const term = this.#terms.size;
    this.#terms.set(word, term);
    if (term >= this.#starts.length) {
      this.#starts = grown(this.#starts, new Uint32Array(this.#starts.length * 2));
      this.#counts = grown(this.#counts, new Uint32Array(this.#counts.length * 2));
      this.#sizes = grown(this.#sizes, new Uint8Array(this.#sizes.length * 2));
    }
    this.#starts[term] = this.#block(0);
    return term;
  }

  #move(term: number, count: number, size: number): void {
    const from = this.#starts[term] ?? 0;
    const to = this.#block(size + 1);
    this.#pool.copyWithin(to, from, from + count);
    this.#starts[term] = to;
    this.#sizes[term] = size + 1;
    this.#freeOf(size).push(from);
  }

  #block(size: number): number {
    const free = this.#freeOf(size).pop();
    if (free !== undefined) return free;
    const start = this.#used;
    this.#used += 2 ** size;
    if (this.#used > this.#pool.length) {
      const length = Math.ceil(Math.max(this.#used, this.#pool.length * growth));
      this.#pool = grown(this.#pool, new Uint32Array(length));
    }
    return start;
  }

  #freeOf(size: number): number[] {
    const known = this.#free[size];
    if (known) return known;
    const free: number[] = [];
    this.#free[size] = free;
    return free;
  }
}

function grown<A extends Uint32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
