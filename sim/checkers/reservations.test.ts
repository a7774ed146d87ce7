import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TraceEvent } from '../trace.ts';
import { reservations } from './reservations.ts';
import { anEntry, committedAt, expert, north, south, trouble } from './testing.ts';

type SeatEvent = Extract<TraceEvent, { kind: 'seat' }>;

const seat = (atMs: number, is: SeatEvent['is'], changes: Partial<SeatEvent> = {}): SeatEvent => ({
  kind: 'seat',
  atMs,
  region: north,
  by: south,
  id: 'ask 1',
  expert,
  is,
  forMs: 2_000,
  aside: is === 'set' ? 1 : 0,
  load: 0,
  capacity: 1,
  ...changes,
});
const later = committedAt(60_000, south);
const complaint = (...events: TraceEvent[]) => reservations.check({ events, final: [] }).join('\n');

test('a seat that is taken, released or expired in time is fine', () => {
  for (const [is, atMs] of [
    ['taken', 1_200],
    ['released', 1_100],
    ['expired', 3_000],
  ] as const)
    assert.is(complaint(seat(1_000, 'set'), seat(atMs, is), later), '');
});

test('a seat that never ends is noticed, but not of a region that crashed or is frozen', () => {
  assert.match(complaint(seat(1_000, 'set'), later), 'never ended');
  assert.is(complaint(seat(1_000, 'set'), { kind: 'crashed', atMs: 1_500, region: north }, later), '');
  assert.is(complaint(seat(1_000, 'set'), ...trouble('pause', north, 1_500, 59_000), later), '');
});

test('a seat that was not free is noticed', () => {
  assert.match(complaint(seat(1_000, 'set', { load: 1 }), seat(1_500, 'taken')), 'was not free');
  const twoForOne = [seat(1_000, 'set'), seat(1_100, 'set', { id: 'ask 2', aside: 2 })];
  assert.match(complaint(...twoForOne), 'was not free');
});

test('a count that is not what was set and ended is noticed', () => {
  assert.match(complaint(seat(1_000, 'set', { aside: 2, capacity: 3 })), 'has 2 seats aside, and 1 were set');
  assert.match(complaint(seat(1_000, 'set', { aside: 0 })), 'has 0 seats aside');
  assert.match(complaint(seat(1_000, 'set'), seat(1_500, 'released', { aside: 1 })), 'has 1 seats aside');
});

test('an end without a beginning, a second beginning, and an end before its time are noticed', () => {
  assert.match(complaint(seat(1_000, 'released')), 'was not set aside');
  assert.match(complaint(seat(1_000, 'set'), seat(1_100, 'set')), 'set aside twice');
  assert.match(complaint(seat(1_000, 'set'), seat(2_000, 'expired')), 'before its time');
});

test('a hold that outlives its lease is noticed, unless its region was down meanwhile', () => {
  const held = committedAt(1_000, north, { in: 'entries', doc: anEntry('held') });
  const lapsed = (atMs: number) => committedAt(atMs, north, { in: 'entries', doc: anEntry('closed') });
  assert.is(complaint(held, lapsed(16_100)), '');
  assert.match(complaint(held, lapsed(25_000)), 'was held from 1000 to 25000');
  assert.match(complaint(held, later), 'was held from 1000');
  assert.is(complaint(held, ...trouble('pause', north, 5_000, 12_000), lapsed(25_000)), '');
});

test.run();
