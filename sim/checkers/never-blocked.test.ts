import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstTerm, nextTerm } from '../../node/core/epoch.ts';
import type { TraceEvent } from '../trace.ts';
import { neverBlocked } from './never-blocked.ts';
import { anAccount, anIssue, aProfile, committedAt, north, otherExpert, south, trouble } from './testing.ts';

const proposed = committedAt(1_000, north, {
  in: 'issues',
  doc: anIssue({ phase: { at: 'proposing', to: south } }),
});
const queued = (atMs: number) =>
  committedAt(atMs, north, { in: 'issues', doc: anIssue({ phase: { at: 'queued' } }) });
const freeAtNorth = committedAt(
  0,
  north,
  { in: 'accounts', doc: anAccount() },
  { in: 'profiles', doc: aProfile() },
);
const later = (atMs: number) =>
  committedAt(atMs, south, { in: 'profiles', doc: aProfile({ id: otherExpert }) });
const complaint = (...events: TraceEvent[]) => neverBlocked.check({ events, final: [] }).join('\n');

test('a proposal that is given up in time is fine; one that lasts is noticed, also when it never ends', () => {
  assert.is(complaint(proposed, queued(7_000)), '');
  assert.match(complaint(proposed, queued(10_000)), 'was proposed to south from 1000 to 10000 ms');
  assert.match(complaint(proposed, later(10_000)), 'was proposed');
});

test('a fault of a peer or a link is no excuse, one of the origin is', () => {
  assert.match(complaint(proposed, ...trouble('pause', south, 0, 60_000), queued(10_000)), 'was proposed');
  assert.match(complaint(proposed, ...trouble('cut', north, 0, 60_000), queued(10_000)), 'was proposed');
  assert.is(complaint(proposed, ...trouble('pause', north, 2_000, 9_000), queued(10_000)), '');
});

test('an own expert who is free is asked soon, whatever happens to the links', () => {
  assert.is(complaint(freeAtNorth, queued(1_000), later(11_000)), '');
  const partition = trouble('partition', north, 0, 60_000);
  assert.match(complaint(freeAtNorth, queued(1_000), ...partition, later(12_000)), 'an expert of north');
});

test('what an adoption that its origin has heard of takes is not held there any more; what others have heard is no excuse', () => {
  const doc = { region: north, term: nextTerm(firstTerm, north), by: north };
  const heard = (at: typeof north) => committedAt(500, at, { in: 'adoptions', doc });
  assert.is(complaint(freeAtNorth, heard(north), queued(1_000), later(12_000)), '');
  assert.match(complaint(freeAtNorth, heard(south), queued(1_000), later(12_000)), 'an expert of north');
});

test.run();
