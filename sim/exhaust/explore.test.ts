import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { evenly, explore } from './explore.ts';
import { failed, type Outcome, type Task } from './outcome.ts';

/** A story with points a, b and c, of which a run has those after its last fault; two promises break at the pair a, c. */
const hand =
  (played: string[]) =>
  async (task: Task): Promise<Outcome> => {
    played.push(task.faults);
    const all = ['a', 'b', 'c'];
    const last = task.faults.split(', ').at(-1) ?? '';
    const { failure: _, ...outcome } = failed(task, '');
    return {
      ...outcome,
      further: all.slice(all.indexOf(last) + 1),
      broken: task.faults === 'a, c' ? [{ checker: 'epochs', violations: ['It fell.'] }] : [],
    };
  };
const told = { onProgress: () => {}, onBad: () => {} };

test('every single fault is played, and every pair whose second point comes after the first', async () => {
  const played: string[] = [];
  const { singles, pairs, runs, bad } = await explore(
    { story: 's', faults: 2, limit: undefined },
    [hand(played)],
    told,
  );
  assert.equal(played, ['', 'a', 'b', 'c', 'a, b', 'a, c', 'b, c']);
  assert.equal([singles, pairs, runs], [{ played: 3, all: 3 }, { played: 3, all: 3 }, 7]);
  assert.equal(
    bad.map(({ faults }) => faults),
    ['a, c'],
  );
});

test('a limit leaves out evenly, and says how many there are', async () => {
  const played: string[] = [];
  const { singles, pairs } = await explore({ story: 's', faults: 2, limit: 1 }, [hand(played)], told);
  assert.equal(
    [singles, pairs],
    [
      { played: 3, all: 3 },
      { played: 1, all: 3 },
    ],
  );
  const numbers = Array.from({ length: 10 }, (_, index) => index);
  assert.equal(evenly(numbers, 5), [0, 2, 4, 5, 7]);
  assert.is(evenly(numbers, 3).length, 3);
  assert.equal(evenly(numbers, undefined), numbers);
});

test('a limit is in step with no kind of fault: of each about as many are played', () => {
  for (const kinds of [2, 3, 5, 8]) {
    const chosen = evenly(
      Array.from({ length: 600 }, (_, index) => index),
      600 / kinds,
    );
    const counts = Array.from(
      { length: kinds },
      (_, kind) => chosen.filter((n) => n % kinds === kind).length,
    );
    const each = chosen.length / kinds;
    assert.ok(
      counts.every((count) => Math.abs(count - each) <= each / 2),
      `of ${kinds} kinds ${counts.join(', ')} were chosen`,
    );
  }
});

test('a hunt ends with the first run that breaks a promise, and a process that dies is one that failed', async () => {
  const played: string[] = [];
  const dying = async (task: Task): Promise<Outcome> => {
    played.push(task.faults);
    if (task.faults === 'b') throw new Error('Its process ended.');
    return hand([])(task);
  };
  const options = { story: 's', faults: 1, limit: undefined, untilFirst: true } as const;
  const { bad } = await explore(options, [dying], told);
  assert.equal(played, ['', 'a', 'b']);
  assert.is(bad[0]?.failure, 'Its process ended.');
});

test.run();
