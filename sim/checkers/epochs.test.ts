import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstTerm, nextTerm } from '../../node/core/epoch.ts';
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

const term = nextTerm(firstTerm, south);
const heard = { in: 'adoptions', doc: { region: north, term, by: south } } as const;

test('who has heard of an adoption and acts on an issue of a lower term is noticed; who has not is excused', () => {
  const held = { in: 'entries', doc: anEntry('held', { epoch: nth(2) }) } as const;
  assert.match(
    epochs.check({ events: [committed(south, heard), committed(south, held)], final: [] })[0] ?? '',
    'whose term an adoption has ended',
  );
  assert.equal(epochs.check({ events: [committed(south, held), committed(south, heard)], final: [] }), []);
  const late = [committed(south, heard), committed(north, issue(1))];
  assert.equal(epochs.check({ events: late, final: [] }), []);
  const back = [committed(south, heard), committed(north, heard), committed(north, issue(1))];
  assert.match(epochs.check({ events: back, final: [] })[0] ?? '', 'whose term an adoption has ended');
});

test.run();
