import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { begun, isAhead, type Lineage, runsMax, withLost } from './lineage.ts';

const at = (lineage: Lineage, commits: number): Lineage => ({
  ...lineage,
  current: { ...lineage.current, commits },
});

/** The second run, at 150 commits; the first ended at 100. */
const second = at(begun(begun(undefined, 'first', 0), 'second', 100), 150);

test('what was heard of this run and of those before it is known', () => {
  assert.not(isAhead({ run: 'second', commits: 150 }, second));
  assert.not(isAhead({ run: 'second', commits: 1 }, second));
  assert.not(isAhead({ run: 'first', commits: 100 }, second));
});

test('a backup lacks commits of the run it was made in, and the runs after that', () => {
  const restored = begun(begun(undefined, 'first', 0), 'third', 60);
  assert.ok(isAhead({ run: 'first', commits: 61 }, restored));
  assert.ok(isAhead({ run: 'second', commits: 100 }, restored));
  assert.not(isAhead({ run: 'first', commits: 60 }, restored));
  assert.ok(isAhead({ run: 'second', commits: 100 }, at(restored, 5_000)), 'however far it comes alone');
});

test('what was made up for is no news again; what else was lost is', () => {
  const restored = withLost(begun(undefined, 'third', 60), { run: 'second', commits: 100 });
  assert.not(isAhead({ run: 'second', commits: 120 }, restored));
  assert.ok(isAhead({ run: 'first', commits: 61 }, restored));
});

test('an empty store of a region that was there before is a restored one', () => {
  assert.ok(isAhead({ run: 'first', commits: 1 }, begun(undefined, 'second', 0)));
});

test('a lineage stays short', () => {
  let lineage = begun(undefined, 'run', 0);
  for (let n = 0; n < runsMax + 50; n += 1) lineage = begun(lineage, `run ${n}`, n);
  assert.is(lineage.ended.length, runsMax);
});

test.run();
