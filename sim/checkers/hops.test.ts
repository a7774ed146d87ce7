import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstTerm, nextTerm } from '../../node/core/epoch.ts';
import { RegionId } from '../../node/core/ids.ts';
import type { SeenIssue } from '../seen.ts';
import { hops } from './hops.ts';
import { anEntry, anIssue, committed, north, nth, south } from './testing.ts';

const issue = (changes: Partial<SeenIssue>) => committed(north, { in: 'issues', doc: anIssue(changes) });
const proposed = (changes: Partial<SeenIssue> = {}) =>
  issue({ phase: { at: 'proposing', to: south }, ...changes });
const placed = (epoch: number, attempt = 1) =>
  issue({ epoch: nth(epoch), attempt, phase: { at: 'placed', owner: south, stage: 'held' } });
const complaint = (...events: Parameters<typeof hops.check>[0]['events']) =>
  hops.check({ events, final: [] }).join('\n');

test('an issue that its origin hands to a peer, and again in the next attempt, is fine', () => {
  const entry = committed(south, { in: 'entries', doc: anEntry('held') });
  assert.is(
    complaint(proposed(), entry, placed(1), proposed({ epoch: nth(2), attempt: 2 }), placed(2, 2)),
    '',
  );
});

test('a proposal to whoever gave it back in this attempt, or to itself, is noticed', () => {
  assert.match(complaint(proposed({ visited: [south] })), 'gave it back');
  assert.match(complaint(proposed({ phase: { at: 'proposing', to: north } })), 'to itself');
});

test('an owner that passes an issue on is noticed', () => {
  const passedOn = { ...anEntry('held'), issue: { ...anEntry('held').issue, origin: south } };
  assert.match(complaint(proposed(), committed(north, { in: 'entries', doc: passedOn })), 'not from north');
});

test('a ping-pong within one attempt is noticed, once; over several attempts it is none', () => {
  const many = Array.from({ length: 30 }, (_, index) => index + 1);
  assert.is(complaint(...many.map((epoch) => placed(epoch))).split('\n').length, 1);
  assert.match(complaint(...many.map((epoch) => placed(epoch))), 'more than 24 times');
  assert.is(complaint(...many.map((epoch) => placed(epoch, epoch))), '');
});

test('an entry may be from whoever adopted the issue, and from nobody else', () => {
  const west = RegionId.parse('west');
  const term = nextTerm(firstTerm, south);
  const adopted = committed(south, { in: 'adoptions', doc: { region: north, term, by: south } });
  const from = (origin: RegionId) => {
    const entry = anEntry('assigned');
    return committed(west, {
      in: 'entries',
      doc: { ...entry, issue: { ...entry.issue, origin, adoptedFrom: north } },
    });
  };
  assert.is(complaint(placed(1), adopted, from(south)), '');
  assert.match(complaint(placed(1), adopted, from(west)), 'not from north');
  assert.match(complaint(placed(1), from(south)), 'not from north');
});

test.run();
