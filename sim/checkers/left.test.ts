import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../../node/core/ids.ts';
import { left } from './left.ts';
import { anEntry, anIssue, aRegion, committedAt, north, nth, otherExpert, south } from './testing.ts';

const other = RegionId.parse('other');
const leaves = committedAt(2_000, north, { in: 'drains', doc: { stage: 'finishing' } });

const violations = (...events: Parameters<typeof left.check>[0]['events']) =>
  left.check({ events, final: [] });

const entryAt = (at: 'offered' | 'held' | 'closed') => ({ in: 'entries', doc: anEntry(at) }) as const;

test('what was offered and is not any more, or is offered elsewhere, is nobody’s fault', () => {
  const offered = committedAt(1_000, north, entryAt('offered'));
  const withdrawing = committedAt(
    2_000,
    north,
    { in: 'drains', doc: { stage: 'finishing' } },
    entryAt('closed'),
  );
  assert.equal(violations(offered, withdrawing, committedAt(3_000, south, entryAt('offered'))), []);
});

test('what is open when a region begins to leave ends with that', () => {
  for (const at of ['offered', 'held'] as const)
    assert.is(violations(committedAt(1_000, north, entryAt(at)), leaves).length, 1, at);
});

test('a region that leaves asks nobody, and keeps nobody free', () => {
  for (const at of ['offered', 'held', 'assigned'] as const) {
    const doc = anEntry(at, { epoch: nth(2), by: otherExpert });
    assert.is(violations(leaves, committedAt(3_000, north, { in: 'entries', doc })).length, 1, at);
  }
});

test('who was at work may finish; who was only asked may not begin', () => {
  const at = (phase: 'offered' | 'assigned') => ({ in: 'entries', doc: anEntry(phase) }) as const;
  const works = committedAt(1_000, north, at('assigned'));
  assert.equal(violations(works, leaves, committedAt(3_000, north, at('assigned'))), []);
  const isAsked = committedAt(1_000, north, at('offered'));
  assert.is(violations(isAsked, leaves, committedAt(3_000, north, at('assigned'))).length, 2);
});

test('what a region that has left still has is reported', () => {
  const remains = (docs: Parameters<typeof aRegion>[1]) =>
    left.check({ events: [], final: [], left: [aRegion(north, docs)] }).length;
  assert.is(remains({ entries: [anEntry('done'), anEntry('closed')] }), 0);
  assert.is(remains({ issues: [anIssue()] }), 1);
  assert.is(remains({ entries: [anEntry('assigned')] }), 1);
  assert.is(remains({ copies: [{ id: anIssue().id, issue: anIssue() }] }), 1);
  const message = { type: 'chat' };
  assert.is(remains({ outbox: [{ id: '1', to: RegionId.parse('south'), message }] }), 1);
});

test('what is for a region that was not waited for may remain', () => {
  const outbox = [{ id: '1', to: south, message: { type: 'copy' } }];
  const copies = [anIssue({ origin: south }), anIssue({ origin: other })].map((issue) => ({
    id: issue.id,
    issue,
  }));
  const wentOn = { kind: 'went-on', atMs: 900, lost: north, without: [south] } as const;
  const remains = (events: (typeof wentOn)[]) =>
    left.check({ events, final: [], left: [aRegion(north, { outbox, copies })] }).length;
  assert.equal([remains([]), remains([wentOn])], [3, 1]);
});

test.run();
