import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegionView } from '../../node/schemas/mesh-views.ts';
import { mostWaiting, needsOf, summaryOf } from './glance.ts';
import { regionFor } from './testing.ts';

const test = suite('glance');

const minuteMs = 60_000;
const queued = (count: number, oldestAgeMs: number): Partial<RegionView> => ({
  waiting: count,
  categories: { web: { online: 0, freeSeats: 0, busySeats: 0, queued: count, oldestAgeMs } },
});
const none = { count: 0, isMore: false };

test('a quiet mesh needs nobody', () => {
  const regions = [regionFor('North'), regionFor('East')];
  assert.equal(needsOf({ regions, here: 'North' }, none), []);
  assert.equal(summaryOf(regions), { up: 2, of: 2, waiting: 0, longestMs: undefined });
});

test('a bad day: what is at risk, who waits too long, who answers late, and who wants to help', () => {
  const regions = [
    regionFor('North', queued(12, 20 * minuteMs)),
    regionFor('East', queued(18, 40 * minuteMs)),
    regionFor('South', { state: 'down', ...queued(9, 90 * minuteMs) }),
    regionFor('West', { state: 'suspected' }),
  ];
  assert.equal(summaryOf(regions), { up: 2, of: 4, waiting: 30, longestMs: 40 * minuteMs });
  const needs = needsOf({ regions, here: 'North', atRisk: 2 }, { count: 3, isMore: false });
  assert.equal(
    needs.map(({ kind }) => kind),
    ['at-risk', 'long-wait', 'late', 'registrations'],
  );
  assert.equal(needs[1], { kind: 'long-wait', longestMs: 40 * minuteMs, region: 'East' });
});

test('of those who wait it is told where most of them do, and whether that is all of them', () => {
  const [north, east] = [regionFor('North', queued(1, minuteMs)), regionFor('East', queued(2, minuteMs))];
  assert.equal(mostWaiting([north, east]), { region: 'East', n: 2, isAll: false });
  assert.equal(mostWaiting([regionFor('North'), east]), { region: 'East', n: 2, isAll: true });
  assert.is(mostWaiting([regionFor('North')]), undefined);
  assert.is(mostWaiting([]), undefined);
});

test('a region that was adopted is missed by nobody', () => {
  const regions = [regionFor('North'), regionFor('South', { state: 'down', adoptedBy: 'North' })];
  assert.is(summaryOf(regions).of, 1);
  assert.equal(needsOf({ regions, here: 'North' }, none), []);
});

test('people wait and no expert is there', () => {
  const regions = [regionFor('North', { ...queued(2, minuteMs), expertsOnline: 0, expertsFree: 0 })];
  assert.equal(needsOf({ regions, here: 'North' }, none), [{ kind: 'nobody', waiting: 2 }]);
});

test.run();
