import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm, nextTerm } from '../../node/core/epoch.ts';
import type { SeenIssue, SeenProfile } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';
import { boundedWait } from './bounded-wait.ts';
import {
  anAccount,
  anEntry,
  anIssue,
  aProfile,
  committedAt,
  expert,
  north,
  nth,
  otherExpert,
  south,
  trouble,
} from './testing.ts';

const account = committedAt(0, south, { in: 'accounts', doc: anAccount({ home: south }) });
const profile = (atMs: number, changes: Partial<SeenProfile> = {}) =>
  committedAt(atMs, south, { in: 'profiles', doc: aProfile(changes) });
const queued = (changes: Partial<SeenIssue> = {}) =>
  committedAt(1_000, north, { in: 'issues', doc: anIssue({ phase: { at: 'queued' }, ...changes }) });
/** Any commit, so that there is a moment at which to look. */
const later = (atMs: number) =>
  committedAt(atMs, north, { in: 'profiles', doc: aProfile({ id: otherExpert }) });
const complaint = (...events: TraceEvent[]) => boundedWait.check({ events, final: [] }).join('\n');

test('a wait within the bound is fine, a longer one while somebody is free is noticed once', () => {
  assert.is(complaint(account, profile(0), queued(), later(30_000)), '');
  const found = complaint(account, profile(0), queued(), later(32_000), later(90_000));
  assert.match(found, 'free for it since 1000 ms');
  assert.is(found.split('\n').length, 1);
});

test('being proposed is waiting, too', () => {
  const proposed = queued({ phase: { at: 'proposing', to: south } });
  assert.match(complaint(account, profile(0), proposed, later(40_000)), 'proposing');
});

test('an expert who is away, unverified, busy, barred, of another category or has passed does not count', () => {
  const waits = (...events: TraceEvent[]) => complaint(...events, later(120_000));
  assert.is(waits(account, profile(0, { presence: 'away' }), queued()), '');
  assert.is(waits(profile(0), queued()), '');
  const seat = committedAt(500, south, { in: 'entries', doc: { ...anEntry('assigned', { epoch: nth(7) }) } });
  assert.is(waits(account, profile(0), seat, queued()), '');
  assert.is(waits(account, profile(0), queued({ barred: [expert] })), '');
  assert.is(waits(account, profile(0), queued({ category: 'web' })), '');
  assert.is(waits(account, profile(0), queued({ passed: [expert] })), '');
  assert.is(waits(account, profile(0), queued({ visited: [south] })), '');
  assert.is.not(waits(account, profile(0), queued({ category: 'other' })), '');
});

test('what a lost region still does with an issue that another has adopted does not count', () => {
  const adopted = committedAt(500, south, {
    in: 'issues',
    doc: anIssue({ epoch: epochAt(nextTerm(firstTerm, south), 1) }),
  });
  assert.is(complaint(account, profile(0), adopted, queued(), later(120_000)), '');
});

test('the time begins anew when nobody was free in between', () => {
  const gone = profile(20_000, { presence: 'away' });
  assert.is(complaint(account, profile(0), queued(), gone, profile(25_000), later(54_000)), '');
  assert.match(complaint(account, profile(0), queued(), gone, profile(25_000), later(56_000)), '25000 ms');
});

test('a trouble anywhere, and a minute after it, is no time to count', () => {
  const troubled = [account, profile(0), queued(), ...trouble('cut', north, 2_000, 50_000)];
  assert.is(complaint(...troubled, later(130_000)), '');
  assert.match(complaint(...troubled, later(145_000)), 'since 110000 ms');
});

test.run();
