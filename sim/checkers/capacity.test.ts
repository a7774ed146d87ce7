import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { capacity } from './capacity.ts';
import { anEntry, aProfile, committed, north, nth } from './testing.ts';

const profile = { in: 'profiles', doc: aProfile({ capacity: 1 }) } as const;
const entry = (at: Parameters<typeof anEntry>[0], epoch: number) =>
  ({ in: 'entries', doc: anEntry(at, { epoch: nth(epoch) }) }) as const;

test('a seat that was given up can be taken again', () => {
  const events = [
    committed(north, profile),
    committed(north, entry('assigned', 1)),
    committed(north, entry('done', 1), entry('offered', 2)),
  ];
  assert.equal(capacity.check({ events, final: [] }), []);
});

test('a second issue at an expert with one seat is noticed, also when it is only held', () => {
  const events = [
    committed(north, profile),
    committed(north, entry('assigned', 1)),
    committed(north, entry('held', 2)),
  ];
  assert.match(capacity.check({ events, final: [] })[0] ?? '', 'has 2 issues of 1');
});

test.run();
