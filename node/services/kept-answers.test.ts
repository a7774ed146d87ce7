import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AdviceByExpert } from '../core/assistant-advice.ts';
import { IssueId } from '../core/ids.ts';
import { KeptAdvice } from './kept-advice.ts';
import { KeptAnswers } from './kept-answers.ts';

const test = suite('what is kept of the assistant');

test('an answer is asked for once, also by many at once, and a failure is not kept', async () => {
  const kept = new KeptAnswers();
  let count = 0;
  const ask = async () => `answer ${++count}`;
  assert.equal(await Promise.all([kept.get('a', ask), kept.get('a', ask)]), ['answer 1', 'answer 1']);
  assert.is(await kept.get('a', ask), 'answer 1');
  const fail = () => Promise.reject(new Error('no'));
  await kept.get('b', fail).catch(() => undefined);
  assert.is(await kept.get('b', ask), 'answer 2');
});

test('there is an end to what is kept, by number and by length; what is used stays', async () => {
  const kept = new KeptAnswers();
  const asked: string[] = [];
  const get = (key: string, length = 1) =>
    kept.get(key, async () => {
      asked.push(key);
      return 'x'.repeat(length);
    });
  await get('used');
  await get('unused');
  for (let i = 0; i < 499; i++) {
    await get(`${i}`);
    await get('used');
  }
  asked.length = 0;
  await get('used');
  await get('unused');
  assert.equal(asked, ['unused']);
  await get('long', 999_999);
  await get('longer', 999_999);
  asked.length = 0;
  await get('long', 999_999);
  assert.equal(asked, ['long']);
});

test('advice is kept for so many issues', () => {
  const kept = new KeptAdvice();
  const advice: AdviceByExpert = new Map();
  const issue = (n: number) => ({
    id: IssueId.parse(`i${n}`),
    title: 'T',
    description: 'D',
    category: 'web',
  });
  for (let i = 0; i <= 1_000; i++) kept.put(issue(i), advice);
  assert.is(kept.of(issue(0)), undefined);
  assert.is(kept.of(issue(1)), advice);
  assert.is(kept.of({ ...issue(1), category: 'cloud' }), undefined);
});

test.run();
