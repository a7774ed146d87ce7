import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from '../../sim/random.ts';
import { SignRows } from './sign-rows.ts';
import { dotOfBytes } from './vector.ts';

const test = suite('rows of signs');

const byte = fc.integer({ min: -127, max: 127 });
const vectorOf = (width: number) =>
  fc.array(byte, { minLength: width, maxLength: width }).map((numbers) => Int8Array.from(numbers));

/** What the program is to find, one by one: 76 and more become 3. */
const estimate = (asked: Int8Array, vector: Int8Array): number =>
  asked.reduce((sum, number, at) => {
    const short = Math.max(-3, Math.min(3, Math.round((number * 3) / 76)));
    return sum + ((vector[at] ?? 0) >= 0 ? short : -short);
  }, 0);

test('whatever the width and the bytes, the likeliest is the one whose signs agree most', () => {
  const table = fc
    .integer({ min: 1, max: 300 })
    .chain((width) => fc.tuple(vectorOf(width), fc.array(vectorOf(width), { minLength: 2, maxLength: 30 })));
  fc.assert(
    fc.property(table, ([asked, vectors]) => {
      const rows = new SignRows(asked.length);
      for (const [row, vector] of vectors.entries()) rows.set(row, vector, 1);
      const estimates = vectors.map((vector) => estimate(asked, vector));
      const most = Math.max(...estimates);
      const last = estimates.lastIndexOf(most);
      if (most > 0) assert.is(rows.likeliest(asked, vectors.length, 1)[0], last);
      else assert.equal(rows.likeliest(asked, vectors.length, 1), []);
    }),
  );
});

test('as many as are wanted are all there are, the last first', () => {
  const rows = new SignRows(8);
  assert.equal(rows.likeliest(new Int8Array(8), 0, 3), []);
  for (let row = 0; row < 3; row++) rows.set(row, new Int8Array(8).fill(row - 1), row);
  assert.equal(rows.likeliest(new Int8Array(8).fill(1), 3, 3), [2, 1, 0]);
});

test('what a row is worth counts, stays when the table grows, and can be taken away', () => {
  const rows = new SignRows(16);
  const ones = new Int8Array(16).fill(127);
  for (let row = 0; row < 40; row++) rows.set(row, ones, row === 7 ? 5 : 1);
  assert.is(rows.likeliest(ones, 40, 1)[0], 7);
  // Nothing is to be found of what was never set, nor of the opposite.
  rows.set(10_000, new Int8Array(16).fill(-1), 1);
  assert.equal(
    rows.likeliest(ones, 10_001, 100),
    Array.from({ length: 40 }, (_, at) => 39 - at),
  );
  assert.is(rows.likeliest(ones, 40, 1)[0], 7);
  rows.setWorth(7, 0);
  assert.not.ok(rows.likeliest(ones, 10_001, 100).includes(7));
});

test('where all are alike, no more than twice as many are found', () => {
  const rows = new SignRows(16);
  const ones = new Int8Array(16).fill(127);
  for (let row = 0; row < 500; row++) rows.set(row, ones, 1);
  assert.equal(
    rows.likeliest(ones, 500, 20),
    Array.from({ length: 40 }, (_, at) => 499 - at),
  );
});

test('of vectors in no particular direction, the closest are among the likeliest', () => {
  const random = new SeededRandom('signs');
  const [width, count] = [384, 4_000];
  const drawn = () => Int8Array.from({ length: width }, () => Math.round((random.next() - 0.5) * 254));
  const rows = new SignRows(width);
  const vectors = Array.from({ length: count }, drawn);
  for (const [row, vector] of vectors.entries()) rows.set(row, vector, 1);
  let found = 0;
  for (let round = 0; round < 10; round++) {
    const asked = drawn();
    const likely = new Set(rows.likeliest(asked, count, 300));
    assert.ok(likely.size > 200 && likely.size < 450);
    const closest = [...vectors.keys()].sort(
      (x, y) =>
        dotOfBytes(asked, vectors[y] ?? new Int8Array()) - dotOfBytes(asked, vectors[x] ?? new Int8Array()),
    );
    found += closest.slice(0, 10).filter((row) => likely.has(row)).length;
  }
  // Of 100; by chance it would be eight.
  assert.ok(found > 90, `${found}`);
});

test('the signs of very wide vectors are counted without an overflow', () => {
  const width = 8_192;
  const rows = new SignRows(width);
  const ones = new Int8Array(width).fill(127);
  rows.set(0, ones, 1);
  rows.set(1, new Int8Array(width).fill(-127), 1);
  assert.equal(rows.likeliest(ones, 2, 1), [0]);
  assert.equal(rows.likeliest(new Int8Array(width).fill(-127), 2, 1), [1]);
});

test.run();
