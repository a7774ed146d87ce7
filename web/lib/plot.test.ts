import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { stepPath } from './plot.ts';

const box = { from: 0, until: 100, width: 400, height: 120 };

test('a value holds until the next one, and the last until now', () => {
  const points = [
    { at: 0, trust: 0.5 },
    { at: 50, trust: 1 },
  ];
  assert.is(stepPath(points, box), 'M0 60H200V0H400');
});

test('no points, no path', () => {
  assert.is(stepPath([], box), '');
});

test('a point from before the span or of a clock ahead stays inside the box', () => {
  assert.is(
    stepPath(
      [
        { at: -50, trust: 0 },
        { at: 900, trust: 0 },
      ],
      box,
    ),
    'M0 120H400V120H400',
  );
});

test.run();
