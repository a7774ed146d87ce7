import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quizGraceMs, quizTimeMs } from '../core/quiz-course.ts';
import { quizQuestions } from '../quiz/en/all.ts';
import { MarkQuiz } from '../schemas/inputs.ts';
import type { QuizView } from '../schemas/views.ts';
import { TestWorld } from './testing.ts';

const test = suite('quizzes');

const begin = async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna', { isOnline: false });
  const draw = (category = 'network') => world.run(North.services.quiz.draw(actor, { category }));
  const mark = (answers: MarkQuiz['answers'], category = 'network') =>
    North.services.quiz.mark(actor, { category, answers }, {});
  const save = (answers: MarkQuiz['answers']) =>
    North.services.quiz.save(actor, { category: 'network', answers });
  const standing = () => world.run(North.services.quiz.standing(actor, {}));
  const best = () => North.state.profiles.get(actor.accountId)?.quiz.network;
  return { world, North, actor, draw, mark, save, standing, best };
};

/** The right answers, as somebody who knows them would give them. */
const rightAnswers = ({ questions }: QuizView) =>
  questions.map(({ id, options }) => {
    const right = quizQuestions.get('network')?.find((question) => question.id === id)?.right;
    const option = options.find(({ text }) => text === right)?.id ?? '';
    return { question: id, option };
  });

test('questions go out without their answers and are marked by the server', async () => {
  const { world, draw, mark, best } = await begin();
  const quiz = await draw();
  assert.is(quiz.questions.length, 5);
  assert.equal(Object.keys(quiz.questions[0] ?? {}).sort(), ['id', 'language', 'options', 'question']);
  const result = await world.run(mark(rightAnswers(quiz)));
  assert.equal([result.right, result.of, result.score], [5, 5, 1]);
  assert.is(best(), 1);
});

test('a result cannot be sent, and only what was drawn counts, each question once', async () => {
  const { world, draw, mark, best } = await begin();
  for (const extra of [{ score: 999 }, { right: 999, of: 5 }])
    assert.not(MarkQuiz.safeParse({ category: 'network', answers: [], ...extra }).success);
  const [known] = rightAnswers(await draw());
  assert.ok(known);
  const others = [...(quizQuestions.get('network') ?? [])].map(({ id }) => ({ question: id, option: 'a' }));
  const result = await world.run(mark([...Array(20).fill(known), ...others.slice(0, 20)]));
  assert.is(result.of, 5);
  assert.ok(result.right <= 1);
  assert.ok((best() ?? 1) <= 0.2);
});

test('answers count once, and only for a quiz that was drawn', async () => {
  const { world, draw, mark } = await begin();
  assert.is(await world.refused(mark([])), 'wrong-state');
  const answers = rightAnswers(await draw());
  assert.is(await world.refused(mark(answers, 'web')), 'wrong-state');
  await world.run(mark(answers));
  assert.is(await world.refused(mark(answers)), 'wrong-state');
});

test('three attempts a day, looking counts as one; the best result stays', async () => {
  const { world, North, actor, draw, mark, best } = await begin();
  await world.run(mark(rightAnswers(await draw())));
  assert.is((await draw()).attemptsLeft, 1);
  await world.run(mark([]));
  const worse = await draw();
  await world.run(mark([]));
  assert.is(worse.attemptsLeft, 0);
  assert.is(best(), 1);
  assert.is(await world.refused(North.services.quiz.draw(actor, { category: 'network' })), 'limit-reached');
  assert.is((await draw('web')).attemptsLeft, 2);
});

test('only for experts, and only where there are questions', async () => {
  const { world, North, actor } = await begin();
  const { quiz } = North.services;
  const user = await world.user(North);
  assert.is(await world.refused(quiz.draw(user, { category: 'network' })), 'forbidden');
  assert.is(await world.refused(quiz.draw(actor, { category: 'cooking' })), 'not-found');
});

test('drawn again while it runs it is the same attempt, with what was answered so far', async () => {
  const { world, draw, save, standing } = await begin();
  assert.equal(await standing(), { attempts: [] });
  const quiz = await draw();
  const [first] = rightAnswers(quiz);
  assert.ok(first);
  await world.pass(60_000);
  await world.run(save([first]));
  const again = await draw();
  assert.equal(again.questions, quiz.questions);
  assert.equal(again.answers, [first]);
  assert.is(again.attemptsLeft, quiz.attemptsLeft);
  assert.ok((again.secondsLeft ?? 0) <= (quiz.secondsLeft ?? 0) - 60);
  assert.equal((await standing()).running?.questions, quiz.questions);
});

