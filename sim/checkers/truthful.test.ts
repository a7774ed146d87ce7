import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Seen } from '../seen.ts';
import { anEntry, anIssue, committed, expert, north, nth, otherExpert, south } from './testing.ts';
import { truthful } from './truthful.ts';

const complaint = (...commits: readonly (readonly [typeof north, Seen])[]) =>
  truthful
    .check({ events: commits.map(([region, change]) => committed(region, change)), final: [] })
    .join('\n');
const assigned = [south, { in: 'entries', doc: anEntry('assigned') }] as const;
const done = [south, { in: 'entries', doc: anEntry('done') }] as const;
const phase = { at: 'placed', owner: south, stage: 'assigned', expert: { id: expert } } as const;
const shown = [north, { in: 'issues', doc: anIssue({ phase }) }] as const;

test('what is shown after it has happened is true', () => {
  const resolved = anIssue({ phase: { at: 'resolved', owner: south, expert: { id: expert } } });
  assert.is(complaint(assigned, shown, done, [north, { in: 'issues', doc: resolved }]), '');
});

test('so is who was held for it, and shown as asked, before the owner went on to the next', () => {
  const asked = anIssue({ phase: { ...phase, stage: 'offered' } });
  const held = [south, { in: 'entries', doc: anEntry('held') }] as const;
  assert.is(complaint(held, [north, { in: 'issues', doc: asked }]), '');
  assert.match(complaint([north, { in: 'issues', doc: asked }]), 'is shown as offered');
});

test('so is who was asked and was not any more when the owner had kept it', () => {
  const asked = anIssue({ phase: { ...phase, stage: 'offered' } });
  const steps = { n: 1, timeline: [{ kind: 'offered', expert: { id: expert } }] };
  const closed = { ...anEntry('closed', { by: otherExpert }), ...steps };
  assert.is(complaint([south, { in: 'entries', doc: closed }], [north, { in: 'issues', doc: asked }]), '');
  // Under an earlier epoch.
  const older = { ...closed, n: 0 };
  const told = complaint([south, { in: 'entries', doc: older }], [north, { in: 'issues', doc: asked }]);
  assert.match(told, 'which never was');
});

test('what has not happened, happened under another epoch, or to somebody else is noticed', () => {
  assert.match(complaint(shown, assigned), 'which never was');
  const later = anIssue({ epoch: nth(2), phase });
  assert.match(complaint(assigned, [north, { in: 'issues', doc: later }]), 'which never was');
  const other = anIssue({ phase: { ...phase, expert: { id: otherExpert } } });
  assert.match(complaint(assigned, [north, { in: 'issues', doc: other }]), 'which never was');
});

test.run();
