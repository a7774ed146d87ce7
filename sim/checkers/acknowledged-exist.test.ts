import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { acknowledgedExist } from './acknowledged-exist.ts';
import { anIssue, answered, aRegion, issueId, north, south } from './testing.ts';

const submitted = [answered('submit', 'key', issueId)];
const complaints = (...final: Parameters<typeof acknowledgedExist.check>[0]['final']) =>
  acknowledgedExist.check({ events: submitted, final });

test('an issue that is where it was submitted is fine', () => {
  assert.equal(complaints(aRegion(north, { issues: [anIssue()] }), aRegion(south)), []);
});

test('a lost one is not', () => {
  assert.match(complaints(aRegion(north), aRegion(south))[0] ?? '', 'in no store');
});

test('nor is one with a record in two regions', () => {
  const found = complaints(
    aRegion(north, { issues: [anIssue()] }),
    aRegion(south, { issues: [anIssue({ origin: south })] }),
  );
  assert.match(found[0] ?? '', 'north, south');
});

test('nor one that is not at its origin', () => {
  assert.match(complaints(aRegion(south, { issues: [anIssue()] }))[0] ?? '', 'issue of south');
});

test.run();
