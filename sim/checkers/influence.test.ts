import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { IssueId } from '../../node/core/ids.ts';
import { influence } from './influence.ts';
import { aRating, committed, north, otherExpert, user } from './testing.ts';

const rated = (issue: string, changes: Parameters<typeof aRating>[0] = {}) =>
  committed(north, {
    in: 'ratings',
    doc: aRating({ issueId: IssueId.parse(issue), by: { id: user }, ...changes }),
  });
const check = (...events: Parameters<typeof influence.check>[0]['events'][number][]) =>
  influence.check({ events, final: [] });

test('ratings of one person that halve are fine, and those of different people are not compared', () => {
  assert.equal(check(rated('1'), rated('2', { weight: 0.5 }), rated('3', { weight: 0.26 })), []);
  assert.equal(check(rated('1'), rated('2', { by: { id: otherExpert } })), []);
});

test('a second rating of the same person that counts whole is noticed; the same one told again is none', () => {
  assert.is(check(rated('1'), rated('2')).length, 1);
  assert.equal(check(rated('1'), rated('1')), []);
});

test.run();
