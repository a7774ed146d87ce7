/** BM25 over lists of postings, as a program: what takes longest in looking at an issue. */
import { frequencyBits } from './postings.ts';
import { f64, get, i32, loopWhile, type Memory, program, set, types } from './wasm.ts';

/** Where in a past issue's row what stands: its growth (8 bytes), and the number of its expert (4). */
export const row = { bytes: 16, growth: 0, expert: 8 } as const;

/** Bytes of a number with a fraction, of one with less digits, and of a whole one. */
export const [f64Bytes, f32Bytes, u32Bytes] = [8, 4, 4];

const { i32: whole, f64: real } = types;
/** The address of the n-th thing of so many bytes. */
const placeOf = (start: number, n: ReturnType<typeof get>, bytes: number) =>
  i32.add(get(start), i32.shl(n, i32.const(Math.log2(bytes))));
const slotIn = (posting: number) => i32.shr(get(posting), i32.const(frequencyBits));
const frequencyIn = (posting: number) =>
  f64.fromI32(i32.and(get(posting), i32.const(2 ** frequencyBits - 1)));

function addScores() {
  const [start, end, lowest, lengths, scores, most, short, perLength] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [posting, score, frequency, norm] = [8, 9, 10, 11];
  const length = f64.loadF32(0, placeOf(lengths, slotIn(posting), f32Bytes));
  return {
    name: 'a',
    params: [whole, whole, whole, whole, whole, real, real, real],
    result: whole,
    locals: [whole, whole, real, real],
    body: [
      ...loopWhile(
        [
          // Before the beginning of a list it is read as well, and looked at no further.
          ...set(posting, i32.load(0, i32.sub(get(end), i32.const(u32Bytes)))),
          ...i32.and(i32.lt(get(start), get(end)), i32.le(get(lowest), get(posting))),
        ],
        set(end, i32.sub(get(end), i32.const(u32Bytes))),
        set(score, placeOf(scores, slotIn(posting), f64Bytes)),
        set(frequency, frequencyIn(posting)),
        set(norm, f64.add(get(short), f64.mul(get(perLength), length))),
        f64.store(
          0,
          get(score),
          f64.add(
            f64.load(0, get(score)),
            f64.div(f64.mul(get(most), get(frequency)), f64.add(get(frequency), get(norm))),
          ),
        ),
      ),
      ...get(end),
    ],
  };
}

function seek() {
  const [start, end, least] = [0, 1, 2];
  return {
    name: 'k',
    params: [whole, whole, real],
    result: whole,
    locals: [],
    body: [
      ...loopWhile(
        i32.and(
          i32.lt(get(start), get(end)),
          // Read before the beginning as well, which is of no consequence.
          f64.lt(f64.load(0, i32.sub(get(end), i32.const(f64Bytes))), get(least)),
        ),
        set(end, i32.sub(get(end), i32.const(f64Bytes))),
      ),
      ...get(end),
    ],
  };
}

function gather() {
  const [at, end, rows, frequencies, touched] = [0, 1, 2, 3, 4];
  const [posting, issue, expert, frequency, known] = [5, 6, 7, 8, 9];
  return {
    name: 'g',
    params: [whole, whole, whole, whole, whole],
    result: whole,
    locals: [whole, whole, whole, whole, real],
    body: [
      ...loopWhile(
        i32.lt(get(at), get(end)),
        set(posting, i32.load(0, get(at))),
        set(at, i32.add(get(at), i32.const(u32Bytes))),
        set(issue, placeOf(rows, slotIn(posting), row.bytes)),
        set(expert, i32.load(row.expert, get(issue))),
        set(frequency, placeOf(frequencies, get(expert), f64Bytes)),
        set(known, f64.load(0, get(frequency))),
        // Without a branch: whether somebody knew the term already is as good as chance, and a wrong guess costs twenty additions.
        i32.store(0, get(touched), get(expert)),
        set(touched, placeOf(touched, f64.eq(get(known), f64.zero), u32Bytes)),
        f64.store(
          0,
          get(frequency),
          f64.add(get(known), f64.mul(frequencyIn(posting), f64.load(row.growth, get(issue)))),
        ),
      ),
      ...get(touched),
    ],
  };
}

function settle() {
  const [at, end, frequencies, norms, sums, most, left] = [0, 1, 2, 3, 4, 5, 6];
  const [expert, frequency, sum, known] = [7, 8, 9, 10];
  return {
    name: 's',
    params: [whole, whole, whole, whole, whole, real, real],
    locals: [whole, whole, whole, real],
    body: loopWhile(
      i32.lt(get(at), get(end)),
      set(expert, i32.load(0, get(at))),
      set(at, i32.add(get(at), i32.const(u32Bytes))),
      set(frequency, placeOf(frequencies, get(expert), f64Bytes)),
      set(known, f64.load(0, get(frequency))),
      f64.store(0, get(frequency), f64.zero),
      set(sum, placeOf(sums, get(expert), f64Bytes)),
      f64.store(
        0,
        get(sum),
        f64.add(
          f64.load(0, get(sum)),
          f64.div(
            f64.mul(get(most), get(known)),
            f64.add(f64.mul(get(known), get(left)), f64.load(0, placeOf(norms, get(expert), f64Bytes))),
          ),
        ),
      ),
    ),
  };
}

/** All that is not a number to calculate with is an address in the memory. */
export type Bm25Program = {
  readonly memory: Memory;
  /**
   * Adds `most × frequency / (frequency + norm)` to the score of each past issue in a list, from its end down to the first
   * posting that is less than `lowest`; the norm is `short + perLength × length`. Lengths and scores are addressed as if those
   * of all slots were there, which the caller has to see to only for slots that occur.
   *
   * @returns where what is left of the list ends
   */
  readonly addScores: (
    start: number,
    end: number,
    lowest: number,
    lengths: number,
    scores: number,
    most: number,
    short: number,
    perLength: number,
  ) => number;
  /** Of the scores from `start` to `end`, the end of the last that is `least` or more; `start` if there is none. */
  readonly seek: (start: number, end: number, least: number) => number;
  /**
   * Adds `frequency × growth` of each past issue in a list to what its expert has, and writes down at `touched` the numbers
   * of those experts who had 0 before.
   *
   * @returns where these end
   */
  readonly gather: (start: number, end: number, rows: number, frequencies: number, touched: number) => number;
  /** Of the experts that are written down: adds `most × frequency / (frequency × left + norm)` to each sum; what they had is 0 again. */
  readonly settle: (
    touched: number,
    end: number,
    frequencies: number,
    norms: number,
    sums: number,
    most: number,
    left: number,
  ) => void;
};

const start = program([addScores(), seek(), gather(), settle()]);

/** The program with a memory of its own. */
export function bm25Program(): Bm25Program {
  const { memory, functionOf } = start();
  return {
    memory,
    addScores: functionOf('a'),
    seek: functionOf('k'),
    gather: functionOf('g'),
    settle: functionOf('s'),
  };
}
