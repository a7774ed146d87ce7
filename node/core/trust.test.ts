import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from './decay.ts';
import { estimateAt, newTrust, rate, type Trust, trustAt, trustPrior, trustTerm } from './trust.ts';

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
        for (const measure of ['average', 'estimate'] as const) {
          const term = trustTerm(trust, now, measure);
          assert.ok(term >= 0 && term <= 1);
        }
      }
      const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
      assert.ok(rate(trust, fewer, now).value <= rate(trust, more, now).value);
      const idle = trustAt(trust, now + dayMs);
      assert.ok(Math.abs(idle - trustPrior) <= Math.abs(trust.value - trustPrior));
    }),
  );
});

const ratedBy = (...given: readonly number[]): Trust =>
  given.reduce((trust, n) => rate(trust, n, 0), newTrust(0));

test('a rating of less weight moves trust and the estimate by less, one of none not at all', () => {
  close(rate(newTrust(0), 5, 0, 0.5).value, 0.55);
  close(rate(newTrust(0), 5, 0, 0).value, trustPrior);
  const mean = (weight: number) => estimateAt(rate(ratedBy(3, 3), 1, 0, weight), 0).mean;
  assert.ok(mean(1) < mean(0.5) && mean(0.5) < mean(0));
  close(mean(0), estimateAt(ratedBy(3, 3), 0).mean);
});

test('the estimate begins where trust does, and is surer the more ratings there are', () => {
  close(estimateAt(newTrust(0), 0).mean, trustPrior);
  close(estimateAt(newTrust(0), 0).deviation, Math.sqrt(1 / 12));
  assert.ok(estimateAt(ratedBy(4), 0).deviation > estimateAt(ratedBy(4, 4, 4), 0).deviation);
  close(estimateAt(ratedBy(5), 0).mean, 2 / 3);
});

test('of two of whom the same is expected, who is less known comes first', () => {
  const [known, unknown] = [ratedBy(4, 3, 4, 3, 4, 3, 4, 3), ratedBy(4, 3)];
  assert.ok(trustTerm(unknown, 0, 'estimate') > trustTerm(known, 0, 'estimate'));
  assert.ok(trustTerm(newTrust(0), 0, 'estimate') > trustTerm(newTrust(0), 0, 'average'));
  assert.is(trustTerm(known, 0, 'average'), known.value);
});

test('the estimate is less sure of somebody who was not rated for long, and never brings back what faded', () => {
  const trust = ratedBy(5, 5, 5, 5);
  const [now, later] = [estimateAt(trust, 0), estimateAt(trust, 90 * dayMs)];
  assert.ok(later.deviation > now.deviation && later.mean < now.mean);
  assert.equal(estimateAt({ ...trust, at: 9 }, 0), now);
});

test('trust that was moved before evidence was counted stands for a few ratings', () => {
  const { mean, deviation } = estimateAt({ value: 0.9, at: 0 }, 0);
  assert.ok(mean > 0.7 && mean < 0.9);
  assert.ok(deviation < estimateAt(newTrust(0), 0).deviation);
});

test('500 stars, none, halves and NaN are refused', () => {
  for (const given of [500, 0, -1, 4.5, Number.NaN])
    assert.throws(() => rate(newTrust(0), given, 0), RangeError);
});

test.run();
