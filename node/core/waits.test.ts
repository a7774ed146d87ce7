import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quantileOf } from './quantile.ts';
import { addedUp, countOf, type Waits, waitQuantile, withWait } from './waits.ts';

const test = suite('waits');

const waitsOf = (all: readonly number[]) => all.reduce<Waits>(withWait, []);

test('of none nothing is said', () => {
  assert.is(waitQuantile([], 0.5), undefined);
  assert.is(countOf([]), 0);
});

test('a median read from classes is near the true one', () => {
  const seconds = Array.from({ length: 101 }, (_, n) => (n + 10) * 1_000);
  const median = waitQuantile(waitsOf(seconds), 0.5) ?? 0;
  assert.ok(Math.abs(median - 60_000) < 6_000, `${median}`);
});

test('whatever the waits are, no quantile is further off than one class, and the order of adding does not matter', () => {
  const days = fc.array(fc.integer({ min: 1_000, max: 600_000_000 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(days, days, (here, there) => {
      const together = addedUp([waitsOf(here), waitsOf(there)]);
      assert.equal(together, waitsOf([...there, ...here]));
      assert.is(countOf(together), here.length + there.length);
      const most = Math.max(...here, ...there);
      const told = waitQuantile(together, 1) ?? 0;
      assert.ok(told >= most * 0.99 && told <= most * 1.26, `${told} for ${most}`);
    }),
    { seed: 11 },
  );
});

test('what is longer than the last class counts there', () => {
  const waits = waitsOf([1e12]);
  assert.is(countOf(waits), 1);
  assert.ok((waitQuantile(waits, 0.5) ?? 0) > 5 * 24 * 3_600_000);
  assert.ok((quantileOf([1e12], 0.5) ?? 0) > 0);
});

test.run();
