import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Outcome, Player } from '../soak.ts';
import { hunt, replayOf, runAt } from './hunt.ts';
import type { Mutation } from './mutation.ts';

const bug: Mutation = { name: 'bug', file: 'a.ts', find: 'x', replace: 'y', breaks: 'epochs', why: '' };
const options = { seeds: 10, from: 1, scenarios: ['calm', 'chaos'] };

const player =
  (judge: (scenario: string, seed: number) => Partial<Outcome>): Player =>
  async (scenario, seed) => ({
    scenario,
    seed,
    traceHash: '',
    kept: {},
    virtualMs: 0,
    cpuMs: 0,
    broken: [],
    ...judge(scenario, seed),
  });
const sound = player(() => ({}));
const broken = { broken: [{ checker: 'epochs', promise: '', violations: ['It fell.'] }] };
const onRun = () => {};

test('scenarios take turns, and the suited one has every other run', () => {
  const runs = (suited?: string) =>
    [0, 1, 2, 3, 4].map((n) => Object.values(runAt(n, suited, options)).join(' '));
  assert.equal(runs(), ['calm 1', 'chaos 1', 'calm 2', 'chaos 2', 'calm 3']);
  assert.equal(runs('chaos'), ['chaos 1', 'calm 1', 'chaos 2', 'calm 2', 'chaos 3']);
  const alone = { ...options, scenarios: ['chaos'] };
  assert.equal(runAt(1, 'chaos', alone), { scenario: 'chaos', seed: 2 });
});

test('it ends with the first run that somebody notices, and says how to see it again', async () => {
  const mutant = player((scenario, seed) => (scenario === 'chaos' && seed === 2 ? broken : {}));
  const { runs, caught } = await hunt(bug, options, { mutant, control: sound, onRun });
  assert.is(runs, 4);
  assert.equal(caught, { scenario: 'chaos', seed: 2, by: ['epochs'], violation: 'It fell.' });
  assert.is(caught && replayOf(bug, caught), 'npm run sim -- mutate bug --scenario chaos --seed 2');
});

test('a limit of the world is a catch; a process that hangs or dies is none, and is not asked for ever', async () => {
  const stuck = player(() => ({ failure: 'The regions did not find each other.' }));
  const found = await hunt(bug, options, { mutant: stuck, control: sound, onRun });
  assert.equal(found.caught?.by, ['world']);
  const dying = player(() => ({ failure: 'Its process ended.', isLost: true }));
  const { caught, lost, runs } = await hunt(bug, options, { mutant: dying, control: sound, onRun });
  assert.is(caught, undefined);
  assert.equal([lost, runs], [3, 3]);
});

test('what the sound code breaks as well proves nothing, and is told', async () => {
  const control = player((scenario) => (scenario === 'calm' ? broken : {}));
  const { runs, caught, unsound } = await hunt(bug, options, {
    mutant: player(() => broken),
    control,
    onRun,
  });
  assert.is(runs, 2);
  assert.is(caught?.scenario, 'chaos');
  assert.equal(unsound, [{ scenario: 'calm', seed: 1 }]);
});

test('what nobody notices has escaped', async () => {
  const { runs, caught } = await hunt(bug, options, { mutant: sound, control: sound, onRun });
  assert.is(caught, undefined);
  assert.is(runs, 10);
});

test.run();