test('after the time only what was saved within it counts, and the result says so', async () => {
  const { world, draw, mark, save, standing } = await begin();
  const answers = rightAnswers(await draw());
  await world.run(save(answers.slice(0, 2)));
  await world.pass(quizTimeMs + quizGraceMs + 1_000);
  assert.is(await world.refused(save(answers)), 'wrong-state');
  assert.is((await standing()).running?.secondsLeft, 0);
  const result = await world.run(mark(answers));
  assert.equal([result.right, result.isLate], [2, true]);
  assert.equal(
    result.perQuestion.map(({ id, chosen, rightOption }) => [id, chosen, rightOption]),
    answers.map(({ question, option }, at) => [question, at < 2 ? option : undefined, option]),
  );
});

test('read in another language it is the same attempt, with the same options in the same places, marked as in English', async () => {
  const { world, North, actor, draw } = await begin();
  const english = await draw();
  const { quiz } = North.services;
  const german = await world.run(quiz.draw(actor, { category: 'network', language: 'de-AT' }));
  assert.is(german.attemptsLeft, english.attemptsLeft);
  assert.equal(Object.keys(german.questions[0] ?? {}).sort(), ['id', 'language', 'options', 'question']);
  const ids = ({ questions }: QuizView) =>
    questions.map(({ id, options }) => [id, ...options.map((option) => option.id)]);
  assert.equal(ids(german), ids(english));
  for (const [at, { language, question, options }] of german.questions.entries()) {
    assert.is(language, 'de');
    assert.is.not(question, english.questions[at]?.question);
    assert.is(new Set(options.map(({ text }) => text)).size, 4);
  }
  const running = await world.run(quiz.standing(actor, { language: 'de' }));
  assert.equal(running.running?.questions, german.questions);
  const handedIn = { category: 'network', answers: rightAnswers(english) };
  const result = await world.run(quiz.mark(actor, handedIn, { language: 'de' }));
  assert.is(result.right, 5);
  const explanations = new Set((quizQuestions.get('network') ?? []).map(({ explanation }) => explanation));
  for (const { language, explanation } of result.perQuestion) {
    assert.is(language, 'de');
    assert.not.ok(explanations.has(explanation));
  }
});

test('what is not translated is read in English, and says so', async () => {
  const { world, North, actor, draw } = await begin();
  const english = await draw();
  const other = await world.run(North.services.quiz.draw(actor, { category: 'network', language: 'tlh' }));
  assert.equal(other.questions, english.questions);
  assert.equal([...new Set(other.questions.map(({ language }) => language))], ['en']);
});

test('in another region than theirs an expert is asked, and marked, in their language too', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Anna', { isOnline: false });
  await world.until(() => East.state.accounts.get(actor.accountId) !== undefined);
  const here = { category: 'network', language: 'fr' };
  const away = await world.run(East.services.quiz.draw(actor, here));
  assert.equal([...new Set(away.questions.map(({ language }) => language))], ['fr']);
  assert.equal(away.questions, (await world.run(North.services.quiz.draw(actor, here))).questions);
  const english = await world.run(North.services.quiz.draw(actor, { category: 'network' }));
  const handedIn = { category: 'network', answers: rightAnswers(english) };
  const result = await world.run(East.services.quiz.mark(actor, handedIn, { language: 'fr' }));
  assert.equal([result.right, result.perQuestion[0]?.language], [5, 'fr']);
});

test('an attempt that was left lying is marked with what was saved when the next begins', async () => {
  const { world, draw, save, best } = await begin();
  await world.run(save(rightAnswers(await draw())));
  await world.pass(quizTimeMs);
  assert.is((await draw()).attemptsLeft, 1);
  assert.is(best(), 1);
});

test('when no attempt is left it is said when there is one again', async () => {
  const { world, draw, mark, standing } = await begin();
  const from = world.clock.now();
  for (let attempt = 0; attempt < 3; attempt++) {
    await draw();
    await world.run(mark([]));
  }
  const [network] = (await standing()).attempts;
  assert.is(network?.left, 0);
  const nextAt = network?.nextAt ?? 0;
  assert.ok(nextAt > from + 86_000_000 && nextAt <= world.clock.now() + 86_400_000);
});

test.run();
