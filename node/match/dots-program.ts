/**
 * A little program that multiplies one vector of signed bytes with many, in WebAssembly, whose vector instructions take
 * eight of them at a time: as fast as they come from memory. Whole numbers, so the same on every machine.
 */

import { get, i32, loopWhile, type Memory, program, set, sumOf32, types, v128 } from './wasm.ts';

/** Bytes of a row that are taken in one round: rows are as wide as a multiple of it. */
export const roundBytes = 16;
/** What is asked for is kept as numbers of so many bytes: as they are multiplied. */
export const askedBytes = 2;
/** Bytes of a sum of products. */
export const dotBytes = 4;

const { i32: whole, v128: vector } = types;
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
        i32.store(0, get(result), sumOf32(sum)),
        increase(result, dotBytes),
      ),
    ],
  };
}

/** All but the width are places in the memory. */
export type DotsProgram = {
  readonly memory: Memory;
  /**
   * Multiplies what lies at `asked` with each row from `row` to `rowsEnd`, all `width` numbers wide, and writes the sums one
   * after the other to `result`. Of no row it may not be asked.
   */
  readonly dots: (asked: number, row: number, rowsEnd: number, width: number, result: number) => void;
};

const start = program([dots()]);

/** The program with a memory of its own. */
export function dotsProgram(): DotsProgram {
  const { memory, functionOf } = start();
  return { memory, dots: functionOf('d') };
}
