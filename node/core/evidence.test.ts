import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { corrected, drawnWeights, type Evidence, learntWeights, noEvidence, observed } from './evidence.ts';
import { defaultWeights, sharesOf, type Terms } from './rank.ts';

const test = suite('evidence');

const names = ['skill', 'trust', 'availability', 'load'] as const;
/** Terms that differ from one another in every way. */
const termsOf = (n: number): Terms => ({
  skill: ((n * 7) % 11) / 10,
  trust: ((n * 5) % 13) / 12,
  availability: ((n * 3) % 7) / 6,
  load: (n % 5) / 4,
});
const learning = (rewardOf: (terms: Terms) => number, times: number): Evidence => {
  let evidence = noEvidence;
  for (let n = 0; n < times; n += 1) evidence = observed(evidence, termsOf(n), rewardOf(termsOf(n)));
  return evidence;
};
const isNear = (a: number, b: number, by = 1e-9) => Math.abs(a - b) <= by;

test('without outcomes the weights are those that were set', () => {
  const weights = learntWeights(noEvidence, defaultWeights);
  for (const name of names) assert.ok(isNear(weights[name], sharesOf(defaultWeights)[name]));
});

test('outcomes that follow one term give it most of the weight, and later ones count more', () => {
  const first = learning(({ trust }) => trust, 2_000);
  assert.ok(learntWeights(first, defaultWeights).trust > 0.8);
  let then = first;
  for (let n = 0; n < 2_000; n += 1) then = observed(then, termsOf(n), termsOf(n).skill);
  assert.ok(learntWeights(then, defaultWeights).skill > 0.8);
});

test('weights are shares of 1, whatever outcomes were, and the same lot draws the same', () => {
  const terms = fc.record({
    skill: fc.double({ min: 0, max: 1, noNaN: true }),
    trust: fc.double({ min: 0, max: 1, noNaN: true }),
    availability: fc.double({ min: 0, max: 1, noNaN: true }),
    load: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const outcomes = fc.array(fc.tuple(terms, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 60 });
  fc.assert(
    fc.property(outcomes, fc.string(), (all, lot) => {
      const evidence = all.reduce((sum, [one, reward]) => observed(sum, one, reward), noEvidence);
      for (const weights of [
        learntWeights(evidence, defaultWeights),
        drawnWeights(evidence, defaultWeights, lot),
      ]) {
        assert.ok(names.every((name) => weights[name] >= 0));
        assert.ok(
          isNear(
            names.reduce((sum, name) => sum + weights[name], 0),
            1,
          ),
        );
      }
      assert.equal(drawnWeights(evidence, defaultWeights, lot), drawnWeights(evidence, defaultWeights, lot));
    }),
  );
});

test('what is drawn lies around what was learnt, and closer the more is known', () => {
  const spreadOf = (evidence: Evidence) => {
    const mean = learntWeights(evidence, defaultWeights).trust;
    const away = Array.from(
      { length: 200 },
      (_, n) => drawnWeights(evidence, defaultWeights, `${n}`).trust - mean,
    );
    return Math.sqrt(away.reduce((sum, one) => sum + one * one, 0) / away.length);
  };
  const little = spreadOf(learning(() => 0.5, 5));
  const much = spreadOf(learning(({ trust, skill }) => (trust + skill) / 2, 2_000));
  assert.ok(little > 0.03 && much < little / 1.5, `${little} ${much}`);
});

test('a correction has the effect of the right outcome', () => {
  const right = observed(
    learning(() => 0.5, 3),
    termsOf(9),
    0.9,
  );
  const later = corrected(
    observed(
      learning(() => 0.5, 3),
      termsOf(9),
      0.4,
    ),
    termsOf(9),
    0.5,
  );
  for (const [k, value] of right.sum.entries()) assert.ok(isNear(value, later.sum[k] ?? 0));
  assert.equal(right.gram, later.gram);
});

test.run();
