import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Urgency } from '../node/schemas/words.ts';
import { figuresOf, goalsOf } from './compare-figures.ts';
import type { Sample } from './compare-sample.ts';

const sample = (
  waits: readonly (readonly [waitMs: number, urgency: Urgency, isForwarded?: boolean])[],
  more: Partial<Sample> = {},
): Sample => ({
  accepted: waits.map(([waitMs, urgency, isForwarded = false]) => ({
    urgency,
    waitMs,
    offeredMs: waitMs / 2,
    isForwarded,
  })),
  left: 0,
  handOffMs: [],
  vain: 0,
  virtualMs: 0,
  hash: '',
  ...more,
});

test('figures take all seeds together', () => {
  const figures = figuresOf([
    sample(
      [
        [1_000, 'low'],
        [2_000, 'critical', true],
      ],
      { left: 1, handOffMs: [500], vain: 2 },
    ),
    sample(
      [
        [3_000, 'critical', true],
        [4_000, 'normal', true],
      ],
      { left: 2, handOffMs: [1_500], vain: 4 },
    ),
  ]);
  assert.equal(figures.all, { issues: 4, meanMs: 2_500, p99Ms: 4_000 });
  assert.equal(figures.byUrgency.critical, { issues: 2, meanMs: 2_500, p99Ms: 3_000 });
  assert.equal(figures.byUrgency.high, { issues: 0, meanMs: 0, p99Ms: 0 });
  assert.is(figures.firstOfferMeanMs, 1_250);
  assert.is(figures.left, 3);
  assert.is(figures.forwardedShare, 0.75);
  assert.equal(figures.handOff, { meanMs: 1_000, p99Ms: 1_500 });
  assert.is(figures.vainPerHandOff, 3);
});

test('the 99th percentile is the value that 99 of 100 do not exceed', () => {
  const waits = Array.from({ length: 200 }, (_, index) => [index + 1, 'normal'] as const);
  assert.is(figuresOf([sample(waits)]).all.p99Ms, 198);
});

/** Everyone waits the same; half of the product's issues are forwarded, in 2 s each. */
const compared = (productMs: number, { criticalMs = productMs, isBurst = false, naiveMs = 50_000 } = {}) => {
  const all = (normalMs: number, critical: number) =>
    figuresOf([
      sample(
        [
          [normalMs, 'normal'],
          [critical, 'critical', true],
        ],
        { handOffMs: [2_000] },
      ),
    ]);
  const [product, central] = [all(productMs, criticalMs), all(10_000, 10_000)];
  return goalsOf({ isBurst, central, fifo: all(40_000, 40_000), product, naive: all(naiveMs, naiveMs) }).map(
    ({ isMet }) => isMet,
  );
};

test('the product may wait a twentieth longer than the central queue, and as long as its messages take', () => {
  // 10 s × 1.05 + 0.5 × 2 s.
  assert.equal(compared(11_500).slice(0, 2), [true, true]);
  assert.equal(compared(11_501).slice(0, 2), [false, false]);
});

test('critical issues may wait a quarter of what they do when whoever came first is first', () => {
  assert.is(compared(11_000, { criticalMs: 10_000 })[2], true);
  assert.is(compared(11_000, { criticalMs: 10_001 })[2], false);
});

test('no urgency may wait more than twice as long as then', () => {
  assert.is(compared(80_000)[3], true);
  assert.is(compared(80_001)[3], false);
});

test('in bursts, and only there, the naive policy is to wait fifty times as long', () => {
  assert.is(compared(10_000).length, 4);
  assert.is(compared(10_000, { isBurst: true, naiveMs: 499_000 })[4], false);
  assert.is(compared(10_000, { isBurst: true, naiveMs: 500_000 })[4], true);
});

test.run();
