import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { countedOnce } from './counted-once.ts';
import {
  anAccount,
  anEntry,
  anIssue,
  answered,
  aRating,
  aRegion,
  committed,
  issueId,
  north,
  putBack,
  south,
  user,
} from './testing.ts';

const counted = (changes: Parameters<typeof aRating>[0] = {}) =>
  committed(north, { in: 'ratings', doc: aRating(changes) });
const trusted = (value: number) => anAccount({ trust: { value, at: 1 } });
const rated = aRegion(north, {
  issues: [anIssue({ rating: { stars: 4 } })],
  ratings: [aRating()],
  accounts: [trusted(0.55)],
});

test('a rating that was counted once is fine, and copies of the account count nothing', () => {
  const copy = aRegion(south, { accounts: [trusted(0.5)] });
  const events = [counted(), answered('rate', issueId, '4')];
  assert.equal(countedOnce.check({ events, final: [rated, copy] }), []);
});

test('trust that moved twice for one rating, or without any, is noticed', () => {
  const twice = counted({ after: 0.59 });
  assert.match(countedOnce.check({ events: [twice], final: [rated] })[0] ?? '', 'from 0.5 to 0.59');
  const final = [{ ...rated, accounts: [trusted(0.59)] }];
  assert.match(countedOnce.check({ events: [counted()], final })[0] ?? '', 'is 0.59');
});

test('a rating that is counted again where it was counted is noticed; on a disk that lost it, it is none', () => {
  const again = counted({ after: 0.59 });
  const final = [aRegion(north, { ratings: [aRating({ after: 0.59 })], accounts: [trusted(0.59)] })];
  assert.match(countedOnce.check({ events: [counted(), again], final })[0] ?? '', 'counted again at north');
  const anew = [aRegion(north, { ratings: [aRating()], accounts: [trusted(0.55)] })];
  const home = committed(north, { in: 'accounts', doc: trusted(0.5) });
  assert.equal(countedOnce.check({ events: [home, counted(), putBack(north), counted()], final: anew }), []);
});

test('a rating that a lost disk alone had moves trust where it is counted anew, though it comes out the same', () => {
  const home = committed(north, { in: 'accounts', doc: trusted(0.5) });
  const heir = (value: number) => anAccount({ home: south, trust: { value, at: 1 } });
  const there = committed(south, { in: 'ratings', doc: aRating() });
  const final = [aRegion(south, { ratings: [aRating()], accounts: [heir(0.55)] })];
  assert.equal(countedOnce.check({ events: [home, counted(), putBack(north), there], final }), []);
  const unmoved = [aRegion(south, { ratings: [aRating()], accounts: [heir(0.5)] })];
  const found = countedOnce.check({ events: [home, counted(), putBack(north), there], final: unmoved });
  assert.match(found[0] ?? '', 'is 0.5');
});

test('a rating that was acknowledged and not counted is noticed', () => {
  const final = [aRegion(north, { issues: [anIssue({ rating: { stars: 4 } })] })];
  const found = countedOnce.check({ events: [answered('rate', issueId, '4')], final });
  assert.match(found[0] ?? '', 'counted as undefined');
  assert.match(found[1] ?? '', 'acknowledged and is not counted');
});

test("a user's rating that was not counted, or moved their standing twice, is noticed", () => {
  const final = [aRegion(north, { issues: [anIssue({ userRating: { stars: 4 } })] })];
  const found = countedOnce.check({ events: [answered('rate user', issueId, '4')], final });
  assert.match(found[0] ?? '', 'stars of the user');
  assert.match(found[1] ?? '', 'acknowledged and is not counted');
  const events = [counted({ as: 'user', of: user, after: 0.59 })];
  assert.match(countedOnce.check({ events, final: [] })[0] ?? '', 'from 0.5 to 0.59');
});

test('a rating that two regions counted is noticed', () => {
  const final = [rated, aRegion(south, { ratings: [aRating()] })];
  assert.match(countedOnce.check({ events: [], final })[0] ?? '', 'counted 2 times');
});

test('a counted rating of a cancelled issue is noticed', () => {
  const final = [aRegion(north, { issues: [anIssue({ phase: { at: 'cancelled' } })], ratings: [aRating()] })];
  const found = countedOnce.check({ events: [counted()], final });
  assert.match(found[0] ?? '', 'was cancelled');
});

test('a rating that was counted on a lost disk alone is excused, and the trust that others know is not', () => {
  const told = committed(south, { in: 'accounts', doc: trusted(0.55) });
  const home = committed(north, { in: 'accounts', doc: trusted(0.5) });
  const back = aRegion(north, { issues: [anIssue({ rating: { stars: 4 } })], accounts: [trusted(0.55)] });
  const events = [home, counted(), answered('rate', issueId, '4'), told, putBack(north)];
  assert.equal(countedOnce.check({ events, final: [back] }), []);
  assert.match(countedOnce.check({ events: events.slice(0, 4), final: [back] })[0] ?? '', 'as undefined');
  const forgotten = [{ ...back, accounts: [trusted(0.5)] }];
  assert.match(countedOnce.check({ events, final: forgotten })[0] ?? '', 'its ratings left it at 0.55');
  const heardLater = [home, counted(), answered('rate', issueId, '4'), putBack(north), told];
  assert.equal(countedOnce.check({ events: heardLater, final: [back] }), [], 'it was on its way');
  const untold = events.filter((event) => event !== told);
  assert.equal(countedOnce.check({ events: untold, final: forgotten }), []);
  assert.match(countedOnce.check({ events: untold, final: [back] })[0] ?? '', 'its ratings left it at 0.5');
});

test('a rating that was given on a lost disk before any other had it is excused', () => {
  const doc = anIssue({ rating: { stars: 4 } });
  const given = committed(north, { in: 'issues', doc });
  const copied = committed(south, { in: 'copies', doc: { id: doc.id, issue: doc } });
  const final = [aRegion(north, { issues: [anIssue()] })];
  const check = (...events: Parameters<typeof countedOnce.check>[0]['events']) =>
    countedOnce.check({ events: [...events, answered('rate', issueId, '4')], final }).length;
  assert.is(check(given, putBack(north)), 0);
  const older = committed(north, { in: 'issues', doc: anIssue() });
  assert.is(check(given, putBack(north), older), 0, 'and stays so when an older state is stored there again');
  assert.is(check(given), 1, 'the disk is still there');
  assert.is(check(given, copied, putBack(north)), 1, 'a copy has it');
});

test('so is one that an expert gave where they had answered, before the origin had heard it', () => {
  const rated = committed(south, { in: 'entries', doc: { ...anEntry('done'), userRating: { stars: 3 } } });
  const heard = committed(north, { in: 'issues', doc: anIssue({ userRating: { stars: 3 } }) });
  const final = [aRegion(north, { issues: [anIssue()] })];
  const check = (...events: Parameters<typeof countedOnce.check>[0]['events']) =>
    countedOnce.check({ events: [...events, answered('rate user', issueId, '3')], final }).length;
  assert.is(check(rated, putBack(south)), 0);
  assert.is(check(rated), 1, 'the disk is still there');
  assert.is(check(rated, heard, putBack(south)), 1, 'the origin has it');
});

test.run();
