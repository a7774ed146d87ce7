import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs, remaining } from './decay.ts';

const halfLifeMs = 90 * dayMs;

test('a half-life halves, exactly', () => {
  assert.is(remaining(0, halfLifeMs), 1);
  assert.is(remaining(halfLifeMs, halfLifeMs), 0.5);
  assert.is(remaining(3 * halfLifeMs, halfLifeMs), 0.125);
});

test('it is the exponential of the definition', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (halfLives) => {
      const expected = 0.5 ** halfLives;
      assert.ok(Math.abs(remaining(halfLives * halfLifeMs, halfLifeMs) - expected) <= 1e-11);
    }),
  );
});

test('a clock set back, and ages without end, do no harm', () => {
  assert.is(remaining(-dayMs, halfLifeMs), 1);
  assert.is(remaining(Number.NaN, halfLifeMs), 1);
  assert.is(remaining(Number.POSITIVE_INFINITY, halfLifeMs), 0);
});

test.run();
