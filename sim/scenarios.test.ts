import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isSound, play, type Run } from './run.ts';
import { calm } from './scenarios/calm.ts';
import { regionCrash } from './scenarios/region-crash.ts';

/** A sample that takes some ten seconds, or what a machine can do in some minutes. */
const seedCount = process.env.GRAPEVINE_LONG === '1' ? 300 : 10;

const complaintsOf = ({ scenario, seed, verdicts }: Run): string =>
  verdicts
    .flatMap(({ checker, violations }) => violations.map((violation) => `${checker}: ${violation}`))
    .concat(`Replay it with: npm run sim -- run ${scenario} --seed ${seed}`)
    .join('\n');

for (let seed = 1; seed <= seedCount; seed += 1) {
  test(`a region crashes and comes back, seed ${seed}`, async () => {
    const run = await play(regionCrash, seed);
    assert.ok(isSound(run), complaintsOf(run));
  });
}

test('a calm day', async () => {
  const run = await play(calm, 1);
  assert.ok(isSound(run), complaintsOf(run));
});

test('the scenario is what it says: people work, issues are handed over, one region crashes and returns', async () => {
  const { events } = (await play(regionCrash, 1)).evidence;
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
