import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm, nextTerm } from '../../node/core/epoch.ts';
import type { SeenEntry } from '../seen.ts';
import { epochs } from './epochs.ts';
import { anEntry, anIssue, aRegion, committed, north, nth, putBack, south } from './testing.ts';

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

test('a record of an answer is no work, where its expert has gone with it; nor is that it ends there', () => {
  const at = (region: typeof north, phase: 'done' | 'closed' | 'assigned') =>
    committed(region, { in: 'entries', doc: anEntry(phase, { epoch: nth(1) }) });
  const answered = [committed(north, issue(1)), at(north, 'done')];
  const check = (...events: ReturnType<typeof at>[]) =>
    epochs.check({ events: [...answered, ...events], final: [] });
  assert.equal(check(at(south, 'done'), at(south, 'closed')), []);
  assert.is(check(at(south, 'closed')).length, 1, 'what it never had as done, it had as its own');
  assert.is(check(at(south, 'done'), at(south, 'assigned')).length, 1);
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

test('an adopted issue belongs to one owner in the first epoch of the term, and in the end one entry stands', () => {
  const epoch = epochAt(term, 0);
  const adopted = (owner: typeof north) =>
    ({ in: 'issues', doc: anIssue({ origin: south, epoch, phase: { at: 'placed', owner } }) }) as const;
  const twice = [committed(south, adopted(north)), committed(south, adopted(south))];
  assert.match(epochs.check({ events: twice, final: [] })[0] ?? '', 'belongs to north and to south');
  const left = (region: typeof north, entry: SeenEntry) => aRegion(region, { entries: [entry] });
  const done = anEntry('done', { epoch });
  const final = [left(north, done), left(south, anEntry('assigned', { epoch }))];
  assert.match(epochs.check({ events: [], final })[0] ?? '', 'is left at north and south');
  const declined = [left(north, { ...done, outcome: 'declined' }), left(south, done)];
  assert.equal(epochs.check({ events: [], final: declined }), []);
});

test('an issue that was on one disk alone, which burnt, may begin anew; one that another had too may not', () => {
  const placed = (owner: typeof north) =>
    ({ in: 'issues', doc: anIssue({ origin: owner, phase: { at: 'placed', owner } }) }) as const;
  const later = { ...committed(south, placed(south)), atMs: 2_000 };
  const burnt = {
    atMs: 1_500,
    kind: 'fault' as const,
    what: 'disk-loss',
    regions: [north],
    is: 'beginning' as const,
  };
  const alone = [committed(north, placed(north)), burnt, later];
  assert.equal(epochs.check({ events: alone, final: [] }), []);
  const copy = { in: 'copies', doc: { id: placed(north).doc.id, issue: placed(north).doc } } as const;
  const kept = [committed(north, placed(north)), committed(south, copy), burnt, later];
  assert.match(epochs.check({ events: kept, final: [] })[0] ?? '', 'belongs to north and to south');
});

test('a region that was put back from a backup does nothing before it has adopted itself', () => {
  const own = {
    in: 'adoptions',
    doc: { region: north, term: nextTerm(firstTerm, north), by: north },
  } as const;
  const entry = { in: 'entries', doc: anEntry('offered', { epoch: epochAt(own.doc.term, 1) }) } as const;
  const acts = [putBack(north), committed(north, entry)];
  assert.match(epochs.check({ events: acts, final: [] })[0] ?? '', 'without knowing it');
  assert.equal(epochs.check({ events: [putBack(north), committed(north, own, entry)], final: [] }), []);
});

test('who learns who keeps an issue that is over does nothing with it, as long as nothing else about it is new', () => {
  const own = {
    in: 'adoptions',
    doc: { region: north, term: nextTerm(firstTerm, north), by: north },
  } as const;
  const closed = (revision: number, isKept: boolean) =>
    ({
      in: 'issues',
      doc: anIssue({ revision, custody: { region: south, isKept } }),
    }) as const;
  const before = [committed(north, closed(3, false)), committed(north, own)];
  assert.equal(epochs.check({ events: [...before, committed(north, closed(3, true))], final: [] }), []);
  const [acts] = epochs.check({ events: [...before, committed(north, closed(4, true))], final: [] });
  assert.match(acts ?? '', 'whose term an adoption has ended');
  // What came after the backup is not there any more: only what the backup has is nothing new.
  const since = [
    committed(north, closed(3, true)),
    committed(north, closed(4, true)),
    putBack(north, closed(3, true)),
    committed(north, own),
  ];
  assert.equal(epochs.check({ events: [...since, committed(north, closed(3, false))], final: [] }), []);
  for (const revision of [4, 5]) {
    const [more] = epochs.check({ events: [...since, committed(north, closed(revision, true))], final: [] });
    assert.match(more ?? '', 'whose term an adoption has ended');
  }
});

test.run();
