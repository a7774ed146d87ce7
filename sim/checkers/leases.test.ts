import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { OfferId } from '../../node/core/ids.ts';
import { leases } from './leases.ts';
import { anEntry, committedAt, north, south, trouble } from './testing.ts';

const offered = (atMs: number, n: number) =>
  committedAt(atMs, south, {
    in: 'entries',
    doc: { ...anEntry('offered'), phase: { at: 'offered', offerId: OfferId.parse(`offer.${n}`) } },
  });
const closedAt = (atMs: number) => committedAt(atMs, south, { in: 'entries', doc: anEntry('closed') });
const late = [offered(0, 1), closedAt(64_000)];

test('one offer after the other, each with its own time, is fine', () => {
  assert.equal(
    leases.check({ events: [offered(0, 1), offered(60_100, 2), closedAt(120_200)], final: [] }),
    [],
  );
});

test('an offer that is not taken from who does not answer is noticed, also if it is never over', () => {
  assert.match(leases.check({ events: late, final: [] })[0] ?? '', 'from 0 to 64000');
  assert.is(leases.check({ events: [offered(0, 1), committedAt(199_000, north)], final: [] }).length, 1);
});

test('its own restart begins the time anew; the trouble of others, and wrong clocks, excuse nothing', () => {
  const found = (what: string, region: typeof north) =>
    leases.check({ events: [...trouble(what, region, 10_000, 15_000), ...late], final: [] }).length;
  assert.is(found('crash', south), 0);
  assert.is(found('crash', north), 1);
  assert.is(found('clock', south), 1);
});

test.run();
