import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { anEntry, aRegion, committed, north, nth, south } from './testing.ts';
import { tombstones } from './tombstones.ts';

const entry = anEntry('closed');
const events = [committed(south, { in: 'entries', doc: entry })];

test('an entry that is over and still there is fine, and so is one that was lost with its disk', () => {
  assert.equal(tombstones.check({ events, final: [aRegion(south, { entries: [entry] })] }), []);
  assert.equal(tombstones.check({ events, final: [aRegion(north)] }), []);
});

test('one that is gone is noticed, once, though there is another of its issue', () => {
  const final = [aRegion(south, { entries: [anEntry('closed', { epoch: nth(2) })] })];
  assert.equal(tombstones.check({ events: [...events, ...events], final }), [
    `south has forgotten its entry ${entry.id}.`,
  ]);
});

test.run();
