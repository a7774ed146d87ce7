import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Marks } from '../../node/core/reading.ts';
import type { Seen } from '../seen.ts';
import { reading } from './reading.ts';
import { anIssue, aRegion, committed, issueId, north, putBack, south, user } from './testing.ts';

const test = suite('reading');

const marks = (n: number): Marks => [
  { reader: user, role: 'user', delivered: { [south]: n }, read: { [south]: n } },
];
const read = (n: number): Seen => ({ in: 'chats', doc: { id: issueId, marks: marks(n) } });

test('reading on is fine, and so is an older backup', () => {
  const events = [committed(north, read(1)), committed(north, read(3)), putBack(north, read(2))];
  assert.equal(reading.check({ events, final: [] }), []);
});

test('what falls back is noticed, at one region as at the other', () => {
  const events = [committed(north, read(3)), committed(south, read(1)), committed(north, read(2))];
  const found = reading.check({ events, final: [] });
  assert.is(found.length, 2);
  assert.match(found[0] ?? '', 'from 3 to 2');
});

test('regions that have a part in an issue and know other things of it are noticed', () => {
  const custody = { region: south, isKept: true };
  const final = (there: number) => [
    aRegion(north, { issues: [anIssue({ custody })], chats: [{ id: issueId, marks: marks(2) }] }),
    aRegion(south, { chats: [{ id: issueId, marks: marks(there) }] }),
  ];
  assert.equal(reading.check({ events: [], final: final(2) }), []);
  assert.is(reading.check({ events: [], final: final(1) }).length, 1);
});

test.run();
