import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { everyNth, linePath, momentsOf, topOf, valuesAt } from './trends.ts';

const test = suite('trends');

test('the scale ends at a round number, whatever the values are', () => {
  const top = (...values: (number | undefined)[]) => topOf([{ name: '', values }]);
  assert.equal([top(), top(0), top(1), top(3), top(5, 12), top(undefined, 499)], [1, 1, 1, 5, 20, 500]);
});

test('moments end with the interval of now, and what is not known stays open', () => {
  const moments = momentsOf({ stepMs: 60, count: 4 }, 310);
  assert.equal(moments, [120, 180, 240, 300]);
  const points = [
    { at: 180, n: 7 },
    { at: 300, n: 0 },
  ];
  assert.equal(
    valuesAt(moments, points, ({ n }) => n),
    [undefined, 7, undefined, 0],
  );
});

test('a line breaks where nothing is known', () => {
  const box = { top: 10, width: 100, height: 10 };
  assert.is(linePath([0, 10, undefined, 5, 5], box), 'M0 10L25 0M75 5L100 5');
  assert.is(linePath([undefined, 10, undefined], box), 'M50 0h0');
  assert.is(linePath([], box), '');
});

test('a table keeps its last row', () => {
  assert.equal(everyNth([1, 2, 3, 4, 5, 6, 7], 3), [1, 4, 7]);
  assert.equal(everyNth([1, 2], 3), [1, 2]);
});

test.run();
