import { askedBits, roundBytes, roundsMax, signsProgram, sumBytes, worthBytes } from './signs-program.ts';
import { lengthen } from './wasm.ts';

/** A table that is full grows by half: seldom enough to cost nothing. */
const growth = 1.5;

/** The greatest number of what is asked for, of three bits with a sign; of its bytes, those from here on become that. */
const askedMax = 3;
const greatByte = 76;

/** So many rows, evenly spread, tell how high the highest are. */
const sampleMax = 2_048;

/** Where very many are as high as each other, no more than so many times what is asked for are found. */
const surplusMax = 2;

const numbersPerRound = 8 * roundBytes;

/**
 * The signs of vectors' numbers, one vector after the other in memory, to find out quickly which of very many could be the
 * closest to one that is asked about.
 */
export class SignRows {
  /** Numbers whose signs are kept. */
  readonly #width: number;
  /** From row to row. */
  readonly #stride: number;
  readonly #program = signsProgram();
  #capacity = 0;
  /** Kept, as what lies outside of the heap is collected late, and at a high price. */
  readonly #sample = new Float64Array(sampleMax);

  constructor(width: number) {
    const rounds = Math.max(1, Math.min(roundsMax, Math.ceil(width / numbersPerRound)));
    this.#width = Math.min(width, rounds * numbersPerRound);
    this.#stride = rounds * roundBytes;
  }

  get bytes(): number {
    return this.#program.memory.buffer.byteLength;
  }

  /** @param worth what the row's closeness is worth: 0 for one that is not to be found */
  set(row: number, vector: Int8Array, worth: number): void {
    if (row >= this.#capacity) this.#grow(row + 1);
    const signs = new Uint8Array(this.#program.memory.buffer, this.#startOf(row), this.#stride).fill(0);
    for (let at = 0; at < this.#width; at++)
      if ((vector[at] ?? 0) >= 0) signs[at >> 3] = (signs[at >> 3] ?? 0) | (1 << (at & 7));
    this.setWorth(row, worth);
  }

  setWorth(row: number, worth: number): void {
    if (row < this.#capacity) this.#worths()[row] = worth;
  }

  /**
   * Of the first `rows`, all of which were set, those that are likeliest to be the closest to what is asked for, times their
   * worth, the last first: some `count`, and all if there are no more.
   */
  likeliest(asked: Int8Array, rows: number, count: number): readonly number[] {
    const known = Math.min(rows, this.#capacity);
    if (known <= count) return Array.from({ length: known }, (_, at) => known - 1 - at);
    const { sums, seek } = this.#program;
    sums(0, this.#startOf(0), this.#startOf(known), this.#askedEnd, this.#ask(asked), this.#sumsAt);
    const least = this.#leastOf(known, count);
    const found: number[] = [];
    for (let end = known; found.length < surplusMax * count; ) {
      end = seek(this.#sumsAt, this.#worthsAt, end, least) - 1;
      if (end < 0) break;
      found.push(end);
    }
    return found;
  }

  /** From it on are some `count` of the rows that sums are known of. What seems to have nothing in common is below. */
  #leastOf(rows: number, count: number): number {
    const { buffer } = this.#program.memory;
    const [sums, worths] = [new Int32Array(buffer, this.#sumsAt, rows), this.#worths()];
    const step = Math.ceil(rows / sampleMax);
    const sample = this.#sample.subarray(0, Math.floor(rows / step));
    for (let at = 0; at < sample.length; at++) sample[at] = (sums[at * step] ?? 0) * (worths[at * step] ?? 0);
    sample.sort();
    return Math.max(Number.MIN_VALUE, sample[sample.length - Math.ceil(count / step)] ?? 0);
  }

  /** Puts what is asked for at the beginning, bit by bit. @returns the sum of its numbers */
  #ask(asked: Int8Array): number {
    const planes = new Uint8Array(this.#program.memory.buffer, 0, this.#askedEnd).fill(0);
    let total = 0;
    for (let at = 0; at < this.#width; at++) {
      const number = shortened(asked[at] ?? 0);
      total += number;
      const [round, within] = [Math.floor(at / numbersPerRound), at % numbersPerRound];
      for (let bit = 0; bit < askedBits; bit++) {
        const place = (round * askedBits + bit) * roundBytes + (within >> 3);
        planes[place] = (planes[place] ?? 0) | (((number >> bit) & 1) << (within & 7));
      }
    }
    return total;
  }

  /** What is asked for lies at the beginning. */
  get #askedEnd(): number {
    return askedBits * this.#stride;
  }

  #startOf(row: number): number {
    return this.#askedEnd + row * this.#stride;
  }

  get #worthsAt(): number {
    return this.#startOf(this.#capacity);
  }

  get #sumsAt(): number {
    return this.#worthsAt + this.#capacity * worthBytes;
  }

  #worths(): Float64Array {
    return new Float64Array(this.#program.memory.buffer, this.#worthsAt, this.#capacity);
  }

  #grow(rows: number): void {
    const { memory } = this.#program;
    const [worths, oldEnd] = [this.#worths().slice(), this.#worthsAt];
    this.#capacity = Math.ceil(rows * growth);
    lengthen(memory, this.#sumsAt + this.#capacity * sumBytes);
    // What a row was worth, and sums of former calls, lie where rows come now.
    new Uint8Array(memory.buffer).fill(0, oldEnd);
    this.#worths().set(worths);
  }
}

/** A byte as a number of so few bits. */
const shortened = (byte: number): number =>
  Math.max(-askedMax, Math.min(askedMax, Math.round((byte * askedMax) / greatByte)));
