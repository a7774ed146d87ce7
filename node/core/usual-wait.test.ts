import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { usualWaitMs, type Waits, withWait } from './usual-wait.ts';

const test = suite('usual wait');

const after = (...waits: number[]): Waits => waits.reduce(withWait, [] as Waits);

test('nothing is said of less than three', () => {
  assert.is(usualWaitMs(after()), undefined);
  assert.is(usualWaitMs(after(1, 2)), undefined);
});

test('it is the median: one that waited for days changes little', () => {
  assert.is(usualWaitMs(after(5, 1, 900)), 5);
});

test('only the latest count', () => {
  assert.is(usualWaitMs(after(...Array(50).fill(900), ...Array(25).fill(7))), 7);
});

test('a clock that was set back makes no wait shorter than none', () => {
  assert.is(usualWaitMs(after(-5, -5, -5)), 0);
});

test.run();
