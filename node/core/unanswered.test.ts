import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId } from './ids.ts';
import { unansweredSince } from './unanswered.ts';

const test = suite('unanswered');

const line = (role: 'user' | 'expert', at: number, note?: string) => ({
  author: { id: AccountId.parse(role), name: role, role },
  at,
  note,
});

test('the user waits since the first line that nobody answered', () => {
  assert.is(unansweredSince([line('user', 4), line('user', 3), line('expert', 2), line('user', 1)]), 3);
  assert.is(unansweredSince([line('user', 2), line('user', 1)]), 1);
});

test('nobody waits whose last line was answered, or who said nothing', () => {
  assert.is(unansweredSince([line('expert', 2), line('user', 1)]), undefined);
  assert.is(unansweredSince([]), undefined);
});

test('a note is no answer', () => {
  assert.is(unansweredSince([line('expert', 2, 'Hm.'), line('user', 1)]), 1);
});

test.run();
