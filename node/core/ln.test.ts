import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { ln } from './ln.ts';

test('as Math.log, for any number above 0', () => {
  assert.is(ln(1), 0);
  for (const x of [2, 10, 0.5, 1e-300, 1e300, Number.MIN_VALUE, Number.MAX_VALUE, 4 / 3, 2 / 3])
    assert.ok(Math.abs(ln(x) - Math.log(x)) <= 1e-13 * Math.max(1, Math.abs(Math.log(x))), `${x}`);
  fc.assert(
    fc.property(fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true }), (x) => {
      assert.ok(Math.abs(ln(x) - Math.log(x)) <= 1e-13 * Math.max(1, Math.abs(Math.log(x))), `${x}`);
    }),
  );
});

test('what has no logarithm has none, and nothing takes for ever', () => {
  for (const x of [0, -1, Number.NaN]) assert.ok(Number.isNaN(ln(x)));
  assert.is(ln(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY);
});

test.run();
