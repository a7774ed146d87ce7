import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from './decay.ts';
import { AccountId } from './ids.ts';
import { hasRated, influenceOf, type Rater, ratersMax } from './influence.ts';
import { newTrust, rate } from './trust.ts';

const id = (name: string) => AccountId.parse(name);
const nobody = () => false;
const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`);

test('the same person counts half as much each time; others count whole', () => {
  let raters: readonly Rater[] = [];
  for (const expected of [1, 0.5, 0.25]) {
    const influence = influenceOf(raters, id('ana'), nobody, 0);
    close(influence.weight, expected);
    raters = influence.raters;
  }
  close(influenceOf(raters, id('ben'), nobody, 0).weight, 1);
});

test('after a long time somebody counts as anyone again', () => {
  const { raters } = influenceOf([], id('ana'), nobody, 0);
  close(influenceOf(raters, id('ana'), nobody, 90 * dayMs).weight, Math.SQRT1_2);
  close(influenceOf(raters, id('ana'), nobody, 720 * dayMs).weight, 1);
  assert.ok(hasRated(raters, id('ana'), 89 * dayMs));
  assert.not(hasRated(raters, id('ana'), 720 * dayMs));
});

test('experts who rate each other count together as one', () => {
  const friends = new Set([id('ana'), id('ben')]);
  const isRatedBack = (rater: AccountId) => friends.has(rater);
  const { raters } = influenceOf([], id('ana'), isRatedBack, 0);
  close(influenceOf(raters, id('ben'), isRatedBack, 0).weight, 0.5);
  close(influenceOf(raters, id('carla'), isRatedBack, 0).weight, 1);
});

test('revenge: whatever a single person rates, and however often, moves trust by less than two ratings would', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 50 }), (stars) => {
      let raters: readonly Rater[] = [];
      let trust = { value: 0.9, at: 0 };
      let sum = 0;
      for (const given of stars) {
        const influence = influenceOf(raters, id('mallory'), nobody, 0);
        raters = influence.raters;
        sum += influence.weight;
        trust = rate(trust, given, 0, influence.weight);
      }
      assert.ok(sum < 2);
      const twice = rate(rate({ value: 0.9, at: 0 }, 1, 0), 1, 0);
      assert.ok(trust.value > twice.value);
    }),
  );
});

test('as many raters are remembered as fit, those who rated most first', () => {
  let raters: readonly Rater[] = [];
  for (let n = 0; n < 100; n += 1) {
    raters = influenceOf(raters, id('often'), nobody, n).raters;
    raters = influenceOf(raters, id(`once-${n}`), nobody, n).raters;
  }
  assert.is(raters.length, ratersMax);
  assert.is(raters[0]?.by, 'often');
  assert.ok(influenceOf(raters, id('often'), nobody, 100).weight < 0.001);
});

test('a clock set back neither fades nor brings anything back', () => {
  const { raters } = influenceOf([], id('ana'), nobody, 10 * dayMs);
  close(influenceOf(raters, id('ana'), nobody, 0).weight, 0.5);
  assert.ok(rate(newTrust(0), 5, 0, 0).value === 0.5);
});

test.run();
