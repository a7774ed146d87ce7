import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { MarkQuiz } from '../../node/schemas/inputs.ts';
import type { QuizView } from '../../node/schemas/views.ts';
import { clockOf, quizRun } from './quizRun.ts';

const test = suite('quiz run');

const view = (more: Partial<QuizView> = {}): QuizView => ({
  category: 'web',
  attemptsLeft: 2,
  questions: [],
  secondsLeft: 600,
  ...more,
});

/** Each save waits until the test answers it. */
function node(running?: QuizView) {
  const saves: { body: MarkQuiz; answer: (isKept: boolean) => void }[] = [];
  const run = quizRun({
    standing: async () => ({ attempts: [], ...(running && { running }) }),
    save: (body) =>
      new Promise((resolve, reject) => {
        saves.push({ body, answer: (isKept) => (isKept ? resolve(undefined) : reject(new Error('away'))) });
      }),
    now: () => 1_000,
  });
  return { run, saves };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('a page that is loaded again goes on with what was answered, and the time that is left', async () => {
  const { run } = node(view({ secondsLeft: 90, answers: [{ question: 'a', option: 'x' }] }));
  await run.resume();
  assert.equal(run.answers.value, { a: 'x' });
  assert.is(run.deadlineMs.value, 91_000);
});

test('answers are kept one after the other, the latest only', async () => {
  const { run, saves } = node();
  run.show(view());
  run.choose('a', 'x');
  run.choose('a', 'y');
  run.choose('b', 'z');
  assert.is(saves.length, 1);
  saves[0]?.answer(true);
  await settled();
  assert.is(saves.length, 2);
  assert.equal(saves[1]?.body.answers, [
    { question: 'a', option: 'y' },
    { question: 'b', option: 'z' },
  ]);
  saves[1]?.answer(true);
  await settled();
  assert.is(run.saving.value, 'kept');
  assert.is(saves.length, 2);
});

test('what could not be kept is said, and kept with the next', async () => {
  const { run, saves } = node();
  run.show(view());
  run.choose('a', 'x');
  saves[0]?.answer(false);
  await settled();
  assert.is(run.saving.value, 'failed');
  run.choose('b', 'y');
  saves.at(-1)?.answer(true);
  await settled();
  assert.is(run.saving.value, 'kept');
  assert.is(saves.at(-1)?.body.answers.length, 2);
});

test('a clock', () => {
  assert.equal([600_000, 65_000, 4_100, 0, -5].map(clockOf), ['10:00', '1:05', '0:05', '0:00', '0:00']);
});

test.run();
