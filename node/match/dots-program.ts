/**
 * A little program that multiplies one vector of signed bytes with many, in WebAssembly, whose vector instructions take
 * eight of them at a time: as fast as they come from memory. Whole numbers, so the same on every machine.
 */

import { f64, get, i32, loopWhile, type Memory, program, set, types, v128 } from './wasm.ts';

/** Bytes of a row that are taken in one round: rows are as wide as a multiple of it. */
export const roundBytes = 16;
/** What is asked for is kept as numbers of so many bytes: as they are multiplied. */
export const askedBytes = 2;
/** Bytes of a sum of products, and of what a row's sum is worth. */
export const [dotBytes, worthBytes] = [4, 8];

const { i32: whole, f64: real, v128: vector } = types;
const half = roundBytes / 2;

function dots() {
  const [asked, row, rowsEnd, width, result] = [0, 1, 2, 3, 4];
  const [at, askedEnd, sum] = [5, 6, 7];
  const products = (n: 0 | 1) =>
    v128.dot16(v128.load8x8(n * half, get(row)), v128.load(n * half * askedBytes, get(at)));
  const increase = (local: number, by: number) => set(local, i32.add(get(local), i32.const(by)));
  return {
    name: 'd',
    params: [whole, whole, whole, whole, whole],
    locals: [whole, whole, vector],
    body: [
      ...set(askedEnd, i32.add(get(asked), i32.shl(get(width), i32.const(Math.log2(askedBytes))))),
      ...loopWhile(
        i32.lt(get(row), get(rowsEnd)),
        set(at, get(asked)),
        set(sum, v128.zero),
        loopWhile(
          i32.lt(get(at), get(askedEnd)),
          set(sum, v128.add32(get(sum), v128.add32(products(0), products(1)))),
          increase(at, roundBytes * askedBytes),
          increase(row, roundBytes),
        ),
        i32.store(
          0,
          get(result),
          i32.add(
            i32.add(v128.lane32(0, get(sum)), v128.lane32(1, get(sum))),
            i32.add(v128.lane32(2, get(sum)), v128.lane32(3, get(sum))),
          ),
        ),
        increase(result, dotBytes),
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
              f64.fromSignedI32(i32.load(0, last(sums, dotBytes))),
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

/** All but widths, counts and `least` are places in the memory. */
export type DotsProgram = {
  readonly memory: Memory;
  /**
   * Multiplies what lies at `asked` with each row from `row` to `rowsEnd`, all `width` numbers wide, and writes the sums one
   * after the other to `result`. Of no row it may not be asked.
   */
  readonly dots: (asked: number, row: number, rowsEnd: number, width: number, result: number) => void;
  /** Of the first so many rows, those up to the last whose sum times its worth is `least` or more; 0 if there is none. */
  readonly seek: (sums: number, worths: number, rows: number, least: number) => number;
};

const start = program([dots(), seek()]);

/** The program with a memory of its own. */
export function dotsProgram(): DotsProgram {
  const { memory, functionOf } = start();
  return { memory, dots: functionOf('d'), seek: functionOf('k') };
}
