import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from './decay.ts';
import { newTrust, rate, trustAt, trustPrior } from './trust.ts';

const stars = fc.integer({ min: 1, max: 5 });
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`);

test('a rating moves trust by a fifth of the distance', () => {
  const best = rate(newTrust(0), 5, 0);
  close(best.value, 0.6);
  close(rate(best, 1, 0).value, 0.48);
  close(rate(newTrust(0), 3, 0).value, 0.5);
});

test('ninety idle days take half of the distance to the prior, from both sides', () => {
  close(trustAt({ value: 0.9, at: 1_000 }, 1_000 + 90 * dayMs), 0.7);
  close(trustAt({ value: 0.1, at: 0 }, 180 * dayMs), 0.4);
});

test('decay runs up to the rating, not over it', () => {
  const rated = rate({ value: 0.9, at: 0 }, 5, 90 * dayMs);
  close(rated.value, 0.7 + 0.2 * 0.3);
  assert.is(rated.at, 90 * dayMs);
});

test('a clock set back neither decays nor brings decay back later', () => {
  const trust = { value: 0.9, at: 10 * dayMs };
  assert.is(trustAt(trust, 0), 0.9);
  assert.is(rate(trust, 5, 0).at, 10 * dayMs);
});

test('no sequence of ratings and pauses leaves [0, 1], and more stars never mean less trust', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(stars, fc.nat(400 * dayMs))), stars, stars, (history, a, b) => {
      let now = 0;
      let trust = newTrust(now);
      for (const [given, pauseMs] of history) {
        now += pauseMs;
        trust = rate(trust, given, now);
        assert.ok(trust.value >= 0 && trust.value <= 1);
      }
      const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(rate(trust, fewer, now).value <= rate(trust, more, now).value);
      const idle = trustAt(trust, now + dayMs);
      assert.ok(Math.abs(idle - trustPrior) <= Math.abs(trust.value - trustPrior));
    }),
  );
});

test('500 stars, none, halves and NaN are refused', () => {
  for (const given of [500, 0, -1, 4.5, Number.NaN])
    assert.throws(() => rate(newTrust(0), given, 0), RangeError);
});

test.run();
