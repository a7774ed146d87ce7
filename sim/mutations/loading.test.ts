import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { playerOf } from '../players.ts';
import { mutationNamed } from './all.ts';

/** Seen in every run in which experts have something to do. */
const quick = 'capacity-ignored';

test('a process plays the code with the bug in it, and its checker notices', async () => {
  const mutation = mutationNamed(quick);
  if (mutation === undefined) throw new Error(`There is no mutation ${quick}.`);
  const { play, close } = playerOf(mutation);
  try {
    const { broken, failure } = await play('calm', 1);
    assert.is(failure, undefined);
    assert.ok(broken.some(({ checker }) => checker === mutation.breaks));
  } finally {
    close();
  }
});

test('a mutation that no longer fits is not played', () => {
  const mutation = {
    name: 'old',
    file: 'sim/run.ts',
    find: 'not there',
    replace: '',
    breaks: 'epochs',
    why: '',
  };
  assert.throws(() => playerOf(mutation), /occurs 0 times in sim\/run\.ts/);
});

test('a run that takes too long is ended, and nothing is known of it', async () => {
  const mutation = {
    name: 'hangs',
    file: 'sim/run.ts',
    find: '  await world.start();\n',
    replace: '  for (;;);\n',
    breaks: 'epochs',
    why: '',
  };
  const { play, close } = playerOf(mutation, { runMaxMs: 3_000 });
  const { isLost, failure } = await play('calm', 1).finally(close);
  assert.is(isLost, true);
  assert.match(failure ?? '', 'SIGKILL');
});

test.run();
