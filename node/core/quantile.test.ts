import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quantileOf } from './quantile.ts';

const test = suite('quantile');

test('of none there is none, of one it is that one', () => {
  assert.is(quantileOf([], 0.5), undefined);
  assert.is(quantileOf([7], 0.9), 7);
});

test('it lies between the neighbours, in whatever order they come', () => {
  assert.is(quantileOf([4, 1, 3, 2], 0.5), 2.5);
  assert.is(quantileOf([10, 0], 0.9), 9);
  assert.is(quantileOf([1, 2, 3], 1), 3);
});

test.run();
