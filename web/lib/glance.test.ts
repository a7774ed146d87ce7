import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegionView } from '../../node/schemas/mesh-views.ts';
import { needsOf, summaryOf } from './glance.ts';

const test = suite('glance');

const minuteMs = 60_000;
const region = (name: string, more: Partial<RegionView> = {}): RegionView => ({
  name,
  url: '',
  isSelf: name === 'North',
  state: 'up',
  stateForMs: 0,
  version: '1',
  expertsOnline: 2,
  expertsFree: 1,
  waiting: 0,
  active: 0,
  handOffs: 0,
  categories: {},
  ...more,
});
const queued = (count: number, oldestAgeMs: number): Partial<RegionView> => ({
  waiting: count,
  categories: { web: { online: 0, freeSeats: 0, busySeats: 0, queued: count, oldestAgeMs } },
});
const none = { count: 0, isMore: false };

test('a quiet mesh needs nobody', () => {
  const regions = [region('North'), region('East')];
  assert.equal(needsOf({ regions, here: 'North' }, none), []);
  assert.equal(summaryOf(regions), { up: 2, of: 2, waiting: 0, longestMs: undefined });
});

test('a bad day: who is down, who waits too long, and who wants to help', () => {
  const regions = [
    region('North', queued(12, 20 * minuteMs)),
    region('East', queued(18, 40 * minuteMs)),
    region('South', { state: 'down', ...queued(9, 90 * minuteMs) }),
    region('West', { state: 'suspected' }),
  ];
  assert.equal(summaryOf(regions), { up: 2, of: 4, waiting: 30, longestMs: 40 * minuteMs });
  const needs = needsOf({ regions, here: 'North', atRisk: 2 }, { count: 3, isMore: false });
  assert.equal(
    needs.map(({ kind }) => kind),
    ['down', 'at-risk', 'long-wait', 'late', 'registrations'],
  );
  assert.equal(needs[2], { kind: 'long-wait', longestMs: 40 * minuteMs, region: 'East' });
});

test('a region that was adopted is missed by nobody', () => {
  const regions = [region('North'), region('South', { state: 'down', adoptedBy: 'North' })];
  assert.is(summaryOf(regions).of, 1);
  assert.equal(needsOf({ regions, here: 'North' }, none), []);
});

test('people wait and no expert is there', () => {
  const regions = [region('North', { ...queued(2, minuteMs), expertsOnline: 0, expertsFree: 0 })];
  assert.equal(needsOf({ regions, here: 'North' }, none), [{ kind: 'nobody', waiting: 2 }]);
});

test.run();
