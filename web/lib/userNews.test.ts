import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueSummary } from '../../node/schemas/views.ts';
import { issueFor, meera } from './testing.ts';
import { newsForUser } from './userNews.ts';

const test = suite('userNews');

const issue = (change: Partial<IssueSummary>): IssueSummary => ({
  ...issueFor({ expert: meera }),
  ...change,
});
const news = (before: Partial<IssueSummary>, now: Partial<IssueSummary>) =>
  newsForUser([issue(before)], [issue(now)]).map(({ what }) => what);

test('a user hears that an expert has the issue, has written, and says that it is solved', () => {
  for (const state of ['waiting', 'offered', 'forwarding'] as const)
    assert.equal(news({ state }, { state: 'assigned' }), ['taken']);
  assert.equal(news({ state: 'assigned', unread: 1 }, { state: 'assigned', unread: 2 }), ['wrote']);
  assert.equal(news({ state: 'assigned' }, { state: 'resolved' }), ['solved']);
});

test('of several things at once it is the one that asks the most of them', () => {
  assert.equal(news({ state: 'waiting' }, { state: 'assigned', unread: 1 }), ['wrote']);
  assert.equal(news({ state: 'assigned' }, { state: 'resolved', unread: 3 }), ['solved']);
});

test('what they do themselves is no news, nor what is as before or was not looked at', () => {
  assert.equal(news({ state: 'resolved' }, { state: 'assigned' }), [], 'they sent the answer back');
  assert.equal(news({ state: 'resolved' }, { state: 'closed' }), []);
  assert.equal(news({ state: 'assigned', unread: 2 }, { state: 'assigned', unread: 0 }), [], 'they read it');
  assert.equal(news({ state: 'resolved', unread: 1 }, { state: 'resolved', unread: 1 }), []);
  assert.equal(newsForUser([], [issue({ state: 'resolved', unread: 5 })]), []);
});

test.run();
