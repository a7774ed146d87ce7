import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { extended, type TimelineEntry, timelineLengthMax } from './model.ts';

const test = suite('model');

const entry = (at: number): TimelineEntry => ({ at, kind: 'edited' });

test('a timeline keeps its first step and the newest', () => {
  const full = Array.from({ length: timelineLengthMax }, (_, n) => entry(n));
  assert.is(extended(full.slice(1), entry(1_000)).length, timelineLengthMax);
  const longer = extended(full, entry(1_000), entry(1_001));
  assert.is(longer.length, timelineLengthMax);
  assert.equal([longer[0]?.at, longer[1]?.at, longer.at(-1)?.at], [0, 3, 1_001]);
  assert.equal(extended([], entry(1)), [entry(1)]);
});

test.run();
