import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TraceEvent } from '../trace.ts';
import { clientView } from './client-view.ts';
import { anAccount, anEntry, anIssue, answered, aRegion, issueId, north, trouble, user } from './testing.ts';

const account = anAccount({ id: user, email: 'user@grapevine.test' });
const accounts = [account, anAccount()];
const saw = (
  as: 'user' | 'expert',
  issues: readonly { id: string; state: string }[],
  isWhole = true,
): TraceEvent => ({
  kind: 'saw',
  atMs: 9_000,
  person: as === 'user' ? 'User 1' : 'Expert 1',
  email: as === 'user' ? account.email : 'expert@grapevine.test',
  as,
  isWhole,
  issues,
});
const closed = [{ id: issueId, state: 'closed' }];
const complaint = (events: readonly TraceEvent[], docs: Parameters<typeof aRegion>[1] = {}) =>
  clientView
    .check({ events, final: [aRegion(north, { accounts, issues: [anIssue()], ...docs })] })
    .join('\n');

test('a user who sees their issues as they are is fine', () => {
  assert.is(complaint([answered('submit', 'key', issueId), saw('user', closed)]), '');
});

test('an issue that is missing, in another state, or not theirs is noticed', () => {
  assert.match(complaint([saw('user', [])]), 'sees issue issue as nothing, and it is closed');
  assert.match(complaint([saw('user', [{ id: issueId, state: 'waiting' }])]), 'as waiting, and it is closed');
  assert.match(complaint([saw('user', [...closed, { id: 'other', state: 'closed' }])]), 'not theirs');
});

test('an expert must see what they are asked for; what they had before does not matter', () => {
  const entries = [anEntry('offered')];
  assert.match(complaint([saw('expert', [])], { entries }), 'as nothing, and it is offered');
  assert.is(complaint([saw('expert', [{ id: issueId, state: 'offered' }])], { entries }), '');
  assert.is(complaint([saw('expert', closed)]), '');
});

test('a list with gaps, or none at all, is noticed, unless a region is never mended', () => {
  const submitted = answered('submit', 'key', issueId);
  assert.match(complaint([saw('user', closed, false)]), 'lacks what some regions hold');
  assert.match(complaint([submitted]), 'could not open their list');
  const [broken] = trouble('gone', north, 1_000, 2_000);
  assert.is(broken && complaint([broken, submitted]), '');
});

test.run();
