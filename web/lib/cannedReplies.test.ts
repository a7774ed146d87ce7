import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ReplyView } from '../../node/schemas/replies.ts';
import { filled, found, movedTo } from './cannedReplies.ts';

const test = suite('cannedReplies');

const reply = (title: string, text = ''): ReplyView => ({
  id: title,
  title,
  text,
  isShared: false,
  changedAt: 0,
  changedBy: { id: 'a', name: 'Asha' },
  canChange: true,
});

test('placeholders become names, once, and other braces stay', () => {
  const names = { user: '{expert} $& Ana', expert: 'Meera', issue: 'VPN drops' };
  assert.is(
    filled('Hello {user}, about {issue}: run $x {y}. {expert}, {user}', names),
    'Hello {expert} $& Ana, about VPN drops: run $x {y}. Meera, {expert} $& Ana',
  );
});

test('replies are found by words of title and text; titles that begin so come first', () => {
  const all = [reply('Say hello'), reply('Hello'), reply('Router', 'Hello, restart it.')];
  const titles = (query: string) => found(all, query).map(({ title }) => title);
  assert.equal(titles(''), ['Say hello', 'Hello', 'Router']);
  assert.equal(titles('HEL'), ['Hello', 'Say hello', 'Router']);
  assert.equal(titles('restart hello'), ['Router']);
  assert.equal(titles('nothing'), []);
});

test('arrows go round, Home and End to the ends, and nothing moves where there is nothing', () => {
  assert.is(movedTo('ArrowDown', 2, 3), 0);
  assert.is(movedTo('ArrowUp', 0, 3), 2);
  assert.is(movedTo('Home', 2, 3), 0);
  assert.is(movedTo('End', 0, 3), 2);
  assert.is(movedTo('a', 0, 3), undefined);
  assert.is(movedTo('ArrowDown', 0, 0), undefined);
});

test.run();
