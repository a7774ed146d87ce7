import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { play } from './run.ts';
import { regionCrash } from './scenarios/region-crash.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** The same, but shorter. */
const short: Scenario = {
  ...regionCrash,
  workload: { experts: 8, users: 6, issues: 8, arrivalsMs: 60_000, categories: 2 },
};

test('the same seed gives the same run to the last byte, whatever ran before in this process', async () => {
  const first = await play(short, 11);
  const other = await play(short, 12);
  const again = await play(short, 11);
  assert.is(again.traceHash, first.traceHash);
  assert.equal(again.evidence, first.evidence);
  assert.is.not(other.traceHash, first.traceHash);
});

test('two runs at the same time do not disturb each other', async () => {
  const alone = await play(short, 12);
  const [beside] = await Promise.all([play(short, 12), play(short, 13)]);
  assert.is(beside?.traceHash, alone.traceHash);
});

test('a run says which promises were broken', async () => {
  const neverMended: Scenario = {
    ...short,
    patienceMs: 60_000,
    faults: () => [
      { kind: 'crash', region: 'North', atMs: 65_000, forMs: 600_000, isSilent: false, isInCommit: false },
    ],
  };
  const { verdicts } = await play(neverMended, 1);
  const broken = verdicts.filter(({ violations }) => violations.length > 0).map(({ checker }) => checker);
  const missing = ['acknowledged-exist', 'at-rest', 'copies', 'chat'];
  assert.ok(
    broken.some((checker) => missing.includes(checker)),
    'what a region had that never came back is missing',
  );
});

test.run();
