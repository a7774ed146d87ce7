import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { quizQuestions } from '../quiz/en/all.ts';
import { hash32 } from './hash.ts';
import { askQuiz, drawQuiz, markQuiz } from './quiz.ts';

function seeded(seed: number) {
  let drawn = 0;
  return { next: () => hash32(String(seed), String(drawn++)) / 2 ** 32 };
}

/** Questions as somebody is asked them. */
const asked = (category: string, n: number, seed: number) =>
  askQuiz(drawQuiz(category, n, seeded(seed)), String(seed));

/** What somebody would answer who knows the right words. */
function rightAnswers(category: string, seed: number): Record<string, string> {
  const rights = new Set((quizQuestions.get(category) ?? []).map(({ right }) => right));
  return Object.fromEntries(
    asked(category, 99, seed).map(({ id, options }) => [
      id,
      options.find(({ text }) => rights.has(text))?.id ?? 'none',
    ]),
  );
}

test('every category has at least eight sound questions', () => {
  assert.equal(
    [...quizQuestions.keys()],
    ['network', 'hardware', 'software', 'account', 'database', 'web', 'mobile', 'cloud', 'security', 'other'],
  );
  const ids = new Set<string>();
  for (const [category, questions] of quizQuestions) {
    assert.ok(questions.length >= 8, category);
    for (const { id, text, right, wrong, explanation } of questions) {
      assert.ok(id.startsWith(`${category}-`), id);
      assert.not.ok(ids.has(id), `${id} is there twice`);
      ids.add(id);
      assert.is(new Set([right, ...wrong]).size, 4, id);
      for (const words of [text, right, ...wrong, explanation]) assert.is(words, words.trim(), id);
      assert.match(text, /[.?]$/);
      assert.match(explanation, /^\S.*\.$/);
    }
  }
});

test('choosing the longest option is no better than guessing', () => {
  for (const [category, questions] of quizQuestions) {
    const longest = questions.filter(({ right, wrong }) =>
      wrong.every(({ length }) => length < right.length),
    );
    assert.ok(longest.length <= questions.length / 3, `${category}: ${longest.map(({ id }) => id)}`);
  }
});

test('every option has an id of its own', () => {
  for (const category of quizQuestions.keys()) {
    const options = asked(category, 99, 1).flatMap((question) => question.options);
    assert.is(new Set(options.map(({ id }) => id)).size, options.length, category);
  }
});

test('not the same questions every time', () => {
  const firsts = Array.from({ length: 50 }, (_, seed) => drawQuiz('cloud', 1, seeded(seed))[0]);
  assert.ok(new Set(firsts).size > 5);
});

test('a drawn question tells nothing but the question and four options', () => {
  for (const question of asked('network', 5, 2)) {
    assert.equal(Object.keys(question), ['id', 'text', 'options']);
    assert.is(question.options.length, 4);
    for (const option of question.options) assert.equal(Object.keys(option), ['id', 'text']);
  }
});

test('asked again within an attempt, the options stand where they stood; a question that is gone is left out', () => {
  const ids = drawQuiz('web', 5, seeded(4));
  assert.equal(askQuiz(ids, '1'), askQuiz([...ids, 'web-gone'], '1'));
  assert.not.equal(askQuiz(ids, '1'), askQuiz(ids, '2'));
});

test('the right option stands in every place about equally often', () => {
  const rights = new Set((quizQuestions.get('web') ?? []).map(({ right }) => right));
  const places = [0, 0, 0, 0];
  for (let seed = 0; seed < 200; seed++) {
    for (const { options } of asked('web', 5, seed)) {
      const place = options.findIndex(({ text }) => rights.has(text));
      places[place] = (places[place] ?? 0) + 1;
    }
  }
  for (const times of places) assert.ok(times > 200 && times < 300, `places: ${places}`);
});

test('as many different questions as asked for, all if there are fewer, none where there are none', () => {
  const drawn = drawQuiz('cloud', 5, seeded(3));
  assert.is(new Set(drawn).size, 5);
  assert.is(drawQuiz('cloud', 999, seeded(3)).length, quizQuestions.get('cloud')?.length);
  assert.equal(drawQuiz('cloud', 0, seeded(3)), []);
  assert.equal(drawQuiz('cloud', -1, seeded(3)), []);
  assert.equal(drawQuiz('gardening', 5, seeded(3)), []);
});

test('marked by what was chosen, however it was shuffled', () => {
  fc.assert(
    fc.property(fc.constantFrom(...quizQuestions.keys()), fc.nat(), fc.nat(9), (category, seed, n) => {
      const ids = drawQuiz(category, n, seeded(seed + 1));
      const { right, of, score } = markQuiz(ids, rightAnswers(category, seed));
      assert.equal([right, of, score], [ids.length, ids.length, ids.length > 0 ? 1 : 0]);
    }),
  );
});

test('wrong, missing and invented answers are wrong, and each is explained', () => {
  const answers = rightAnswers('account', 1);
  const [first, second, third, fourth] = Object.keys(answers);
  assert.ok(first && second && third && fourth);
  const otherOption = asked('account', 99, 1)
    .find(({ id }) => id === second)
    ?.options.find(({ id }) => id !== answers[second])?.id;
  assert.ok(otherOption);
  const given = { [first]: answers[first] ?? '', [second]: otherOption, [fourth]: 'constructor' };
  const result = markQuiz([first, second, third, fourth], given);
  assert.equal([result.right, result.of, result.score], [1, 4, 0.25]);
  assert.equal(
    result.perQuestion.map(({ isRight }) => isRight),
    [true, false, false, false],
  );
  for (const { explanation } of result.perQuestion) assert.ok(explanation.length > 0);
});

test('nobody scores more than all: repeated, unknown and uncalled answers do not count', () => {
  const answers = rightAnswers('security', 1);
  const [first] = Object.keys(answers);
  assert.ok(first);
  const { right, of, score } = markQuiz([first, first, first, 'security-unknown', '__proto__'], answers);
  assert.equal([right, of, score], [1, 1, 1]);
  assert.equal(markQuiz([], answers), { right: 0, of: 0, score: 0, perQuestion: [] });
});

test.run();
