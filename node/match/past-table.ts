import type { IssueId } from '../core/ids.ts';
import { bm25Program, f32Bytes, f64Bytes, row, u32Bytes } from './bm25-program.ts';
import { lengthen } from './wasm.ts';

/** A past issue as it is kept beside its words. */
export type PastRow = {
  readonly id: IssueId;
  /** The number of who resolved it. */
  readonly expert: number;
  /** How many terms it has, with repetitions. */
  readonly length: number;
  /** Times what is left of 1 now (`leftAt`), it is the recency. */
  readonly growth: number;
};

/** Numbers of eight bytes stand at a multiple of it. */
const alignedUp = (address: number) => Math.ceil(address / f64Bytes) * f64Bytes;

/** Past issues that are looked at together. */
export const blockSlots = 4_096;

/** A table that is full grows by half: seldom enough to cost nothing. */
const growthFactor = 1.5;

/**
 * The facts of each past issue by its slot, in the memory of the program that calculates with them: rows of what is asked
 * for together, then a column of lengths, and beyond it room for the numbers that it makes. Slots are given in the order of coming, so that lists which are added to are
 * in the order of their slots; `close` keeps it.
 */
export class PastTable {
  readonly program = bm25Program();
  readonly #slots = new Map<IssueId, number>();
  #ids: (IssueId | undefined)[] = [];
  #capacity = 0;
  /** By block: the most growth of those in it and before it. */
  #growthUpTo: number[] = [];
  // The whole memory, made anew when it was lengthened: an old one has length 0.
  #reals = new Float64Array(0);
  #singles = new Float32Array(0);
  #wholes = new Uint32Array(0);

  /** Past issues that are there. */
  get size(): number {
    return this.#slots.size;
  }

  /** Slots that are in use, those of removed issues as well. */
  get slots(): number {
    return this.#ids.length;
  }

  get bytes(): number {
    return this.program.memory.buffer.byteLength;
  }

  /** By slot; undefined where one was removed. */
  get ids(): readonly (IssueId | undefined)[] {
    return this.#ids;
  }

  /** The address of the lengths. */
  get lengthsAt(): number {
    return this.#capacity * row.bytes;
  }

  slotOf(id: IssueId): number | undefined {
    return this.#slots.get(id);
  }

  expertAt(slot: number): number {
    return this.#wholes[(slot * row.bytes + row.expert) / u32Bytes] ?? 0;
  }

  growthAt(slot: number): number {
    return this.#reals[(slot * row.bytes + row.growth) / f64Bytes] ?? 0;
  }

  /** What no past issue in this block or before it exceeds, those that were removed included. */
  growthUpTo(block: number): number {
    return this.#growthUpTo[block] ?? 0;
  }

  lengthAt(slot: number): number {
    return this.#singles[this.lengthsAt / f32Bytes + slot] ?? 0;
  }

  /** @returns its slot, the greatest until now */
  add({ id, ...facts }: PastRow): number {
    const slot = this.#ids.push(id) - 1;
    if (slot >= this.#capacity) {
      const lengths = this.#lengths(slot).slice();
      this.#capacity = Math.ceil((slot + 1) * growthFactor);
      this.scratch(0);
      this.#lengths(slot).set(lengths);
    }
    this.#slots.set(id, slot);
    this.#write(slot, facts);
    return slot;
  }

  /** What was at this slot; it is nobody's until `close`. */
  remove(slot: number): PastRow | undefined {
    const id = this.#ids[slot];
    if (id === undefined) return undefined;
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    return { id, ...this.#read(slot) };
  }

  /** Moves the others together. Returns, by slot, where it is now; undefined for those that were removed. */
  close(): readonly (number | undefined)[] {
    const moved: (number | undefined)[] = [];
    const ids: IssueId[] = [];
    this.#growthUpTo = [];
    for (const [slot, id] of this.#ids.entries()) {
      moved.push(id === undefined ? undefined : ids.length);
      if (id === undefined) continue;
      const to = ids.push(id) - 1;
      this.#slots.set(id, to);
      this.#write(to, this.#read(slot));
    }
    this.#ids = ids;
    return moved;
  }

  /** The address of room for so many bytes; whoever asked before has it no more. */
  scratch(bytes: number): number {
    const start = alignedUp(this.lengthsAt + this.#capacity * f32Bytes);
    lengthen(this.program.memory, start + bytes);
    const { buffer } = this.program.memory;
    if (this.#reals.buffer !== buffer) {
      this.#reals = new Float64Array(buffer);
      this.#singles = new Float32Array(buffer);
      this.#wholes = new Uint32Array(buffer);
    }
    return start;
  }

  /** Numbers in the memory, as views that are good until the next change or `scratch`. */
  realsAt(address: number, count: number): Float64Array {
    return this.#reals.subarray(address / f64Bytes, address / f64Bytes + count);
  }

  wholesAt(address: number, count: number): Uint32Array {
    return this.#wholes.subarray(address / u32Bytes, address / u32Bytes + count);
  }

  #lengths(count: number): Float32Array {
    return this.#singles.subarray(this.lengthsAt / f32Bytes, this.lengthsAt / f32Bytes + count);
  }

  #read(slot: number): Omit<PastRow, 'id'> {
    return {
      expert: this.expertAt(slot),
      length: this.lengthAt(slot),
      growth: this.growthAt(slot),
    };
  }

  #write(slot: number, { expert, length, growth }: Omit<PastRow, 'id'>): void {
    const start = slot * row.bytes;
    this.#reals[(start + row.growth) / f64Bytes] = growth;
    this.#wholes[(start + row.expert) / u32Bytes] = expert;
    this.#singles[this.lengthsAt / f32Bytes + slot] = length;
    // Slots are written in their order.
    const block = Math.floor(slot / blockSlots);
    this.#growthUpTo[block] = Math.max(growth, this.#growthUpTo[block] ?? this.growthUpTo(block - 1));
  }
}
