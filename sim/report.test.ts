import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inWords, reportOf } from './report.ts';
import type { Run } from './run.ts';

const runWith = (violations: string[]): Run => ({
  scenario: 'region-crash',
  seed: 5,
  kept: {},
  virtualMs: 10_000,
  traceHash: 'abc',
  verdicts: [{ checker: 'capacity', invariant: 3, promise: 'Nobody has too much.', violations }],
  evidence: { events: [], final: [] },
});

test('a broken promise stands there with its violations and the command that replays it', () => {
  const report = reportOf(runWith(['At 5 ms …']), { realMs: 20, cpuMs: 10 });
  assert.is(report.isSound, false);
  assert.match(inWords(report), /BROKEN +3 capacity: Nobody has too much\.\n +At 5 ms …/);
  assert.match(inWords(report), 'npm run sim -- run region-crash --seed 5');
});

test('a sound run says how fast it was', () => {
  const report = reportOf(runWith([]), { realMs: 20, cpuMs: 10 });
  assert.is(report.isSound, true);
  assert.match(inWords(report), '10.0 s in 0.0 s, with 0.0 s of a processor: 1000 times real time');
});

test.run();
