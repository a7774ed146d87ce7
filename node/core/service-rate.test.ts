import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { noWorkTimes, serviceRateOf, type WorkTimes, withWorkTime } from './service-rate.ts';

const after = (...works: readonly (readonly [category: string, workMs: number])[]): WorkTimes =>
  works.reduce((times, [category, workMs]) => withWorkTime(times, category, workMs), noWorkTimes);
const times = (category: string, workMs: number, count: number) =>
  Array.from({ length: count }, () => [category, workMs] as const);

test('what nobody has measured is served as fast as everything', () => {
  assert.is(serviceRateOf(noWorkTimes, 'web'), 1);
  assert.is(serviceRateOf(after(...times('web', 1_000, 4), ...times('cloud', 9_000, 4)), 'web'), 1);
});

test('a category whose issues take half the mean time is served at twice the rate', () => {
  const measured = after(...times('web', 1_000, 5), ...times('cloud', 3_000, 5));
  assert.ok(serviceRateOf(measured, 'web') > 1.8 && serviceRateOf(measured, 'web') < 2.4);
  assert.ok(serviceRateOf(measured, 'cloud') < 1);
});

test('newer work counts more than older', () => {
  const slower = after(...times('web', 1_000, 20), ...times('web', 5_000, 30));
  assert.ok((slower.categories.web?.meanMs ?? 0) > 4_500);
});

test('the rate stays within its bounds, whatever was measured', () => {
  const work = fc.tuple(fc.constantFrom('web', 'cloud', 'other'), fc.integer({ min: -5, max: 1e9 }));
  fc.assert(
    fc.property(fc.array(work, { maxLength: 60 }), (works) => {
      const rate = serviceRateOf(after(...works), 'web');
      assert.ok(rate >= 0.25 && rate <= 4);
    }),
  );
});

test.run();
