import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { acknowledgedExist } from './acknowledged-exist.ts';
import { anIssue, answered, aRegion, committed, issueId, north, putBack, south, trouble } from './testing.ts';

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

const said = (storedIn: readonly string[], final: Parameters<typeof acknowledgedExist.check>[0]['final']) => {
  const { custody: _, ...copy } = anIssue();
  const events = [
    committed(north, { in: 'issues', doc: anIssue() }),
    committed(south, { in: 'copies', doc: { id: issueId, issue: copy } }),
    ...trouble('disk-loss', north, 2_000, 3_000),
    answered('submit', 'key', issueId, storedIn),
  ];
  return acknowledgedExist.check({ events, final });
};

test('when the disk of its origin is lost, its copy is what is left of it', () => {
  const { custody: _, ...issue } = anIssue();
  const copies = [{ id: issueId, issue }];
  assert.equal(said([north, south], [aRegion(north), aRegion(south, { copies })]), []);
  assert.match(said([north, south], [aRegion(north), aRegion(south)])[0] ?? '', 'in no store');
  assert.equal(said([north], [aRegion(north), aRegion(south)]), [], 'nobody promised more');
});

test('an acknowledgement that names a region which has not stored it is a lie', () => {
  const events = [
    committed(north, { in: 'issues', doc: anIssue() }),
    answered('submit', 'key', issueId, [north, south]),
  ];
  const found = acknowledgedExist.check({
    events,
    final: [aRegion(north, { issues: [anIssue()] }), aRegion(south)],
  });
  assert.match(found[0] ?? '', 'stored in south');
});

test('an issue that came after the backup may be gone with it, one from before may not', () => {
  const issue = { in: 'issues', doc: anIssue() } as const;
  const answer = answered('submit', 'key', issueId, [north]);
  const check = (...events: Parameters<typeof acknowledgedExist.check>[0]['events']) =>
    acknowledgedExist.check({ events, final: [aRegion(north)] });
  assert.equal(check(committed(north, issue), answer, putBack(north)), []);
  assert.match(check(committed(north, issue), answer, putBack(north, issue))[0] ?? '', 'in no store');
  assert.match(check(putBack(north), committed(north, issue), answer)[0] ?? '', 'in no store');
});

test.run();
