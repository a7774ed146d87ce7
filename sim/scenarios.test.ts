import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from './random.ts';
import { complaintsOf } from './report.ts';
import { isSound, play, type Run } from './run.ts';
import { scenarios } from './scenarios/all.ts';
import { regionCrash } from './scenarios/region-crash.ts';

/** A sample that takes a minute or two, or what a machine can do in some minutes. */
const seedCount = process.env.GRAPEVINE_LONG === '1' ? 40 : 1;

/** The first run of that scenario, for a closer look. */
let crashed: Run | undefined;

for (const scenario of scenarios.filter(({ isLong }) => isLong !== true)) {
  for (let seed = 1; seed <= seedCount; seed += 1) {
    test(`${scenario.name} keeps every promise, seed ${seed}`, async () => {
      const run = await play(scenario, seed);
      if (scenario === regionCrash) crashed ??= run;
      assert.ok(isSound(run), complaintsOf(run));
      const told = run.evidence.events.filter((event) => event.kind === 'fault').length;
      const planned = scenario.faults(new SeededRandom(seed).fork('faults'), scenario.regions).length;
      assert.is(told, planned * 2, 'every fault began and was over before the end');
    });
  }
}

test('no scenario breaks a region of its own twice at a time', () => {
  const own = new Set(['crash', 'restart', 'pause', 'disk', 'disk-loss', 'restore', 'gone', 'clock']);
  for (const scenario of scenarios) {
    for (let seed = 1; seed <= 100; seed += 1) {
      const faults = scenario.faults(new SeededRandom(seed), scenario.regions);
      for (const region of scenario.regions) {
        const spans = faults
          .filter((fault) => own.has(fault.kind) && 'region' in fault && fault.region === region)
          .sort((a, b) => a.atMs - b.atMs);
        spans.forEach(({ atMs }, index) => {
          const former = spans[index - 1];
          assert.ok(former === undefined || former.atMs + former.forMs <= atMs, `${scenario.name} ${seed}`);
        });
      }
    }
  }
});

test('people work, issues are handed over, one region crashes and returns', async () => {
  // Played above already, if that test ran.
  const { events } = (crashed ?? (await play(regionCrash, 1))).evidence;
  const counted = (isCounted: (event: (typeof events)[number]) => boolean) => events.filter(isCounted).length;
  assert.is(
    counted(({ kind }) => kind === 'crashed'),
    1,
  );
  assert.is(
    counted((event) => event.kind === 'started' && event.bootEpoch === 2),
    1,
  );
  for (const command of ['submit', 'accept', 'resolve', 'confirm', 'rate', 'message'] as const) {
    assert.ok(
      counted((event) => event.kind === 'answered' && event.command === command) >= 10,
      `hardly anybody managed to ${command}`,
    );
  }
  const isElsewhere = counted(
    (event) =>
      event.kind === 'committed' &&
      event.changes.some((change) => change.in === 'entries' && change.doc.issue.origin !== event.region),
  );
  assert.ok(isElsewhere > 0, 'nothing was handed over');
});

test.run();
