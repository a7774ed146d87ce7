import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OfferId } from '../../node/core/ids.ts';
import { leases } from './leases.ts';
import { anEntry, committedAt, north, south, trouble } from './testing.ts';

const held = committedAt(1_000, south, { in: 'entries', doc: anEntry('held') });
const closedAt = (atMs: number) => committedAt(atMs, south, { in: 'entries', doc: anEntry('closed') });

test('a hold that is committed or lapses in time is fine', () => {
  const offered = committedAt(1_100, south, { in: 'entries', doc: anEntry('offered') });
  assert.equal(leases.check({ events: [held, offered, closedAt(9_000)], final: [] }), []);
  assert.equal(leases.check({ events: [held, closedAt(16_100)], final: [] }), []);
});

test('a hold that outlives its lease is noticed, also if it is never over', () => {
  assert.match(leases.check({ events: [held, closedAt(31_000)], final: [] })[0] ?? '', 'from 1000 to 31000');
  const later = committedAt(199_000, north);
  assert.is(leases.check({ events: [held, later], final: [] }).length, 1);
});

test('an offer that is not taken from who does not answer is noticed; the next offer has its own time', () => {
  const offered = (atMs: number, n: number) =>
    committedAt(atMs, south, {
      in: 'entries',
      doc: { ...anEntry('offered'), phase: { at: 'offered', offerId: OfferId.parse(`offer.${n}`) } },
    });
  assert.equal(
    leases.check({ events: [offered(0, 1), offered(60_100, 2), closedAt(120_200)], final: [] }),
    [],
  );
  assert.is(leases.check({ events: [offered(0, 1), closedAt(64_000)], final: [] }).length, 1);
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
