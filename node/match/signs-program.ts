/**
 * A little program that estimates the products of one vector with many of which only the signs are looked at, an eighth of
 * what they take as bytes: as for RaBitQ (Gao and Long, 2024), the one is cut to numbers of three bits, whose bits are
 * compared with 128 signs at a time. Whole numbers, so the same on every machine.
 */

import {
  type Code,
  f64,
  get,
  i32,
  loopWhile,
  type Memory,
  program,
  set,
  sumOf32,
  types,
  v128,
} from './wasm.ts';

/** Bytes of a row's signs that are taken in one round: rows are as wide as a multiple of it. */
export const roundBytes = 16;
/** Bits of a number of what is asked for, the highest of which counts negative: for each round the lowest bits of all come first. */
export const askedBits = 3;
/** More rounds would not fit into the bytes in which ones are counted. */
export const roundsMax = 31;
/** Bytes of a sum, and of what it is worth. */
export const [sumBytes, worthBytes] = [4, 8];

const { i32: whole, f64: real, v128: vector } = types;
const askedRoundBytes = askedBits * roundBytes;

function sums() {
  const [asked, row, rowsEnd, askedEnd, total, result] = [0, 1, 2, 3, 4, 5];
  const [at, signs, sum] = [6, 7, 8];
  /** Of each bit of what is asked for, how often it met a sign. */
  const ones = [9, 10, 11];
  const increase = (local: number, by: Code) => set(local, i32.add(get(local), by));
  const met = (local: number, bit: number) =>
    v128.add8(get(local), v128.ones8(v128.and(get(signs), v128.load(bit * roundBytes, get(at)))));
  const worth = (bit: number) => v128.shl16(v128.pairs8(get(ones[bit] ?? 0)), i32.const(bit));
  return {
    name: 's',
    params: [whole, whole, whole, whole, whole, whole],
    locals: [whole, vector, vector, vector, vector, vector],
    body: [
      ...loopWhile(
        i32.lt(get(row), get(rowsEnd)),
        set(at, get(asked)),
        ...ones.map((local) => set(local, v128.zero)),
        loopWhile(
          i32.lt(get(at), get(askedEnd)),
          set(signs, v128.load(0, get(row))),
          ...ones.map((local, bit) => set(local, met(local, bit))),
          increase(at, i32.const(askedRoundBytes)),
          increase(row, i32.const(roundBytes)),
        ),
        set(sum, v128.pairs16(v128.sub16(v128.add16(worth(0), worth(1)), worth(2)))),
        i32.store(0, get(result), i32.sub(i32.shl(sumOf32(sum), i32.const(1)), get(total))),
        increase(result, i32.const(sumBytes)),
      ),
    ],
  };
}

function seek() {
  const [sums, worths, rows, least] = [0, 1, 2, 3];
  const last = (start: number, bytes: number) =>
    i32.sub(i32.add(get(start), i32.shl(get(rows), i32.const(Math.log2(bytes)))), i32.const(bytes));
  return {
    name: 'k',
    params: [whole, whole, whole, real],
    result: whole,
    locals: [],
    body: [
      ...loopWhile(
        i32.and(
          i32.lt(i32.const(0), get(rows)),
          // Read before the beginning as well, which is of no consequence.
          f64.lt(
            f64.mul(
              f64.fromSignedI32(i32.load(0, last(sums, sumBytes))),
              f64.load(0, last(worths, worthBytes)),
            ),
            get(least),
          ),
        ),
        set(rows, i32.sub(get(rows), i32.const(1))),
      ),
      ...get(rows),
    ],
  };
}

/** All but `total`, `rows` and `least` are places in the memory. */
export type SignsProgram = {
  readonly memory: Memory;
  /**
   * For each row from `row` to `rowsEnd` adds up what is asked for with the row's signs, of which a one is a plus, and writes
   * the sums one after the other to `result`.
   *
   * @param total the sum of what is asked for
   */
  readonly sums: (
    asked: number,
    row: number,
    rowsEnd: number,
    askedEnd: number,
    total: number,
    result: number,
  ) => void;
  /** Of the first so many rows, those up to the last whose sum times its worth is `least` or more; 0 if there is none. */
  readonly seek: (sums: number, worths: number, rows: number, least: number) => number;
};

const start = program([sums(), seek()]);

/** The program with a memory of its own. */
export function signsProgram(): SignsProgram {
  const { memory, functionOf } = start();
  return { memory, sums: functionOf('s'), seek: functionOf('k') };
}
