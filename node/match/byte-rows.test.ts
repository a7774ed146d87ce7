import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ByteRows } from './byte-rows.ts';
import { dotOfBytes } from './vector.ts';

const test = suite('rows of bytes');

const byte = fc.oneof(fc.integer({ min: -128, max: 127 }), fc.constantFrom(-128, -127, 127));

test('whatever the width and the bytes, sums are those of multiplying one by one', () => {
  const table = fc
    .integer({ min: 1, max: 70 })
    .chain((width) =>
      fc.array(fc.array(byte, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 40 }),
    );
  fc.assert(
    fc.property(table, (vectors) => {
      const [asked = new Int8Array(), ...others] = vectors.map((vector) => Int8Array.from(vector));
      const rows = new ByteRows(asked.length);
      for (const [row, vector] of others.entries()) {
        rows.set(row, vector);
        // Asked for in between, it leaves sums behind the rows that there are.
        rows.dots(asked, row + 1);
      }
      assert.equal(
        [...rows.dots(asked, others.length)],
        others.map((vector) => dotOfBytes(asked, vector)),
      );
      for (const [row, vector] of others.entries()) {
        assert.equal(rows.at(row), vector);
        assert.is(rows.dot(asked, row), dotOfBytes(asked, vector));
      }
    }),
  );
});

test('the greatest sums of wide rows fit', () => {
  const width = 1_024;
  const rows = new ByteRows(width);
  rows.set(0, new Int8Array(width).fill(-128));
  assert.equal([...rows.dots(new Int8Array(width).fill(-128), 1)], [width * 128 * 128]);
});

test('rows that were left out are zeros, also when sums lay there; another width has nothing in common', () => {
  const rows = new ByteRows(16);
  const ones = new Int8Array(16).fill(1);
  rows.set(0, ones);
  rows.dots(ones, 1);
  rows.set(5_000, ones);
  const sums = rows.dots(ones, 5_001);
  assert.equal([sums[0], sums[1], sums[4_999], sums[5_000]], [16, 0, 0, 16]);
  assert.equal([...rows.dots(new Int8Array(15), 2)], [0, 0]);
  assert.equal([...rows.at(90_000)], [...new Int8Array(16)]);
  assert.equal([rows.dot(ones, 90_000), rows.dot(new Int8Array(15), 0)], [0, 0]);
});

test.run();
