import { dotBytes, dotsProgram, laneBytes } from './dots-program.ts';
import { lengthen } from './wasm.ts';

/** A table that is full grows by half: seldom enough to cost nothing. */
const growth = 1.5;

/** Vectors of signed bytes, all as wide, one after the other in memory, so that one is compared with all of them at once. */
export class ByteRows {
  readonly #width: number;
  /** From row to row. */
  readonly #stride: number;
  readonly #program = dotsProgram();
  #capacity = 0;

  constructor(width: number) {
    this.#width = width;
    this.#stride = Math.max(1, Math.ceil(width / laneBytes)) * laneBytes;
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
    const { memory, dots } = this.#program;
    const known = Math.min(rows, this.#capacity);
    // What is asked for stands first, what comes out after the last row.
    const result = this.#startOf(this.#capacity);
    if (known > 0 && asked.length === this.#width) {
      new Int8Array(memory.buffer).set(asked);
      dots(0, this.#startOf(0), this.#startOf(known), this.#stride, result);
      return new Int32Array(memory.buffer, result, known);
    }
    return new Int32Array(known);
  }

  #startOf(row: number): number {
    return (1 + row) * this.#stride;
  }

  #grow(rows: number): void {
    const { memory } = this.#program;
    const capacity = Math.ceil(rows * growth);
    const needed = this.#startOf(capacity) + capacity * dotBytes;
    lengthen(memory, needed);
    // Sums of former calls lie where rows come now.
    new Int8Array(memory.buffer).fill(0, this.#startOf(this.#capacity));
    this.#capacity = capacity;
  }
}
