import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noEpoch } from './epoch.ts';
import { AccountId, EntryId, IssueId, OfferId, RegionId } from './ids.ts';
import type { Entry, EntryPhase, TimelineEntry } from './model.ts';
import { outcomeOf, rewards } from './reward.ts';

const test = suite('reward');

const ann = { id: AccountId.parse('ann'), name: 'Ann' };
const ben = { id: AccountId.parse('ben'), name: 'Ben' };
const hour = 3_600_000;

const entry = (
  phase: EntryPhase,
  kinds: readonly TimelineEntry['kind'][],
  more: Partial<Entry> = {},
): Entry => ({
  id: EntryId.parse('entry'),
  issueId: IssueId.parse('issue'),
  epoch: noEpoch,
  issue: {
    id: IssueId.parse('issue'),
    origin: RegionId.parse('North'),
    userId: AccountId.parse('user'),
    userName: 'Ursula',
    submittedAt: 0,
    title: 'No link',
    description: '',
    category: 'network',
    urgency: 'normal',
    passed: [],
    barred: [],
  },
  phase,
  asked: [],
  n: 1,
  revision: 1,
  changedAt: 0,
  timeline: kinds.map((kind) => ({ at: 0, kind, expert: ann })),
  ...more,
});
const closed = (cause: Extract<EntryPhase, { at: 'closed' }>['cause']): EntryPhase => ({
  at: 'closed',
  cause,
  since: 0,
});
const done = (since: number): EntryPhase => ({ at: 'done', expert: ann, since });
const solved = (since: number, more: Partial<Entry>) =>
  Number(outcomeOf(entry(done(since), ['offered', 'accepted', 'resolved'], more), ann.id));

test('as long as it is open, nothing is said', () => {
  const offerId = OfferId.parse('offer');
  const assigned: EntryPhase = {
    at: 'assigned',
    offerId,
    expert: ann,
    since: 0,
    lastWordAt: 0,
    isReminded: false,
  };
  assert.is(outcomeOf(entry(assigned, ['offered', 'accepted']), ann.id), undefined);
  assert.is(outcomeOf(entry(done(0), ['offered', 'accepted', 'resolved']), ann.id), undefined);
});

test('a no, a countdown that ran out, and work that was given up are worth little', () => {
  const nextAsked: EntryPhase = { at: 'done', expert: ben, since: 0 };
  assert.is(outcomeOf(entry(nextAsked, ['offered', 'rejected']), ann.id), rewards.rejected);
  assert.is(outcomeOf(entry(nextAsked, ['offered', 'timed-out']), ann.id), rewards.timedOut);
  assert.is(outcomeOf(entry(closed('silent'), ['accepted', 'given-back']), ann.id), rewards.givenUp);
  assert.is(outcomeOf(entry(closed('recalled'), ['offered', 'accepted']), ann.id), rewards.notSolved);
});

test('what was nobody’s doing says nothing', () => {
  assert.is(outcomeOf(entry(closed('cancelled'), ['offered']), ann.id), 'nothing');
  assert.is(outcomeOf(entry(closed('recalled'), ['offered']), ann.id), 'nothing');
  assert.is(outcomeOf(entry(closed('lapsed'), ['offered', 'withdrawn']), ann.id), 'nothing');
  assert.is(outcomeOf(entry(closed('lapsed'), ['accepted', 'given-back']), ann.id), 'nothing');
  assert.is(outcomeOf(entry(closed('aborted'), []), ann.id), 'nothing');
});

test('a solution is worth more than anything else, more with stars and less with time, and never beyond 1', () => {
  const at = 1_000;
  const rated = (stars: number) => solved(at, { outcome: 'confirmed', rating: { stars, comment: '', at } });
  assert.ok(rated(1) > rewards.notSolved);
  assert.ok(rated(5) > solved(at, { outcome: 'confirmed' }));
  assert.ok(solved(at, { outcome: 'unconfirmed' }) > rated(1));
  assert.ok(rated(5) <= 1 && rated(1) >= rewards.solved);
  assert.ok(solved(hour, { outcome: 'confirmed' }) > solved(9 * hour, { outcome: 'confirmed' }));
  assert.is(solved(at, { outcome: 'declined' }), rewards.notSolved);
  assert.is(solved(at, { outcome: 'reopened' }), rewards.notSolved);
});

test.run();
