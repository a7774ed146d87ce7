import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { originalLanguage, quizWords } from '../../node/core/quiz-words.ts';
import type { MarkQuiz, ReadQuiz } from '../../node/schemas/inputs.ts';
import type { QuizView } from '../../node/schemas/views.ts';
import { languages } from './i18n.ts';
import { clockOf, quizRun } from './quizRun.ts';

const test = suite('quiz run');

const view = (more: Partial<QuizView> = {}): QuizView => ({
  category: 'web',
  attemptsLeft: 2,
  questions: [],
  secondsLeft: 600,
  ...more,
});

/** Questions and answers that are the name of the language they are asked in. */
const worded = (running: QuizView, { language = 'en' }: ReadQuiz): QuizView => ({
  ...running,
  questions: ['a', 'b'].map((id) => ({
    id,
    language,
    question: language,
    options: [{ id: 'x', text: language }],
  })),
});

/** Each save waits until the test answers it. */
function node(running?: QuizView, language = () => 'en') {
  const saves: { body: MarkQuiz; answer: (isKept: boolean) => void }[] = [];
  const run = quizRun({
    standing: async (read) => ({ attempts: [], ...(running && { running: worded(running, read) }) }),
    draw: async (category, read) => worded(view({ category }), read),
    save: (body) =>
      new Promise((resolve, reject) => {
        saves.push({ body, answer: (isKept) => (isKept ? resolve(undefined) : reject(new Error('away'))) });
      }),
    now: () => 1_000,
    language,
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

test('in another language the same questions are asked; what is answered and the time stay', async () => {
  let language = 'en';
  const { run } = node(view({ secondsLeft: 90 }), () => language);
  await run.resume();
  run.choose('a', 'x');
  language = 'ar';
  await run.reword();
  const drawn = run.drawn.value;
  assert.equal(
    drawn?.questions.map(({ question }) => question),
    ['ar', 'ar'],
  );
  assert.equal([run.answers.value, run.deadlineMs.value, run.saving.value], [{ a: 'x' }, 91_000, 'saving']);
});

test('a language that is chosen while the node answers is asked for after it', async () => {
  const chosen = ['en', 'de', 'de'];
  const { run } = node(undefined, () => chosen.shift() ?? 'de');
  await run.begin('web');
  assert.is(run.drawn.value?.questions[0]?.question, 'de');
});

test('what is marked stays in the language it was marked in', async () => {
  let language = 'en';
  const { run } = node(view(), () => language);
  await run.resume();
  run.marked({ category: 'web', right: 0, of: 2, score: 0, attemptsLeft: 1, perQuestion: [] });
  language = 'de';
  await run.reword();
  assert.is(run.drawn.value?.questions[0]?.question, 'en');
});

test('the quiz is there in every language of the pages', () => {
  assert.equal([originalLanguage, ...quizWords.keys()].sort(), Object.keys(languages).sort());
});

test('a clock', () => {
  assert.equal([600_000, 65_000, 4_100, 0, -5].map(clockOf), ['10:00', '1:05', '0:05', '0:00', '0:00']);
});

test.run();
