import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { epochs } from './epochs.ts';
import { anEntry, anIssue, committed, north, nth, south } from './testing.ts';

const issue = (n: number, owner = north) =>
  ({
    in: 'issues',
    doc: anIssue({ epoch: nth(n), phase: { at: 'placed', owner, stage: 'held' } }),
  }) as const;

test('growing epochs with one owner each are fine', () => {
  const events = [
    committed(north, issue(1)),
    committed(north, issue(2, south)),
    committed(south, { in: 'entries', doc: anEntry('offered', { epoch: nth(2) }) }),
  ];
  assert.equal(epochs.check({ events, final: [] }), []);
});

test('an epoch that falls is noticed', () => {
  const events = [committed(north, issue(2)), committed(north, issue(1))];
  assert.match(epochs.check({ events, final: [] })[0] ?? '', `fell from ${nth(2)} to ${nth(1)}`);
});

test('an epoch with two owners is noticed, by the origin or by an entry', () => {
  const byOrigin = [committed(north, issue(1)), committed(north, issue(1, south))];
  assert.match(epochs.check({ events: byOrigin, final: [] })[0] ?? '', 'belongs to north and to south');
  const byEntry = [
    committed(north, issue(1)),
    committed(south, { in: 'entries', doc: anEntry('held', { epoch: nth(1) }) }),
  ];
  assert.match(epochs.check({ events: byEntry, final: [] })[0] ?? '', 'belongs to north and to south');
});

test('a proposal names an owner, too', () => {
  const proposed = {
    in: 'issues',
    doc: anIssue({ epoch: nth(1), phase: { at: 'proposing', to: south } }),
  } as const;
  const events = [committed(north, proposed), committed(north, issue(1))];
  assert.is(epochs.check({ events, final: [] }).length, 1);
});

test.run();
