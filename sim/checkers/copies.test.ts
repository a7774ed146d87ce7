import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TraceEvent } from '../trace.ts';
import { copies } from './copies.ts';
import { aLine, anIssue, aRegion, committed, issueId, north, nth, south } from './testing.ts';

const kept = anIssue({ custody: { region: south, isKept: true } });
const { custody: _, ...whole } = kept;
const complaint = (...final: Parameters<typeof copies.check>[0]['final']) =>
  copies.check({ events: [], final }).join('\n');

test('an issue, its copy in another region and its chat in both are fine', () => {
  const messages = [aLine(1)];
  const copy = { id: issueId, issue: whole };
  assert.is(
    complaint(aRegion(north, { issues: [kept], messages }), aRegion(south, { copies: [copy], messages })),
    '',
  );
});

test('a region that is alone keeps its issues alone', () => {
  assert.is(complaint(aRegion(north, { issues: [anIssue()] })), '');
});

test('one without a custodian, or whose custodian has not said that it has it, is not', () => {
  assert.match(complaint(aRegion(north, { issues: [anIssue()] }), aRegion(south)), 'no custodian');
  const asked = anIssue({ custody: { region: south, isKept: false } });
  assert.match(complaint(aRegion(north, { issues: [asked] }), aRegion(south)), 'not yet kept');
});

test('nor is one whose copy is missing, older, or left behind', () => {
  assert.match(complaint(aRegion(north, { issues: [kept] }), aRegion(south)), 'has no copy');
  const older = { id: issueId, issue: { ...whole, epoch: nth(0) } };
  assert.match(
    complaint(aRegion(north, { issues: [kept] }), aRegion(south, { copies: [older] })),
    'original',
  );
  const copy = { id: issueId, issue: whole };
  const behind = complaint(
    aRegion(north, { issues: [kept] }),
    aRegion(south, { copies: [copy] }),
    aRegion(north, { copies: [copy] }),
  );
  assert.match(behind, 'was to drop');
});

test('a copy that falls back to an older state is noticed, though it comes right later', () => {
  const at = (revision: number) =>
    committed(south, { in: 'copies', doc: { id: issueId, issue: { ...whole, revision } } });
  const check = (...events: readonly TraceEvent[]) => copies.check({ events, final: [] }).join('\n');
  assert.is(check(at(1), at(2), at(2)), '');
  assert.match(check(at(1), at(3), at(2), at(4)), 'fell back to');
});

test('nor is a line that the custodian has not heard', () => {
  const copy = { id: issueId, issue: whole };
  assert.match(
    complaint(aRegion(north, { issues: [kept], messages: [aLine(1)] }), aRegion(south, { copies: [copy] })),
    'not at its custodian',
  );
});

test.run();
