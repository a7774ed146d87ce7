import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TraceEvent } from '../trace.ts';
import { noComplaints } from './no-complaints.ts';
import { north, trouble } from './testing.ts';

const complained = (atMs: number, more: { because?: 'store-unavailable' } = {}): TraceEvent => ({
  kind: 'complained',
  atMs,
  by: 'North',
  what: 'boom',
  ...more,
});
const because = 'store-unavailable';

test('whatever was complained of is a violation', () => {
  assert.equal(noComplaints.check({ events: [complained(7)], final: [] }), ['At 7 ms, North: boom']);
});

test('that a broken disk cannot be written may be said while it is broken, and only then', () => {
  const disk = trouble('disk', north, 1_000, 2_000);
  const count = (...events: TraceEvent[]) => noComplaints.check({ events, final: [] }).length;
  assert.is(count(...disk, complained(1_500, { because })), 0);
  assert.is(count(...disk, complained(1_500)), 1);
  assert.is(count(...disk, complained(60_000, { because })), 1);
  assert.is(count(complained(1_500, { because })), 1);
});

test.run();
