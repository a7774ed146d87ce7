import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { f64, get, i32, lengthen, loopWhile, program, set, types } from './wasm.ts';

const test = suite('little programs');

/** The sum of numbers from one address to another. */
const sum = {
  name: 's',
  params: [types.i32, types.i32],
  result: types.f64,
  locals: [types.f64],
  body: [
    ...loopWhile(
      i32.lt(get(0), get(1)),
      set(2, f64.add(get(2), f64.load(0, get(0)))),
      set(0, i32.add(get(0), i32.const(8))),
    ),
    ...get(2),
  ],
};

test('a program calculates in a memory of its own, which can be lengthened', () => {
  const start = program([sum]);
  const [one, other] = [start(), start()];
  lengthen(one.memory, 200_000);
  assert.ok(one.memory.buffer.byteLength >= 200_000 && other.memory.buffer.byteLength < 200_000);
  const numbers = new Float64Array(one.memory.buffer, 160_000, 3);
  numbers.set([1, 0.5, -4]);
  assert.is(one.functionOf('s')(160_000, 160_024), -2.5);
  assert.is(one.functionOf('s')(160_000, 160_000), 0);
  assert.is(other.functionOf('s')(0, 65_536), 0);
});

test('a function that is not there is named, and what lies beyond the memory is not read', () => {
  const { functionOf } = program([sum])();
  assert.throws(() => functionOf('x'), /no function "x"/);
  assert.throws(() => functionOf('s')(0, 70_000), /out of bounds/);
});

test('a constant takes as many bytes as it needs, and what is none is refused', () => {
  assert.equal(i32.const(63), [0x41, 63]);
  // The highest bit of the last seven would be a sign.
  assert.equal(i32.const(64), [0x41, 0xc0, 0]);
  assert.equal(i32.const(300), [0x41, 0xac, 2]);
  for (const value of [-1, 0.5]) assert.throws(() => i32.const(value), RangeError);
});

test.run();
