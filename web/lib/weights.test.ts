import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { betterIn, sharesOf, weightsOf } from './weights.ts';

const test = suite('weights');

const terms = { skill: 0.5, trust: 0.5, availability: 0.5, load: 0.5 };

test('what is no number from 0 to 1 is no weight, and not all may be 0', () => {
  const typed = { skill: '0.5', trust: '0', availability: '1', load: ' .25 ' };
  assert.equal(weightsOf(typed), { skill: 0.5, trust: 0, availability: 1, load: 0.25 });
  for (const wrong of ['', ' ', 'x', '-0.1', '1.1', 'Infinity', 'NaN'])
    assert.is(weightsOf({ ...typed, trust: wrong }), undefined, wrong);
  assert.is(weightsOf({ skill: '0', trust: '0', availability: '0', load: '0' }), undefined);
});

test('shares keep the proportions', () => {
  assert.equal(sharesOf({ skill: 1, trust: 0.5, availability: 0.5, load: 0 }), {
    skill: 0.5,
    trust: 0.25,
    availability: 0.25,
    load: 0,
  });
});

test('what makes somebody better is named, that which counts most first', () => {
  const after = { skill: 0.4, trust: 0.9, availability: 0.502, load: 1 };
  assert.equal(betterIn(after, terms, { skill: 0.1, trust: 0.8, availability: 0.05, load: 0.05 }), [
    'trust',
    'load',
  ]);
  assert.equal(betterIn(after, terms, { skill: 1, trust: 0, availability: 0, load: 0 }), []);
});

test.run();
