import { askedBytes, dotBytes, dotsProgram, roundBytes } from './dots-program.ts';
import { lengthen } from './wasm.ts';

/** A table that is full grows by half: seldom enough to cost nothing. */
const growth = 1.5;

/**
 * Vectors of signed bytes, all as wide, one after the other in memory, so that one is compared with all of them at once.
 * A vector that is asked about is known again by its array, and must not be changed in place.
 */
export class ByteRows {
  readonly #width: number;
  /** From row to row. */
  readonly #stride: number;
  readonly #program = dotsProgram();
  #capacity = 0;
  /** What lies at the beginning, to be compared with. */
  #asked: Int8Array | undefined;
  // Where it lies, and one sum beside it, as views that are made anew with the memory.
  #askedAt = new Int16Array(0);
  #sumAt = new Int32Array(0);

  constructor(width: number) {
    this.#width = width;
    this.#stride = Math.max(1, Math.ceil(width / roundBytes)) * roundBytes;
  }

  get bytes(): number {
    return this.#program.memory.buffer.byteLength;
  }

  /** A row, as a view that is good until the next `set`; zeros where nothing was set. */
  at(row: number): Int8Array {
    return row < this.#capacity
      ? new Int8Array(this.#program.memory.buffer, this.#startOf(row), this.#width)
      : new Int8Array(this.#width);
  }

  /** @param vector of this table's width */
  set(row: number, vector: Int8Array): void {
    if (row >= this.#capacity) this.#grow(row + 1);
    this.at(row).set(vector);
  }

  /** The sums of the products with each of the first `rows` that were set, as a view that is good until the next call. */
  dots(asked: Int8Array, rows: number): Int32Array {
    const known = Math.min(rows, this.#capacity);
    if (!this.#ask(asked)) return new Int32Array(known);
    this.#program.dots(0, this.#startOf(0), this.#startOf(known), this.#stride, this.#sumsAt);
    return new Int32Array(this.#program.memory.buffer, this.#sumsAt, known);
  }

  /** The sum of the products with one row. Quick for many rows one after the other. */
  dot(asked: Int8Array, row: number): number {
    if (row >= this.#capacity || !this.#ask(asked)) return 0;
    this.#program.dots(0, this.#startOf(row), this.#startOf(row + 1), this.#stride, this.#endAt);
    return this.#sumAt[0] ?? 0;
  }

  /** Puts what is asked for at the beginning, unless it lies there; another width has nothing in common with any row. */
  #ask(asked: Int8Array): boolean {
    if (asked.length !== this.#width || this.#capacity === 0) return false;
    if (asked === this.#asked) return true;
    this.#askedAt.set(asked);
    this.#asked = asked;
    return true;
  }

  #startOf(row: number): number {
    return (askedBytes + row) * this.#stride;
  }

  get #sumsAt(): number {
    return this.#startOf(this.#capacity);
  }

  /** Where everything ends but for the sum of one row. */
  get #endAt(): number {
    return this.#sumsAt + this.#capacity * dotBytes;
  }

  #grow(rows: number): void {
    const { memory } = this.#program;
    const oldEnd = this.#sumsAt;
    this.#capacity = Math.ceil(rows * growth);
    lengthen(memory, this.#endAt + dotBytes);
    this.#asked = undefined;
    this.#askedAt = new Int16Array(memory.buffer, 0, this.#width);
    this.#sumAt = new Int32Array(memory.buffer, this.#endAt, 1);
    // Sums of former calls lie where rows come now.
    new Int8Array(memory.buffer).fill(0, oldEnd);
  }
}
