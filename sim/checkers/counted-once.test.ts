import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { countedOnce } from './counted-once.ts';
import {
  anAccount,
  anIssue,
  answered,
  aRating,
  aRegion,
  committed,
  issueId,
  north,
  south,
} from './testing.ts';

const registered = committed(north, { in: 'accounts', doc: anAccount() });
const moved = (value: number) =>
  committed(north, { in: 'accounts', doc: anAccount({ trust: { value, at: 1 } }) });
const rated = aRegion(north, {
  issues: [anIssue({ rating: { stars: 4 } })],
  ratings: [aRating()],
});

test('a rating that was counted once is fine, and its copies in other regions count nothing', () => {
  const copy = committed(south, { in: 'accounts', doc: anAccount({ trust: { value: 0.55, at: 1 } }) });
  const events = [registered, moved(0.55), copy, answered('rate', issueId, '4')];
  assert.equal(countedOnce.check({ events, final: [rated] }), []);
});

test('trust that moved twice for one rating is noticed', () => {
  const events = [registered, moved(0.55), moved(0.59)];
  assert.match(countedOnce.check({ events, final: [rated] })[0] ?? '', 'moved 2 times with 1 ratings');
});

test('a rating that was acknowledged and not counted is noticed', () => {
  const final = [aRegion(north, { issues: [anIssue({ rating: { stars: 4 } })] })];
  const found = countedOnce.check({ events: [answered('rate', issueId, '4')], final });
  assert.match(found[0] ?? '', 'counted as undefined');
  assert.match(found[1] ?? '', 'acknowledged and is not counted');
});

test('a rating that two regions counted is noticed', () => {
  const final = [rated, aRegion(south, { ratings: [aRating()] })];
  assert.match(countedOnce.check({ events: [], final })[0] ?? '', 'counted 2 times');
});

test('a counted rating of a cancelled issue is noticed', () => {
  const final = [aRegion(north, { issues: [anIssue({ phase: { at: 'cancelled' } })], ratings: [aRating()] })];
  const found = countedOnce.check({ events: [registered, moved(0.55)], final });
  assert.match(found[0] ?? '', 'was cancelled');
});

test.run();
