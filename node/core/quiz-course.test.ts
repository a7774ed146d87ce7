import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  countingAnswers,
  isOver,
  nextAttemptAt,
  quizGraceMs,
  quizTimeMs,
  timeLeftMs,
} from './quiz-course.ts';

const test = suite('quiz course');

const drawn = { category: 'web', questions: ['a', 'b'], at: 1_000, answers: { a: 'saved' } };
const end = drawn.at + quizTimeMs;

test('time runs from the draw to nothing, whatever the clock does', () => {
  assert.is(timeLeftMs(drawn, drawn.at), quizTimeMs);
  assert.is(timeLeftMs(drawn, end - 1), 1);
  assert.is(timeLeftMs(drawn, end + 99), 0);
  assert.is(timeLeftMs(drawn, 0), quizTimeMs, 'a clock that was set back gives no more than the whole');
});

test('what is handed in counts until the time and the way are over, then what was saved', () => {
  const handedIn = { a: 'new', b: 'new' };
  assert.equal(countingAnswers(drawn, handedIn, end + quizGraceMs), handedIn);
  assert.equal(countingAnswers(drawn, handedIn, end + quizGraceMs + 1), drawn.answers);
  assert.equal(countingAnswers({ ...drawn, answers: undefined }, handedIn, end + quizGraceMs + 1), {});
});

test('what a former version drew has no limit', () => {
  assert.not.ok(isOver({ category: 'web', questions: [] }, end * 2));
});

test('the next attempt is free a day after the oldest of those that block it', () => {
  const day = 86_400_000;
  assert.is(nextAttemptAt([1, 2], 3), undefined);
  assert.is(nextAttemptAt([1, 2, 3], 3), 1 + day);
  assert.is(nextAttemptAt([1, 2, 3, 4], 3), 2 + day);
});

test.run();
