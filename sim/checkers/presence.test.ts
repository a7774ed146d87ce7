import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TraceEvent } from '../trace.ts';
import { presence } from './presence.ts';
import { aProfile, committed, north, south } from './testing.ts';

const away = (awayBecause: 'chosen' | 'gone') =>
  committed(north, { in: 'profiles', doc: aProfile({ presence: 'away', awayBecause }) });
const crashed: TraceEvent = { kind: 'crashed', atMs: 900, region: south };
const started = (atMs: number): TraceEvent => ({ kind: 'started', atMs, region: south, bootEpoch: 2 });

test('who goes away by choice is fine', () => {
  assert.equal(presence.check({ events: [away('chosen')], final: [] }), []);
});

test('who is set away while all regions run is noticed, once', () => {
  assert.is(presence.check({ events: [away('gone'), away('gone')], final: [] }).length, 1);
});

test('while a region is down, and shortly after, that may happen', () => {
  assert.equal(presence.check({ events: [crashed, away('gone')], final: [] }), []);
  assert.equal(presence.check({ events: [crashed, started(950), away('gone')], final: [] }), []);
});

test.run();
