import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { leases } from './leases.ts';
import { anEntry, committedAt, north, south, trouble } from './testing.ts';

const held = committedAt(1_000, south, { in: 'entries', doc: anEntry('held') });
const closedAt = (atMs: number) => committedAt(atMs, south, { in: 'entries', doc: anEntry('closed') });

test('a hold that is committed or lapses in time is fine', () => {
  const offered = committedAt(1_100, south, { in: 'entries', doc: anEntry('offered') });
  assert.equal(leases.check({ events: [held, offered, closedAt(90_000)], final: [] }), []);
  assert.equal(leases.check({ events: [held, closedAt(16_100)], final: [] }), []);
});

test('a hold that outlives its lease is noticed, also if it is never over', () => {
  assert.match(leases.check({ events: [held, closedAt(31_000)], final: [] })[0] ?? '', '1000 to 31000');
  const later = committedAt(99_000, north);
  assert.is(leases.check({ events: [held, later], final: [] }).length, 1);
});

test('its own restart begins the lease anew; the trouble of others excuses nothing', () => {
  const events = [held, closedAt(31_000)];
  assert.equal(
    leases.check({ events: [...trouble('crash', south, 10_000, 15_000), ...events], final: [] }),
    [],
  );
  assert.is(
    leases.check({ events: [...trouble('crash', north, 10_000, 15_000), ...events], final: [] }).length,
    1,
  );
  assert.is(
    leases.check({ events: [...trouble('clock', south, 10_000, 15_000), ...events], final: [] }).length,
    1,
  );
});

test.run();
