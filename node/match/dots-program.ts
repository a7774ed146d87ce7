/**
 * A little program that multiplies one vector of signed bytes with many, in WebAssembly, whose vector instructions take
 * sixteen bytes at a time: some thirty times as fast as JavaScript. Whole numbers, so the same on every machine.
 */

import { type Memory, program, types } from './wasm.ts';

/** Bytes of a WebAssembly vector: rows are as wide as a multiple of it. */
export const laneBytes = 16;
/** Bytes of a row's result. */
export const dotBytes = 4;

/** Opcodes (WebAssembly Core Specification 2.0, 5.4), those of vectors after their prefix 0xfd. */
const op = {
  loop: [0x03, 0x40],
  end: [0x0b],
  branchIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  storeI32: [0x36, 0x02, 0x00],
  constI32: [0x41],
  lessU: [0x49],
  addI32: [0x6a],
  load: [0xfd, 0x00, 0x00, 0x00],
  zeros: [0xfd, 0x0c, ...Array<number>(laneBytes).fill(0)],
  laneI32: [0xfd, 0x1b],
  addLanes: [0xfd, 0xae, 0x01],
  /** i16x8.extend_low_i8x16_s and its like for the upper half. */
  widenLow: [0xfd, 0x87, 0x01],
  widenHigh: [0xfd, 0x88, 0x01],
  /** i32x4.dot_i16x8_s: products of neighbours, added. */
  dot: [0xfd, 0xba, 0x01],
} as const;

// What the program is given, in this order, and what it keeps beside.
const [asked, row, rowsEnd, width, result] = [0, 1, 2, 3, 4];
const [at, sum, ours, theirs] = [5, 6, 7, 8];

const get = (local: number) => [...op.localGet, local];
const set = (local: number) => [...op.localSet, local];
const increase = (local: number, by: readonly number[]) => [
  ...get(local),
  ...by,
  ...op.addI32,
  ...set(local),
];
/** To the beginning of the loop that it stands in, while the one is below the other. */
const againWhile = (one: number, other: number) => [
  ...get(one),
  ...get(other),
  ...op.lessU,
  ...op.branchIf,
  0,
];
const loadAt = (start: number) => [...get(start), ...get(at), ...op.addI32, ...op.load];
const addProducts = (widen: readonly number[]) => [
  ...get(sum),
  ...get(ours),
  ...widen,
  ...get(theirs),
  ...widen,
  ...op.dot,
  ...op.addLanes,
  ...set(sum),
];
const laneOfSum = (lane: number) => [...get(sum), ...op.laneI32, lane];

/** For each row from `row` to `rowsEnd`: the sum of the products of its bytes with those of `asked`, to `result`. */
const instructions = [
  ...op.loop,
  ...[...op.constI32, 0, ...set(at), ...op.zeros, ...set(sum)],
  ...op.loop,
  ...[...loadAt(asked), ...set(ours), ...loadAt(row), ...set(theirs)],
  ...[...addProducts(op.widenLow), ...addProducts(op.widenHigh)],
  ...[...increase(at, [...op.constI32, laneBytes]), ...againWhile(at, width)],
  ...op.end,
  ...[...get(result), ...laneOfSum(0), ...laneOfSum(1), ...op.addI32],
  ...[...laneOfSum(2), ...op.addI32, ...laneOfSum(3), ...op.addI32, ...op.storeI32],
  ...[
    ...increase(result, [...op.constI32, dotBytes]),
    ...increase(row, get(width)),
    ...againWhile(row, rowsEnd),
  ],
  ...op.end,
];

const start = program([
  {
    name: 'f',
    params: [types.i32, types.i32, types.i32, types.i32, types.i32],
    locals: [types.i32, types.v128, types.v128, types.v128],
    body: instructions,
  },
]);

/**
 * Multiplies what lies at `asked` with each row from `row` to `rowsEnd`, all `width` bytes wide, and writes the sums one
 * after the other to `result`, as 32-bit numbers. All but `width` are places in the memory; of no row it may not be asked.
 */
export type DotsProgram = (
  asked: number,
  row: number,
  rowsEnd: number,
  width: number,
  result: number,
) => void;

/** The program with a memory of its own. */
export function dotsProgram(): { readonly memory: Memory; readonly dots: DotsProgram } {
  const { memory, functionOf } = start();
  return { memory, dots: functionOf('f') };
}
