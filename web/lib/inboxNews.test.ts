import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newLines, wantingALook } from './inboxNews.ts';
import { issueFor } from './testing.ts';

const test = suite('inboxNews');

const issue = (id: string, unread: number, unansweredSince?: number) => ({
  ...issueFor({ id, state: 'assigned' }),
  unread,
  ...(unansweredSince !== undefined && { unansweredSince }),
});

test('news is what is unread now and was not before, if its user waits for a word', () => {
  const before = [issue('a', 1, 5), issue('b', 0)];
  const ids = (now: Parameters<typeof newLines>[1]) => newLines(before, now).map(({ id }) => id);
  assert.equal(ids([issue('a', 1, 5), issue('b', 1, 9)]), ['b']);
  assert.equal(ids([issue('a', 2, 5), issue('b', 0)]), ['a']);
  assert.equal(ids([issue('b', 1)]), [], 'a note');
  assert.equal(ids([issue('c', 1, 9)]), ['c']);
});

test('the title counts offers, and issues with something unread', () => {
  assert.is(wantingALook(1, [issue('a', 3, 5), issue('b', 0), issue('c', 1)]), 3);
  assert.is(wantingALook(0, []), 0);
});

test.run();
