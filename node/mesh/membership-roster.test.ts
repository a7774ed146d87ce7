import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../core/ids.ts';
import type { RegionRecord } from './membership-record.ts';
import { Roster } from './membership-roster.ts';
import { connectAllMax, regionsMax, membershipSettingsDefault as settings } from './membership-settings.ts';

const recordOf = (id: string, more: Partial<RegionRecord> = {}): RegionRecord => ({
  region: RegionId.parse(id),
  name: `Region ${id}`,
  url: 'http://localhost',
  addresses: [],
  bootEpoch: 1,
  seq: 0,
  version: '0.1.0',
  signature: '',
  ...more,
});

/** A roster of `m`, with the records given, that notes who came up. */
const rosterOf = (...records: RegionRecord[]) => {
  const arrivals: string[] = [];
  const roster = new Roster(recordOf('m'), settings, {
    changed: () => {},
    stateChanged: () => {},
    cameUp: (region) => arrivals.push(region),
  });
  for (const record of records) roster.put(record, 0, false);
  const judge = (nowMs: number) => roster.judge(nowMs, () => false);
  const state = (id: string) => roster.other(RegionId.parse(id))?.state;
  return { roster, arrivals, judge, state };
};

const b = RegionId.parse('b');

test('of two records of a region the greater boot epoch wins, then the greater sequence', () => {
  const { roster } = rosterOf(recordOf('b', { bootEpoch: 2, seq: 5 }));
  assert.is(roster.put(recordOf('b', { bootEpoch: 1, seq: 9 }), 0, false).kind, 'stale');
  assert.is(roster.put(recordOf('b', { bootEpoch: 2, seq: 5 }), 0, false).kind, 'stale');
  assert.is(roster.put(recordOf('b', { bootEpoch: 2, seq: 6 }), 0, false).kind, 'kept');
  assert.is(roster.put(recordOf('b', { bootEpoch: 3, seq: 0 }), 0, false).kind, 'kept');
});

test('known is not alive: a region is suspected until it is heard, and down if it never is', () => {
  const { roster, judge, state, arrivals } = rosterOf(recordOf('b'), recordOf('c'));
  assert.is(state('b'), 'suspected');
  roster.heard(b, 100);
  judge(100);
  assert.equal([state('b'), state('c'), arrivals], ['up', 'suspected', ['b']]);
  judge(settings.downAfterMs);
  assert.is(state('c'), 'down');
});

test('silence leads from up to suspected to down; one word leads back', () => {
  const { roster, judge, state, arrivals } = rosterOf(recordOf('b'));
  roster.heard(b, 0);
  for (const [nowMs, expected] of [
    [settings.suspectAfterMs - 1, 'up'],
    [settings.suspectAfterMs, 'suspected'],
    [settings.downAfterMs - 1, 'suspected'],
    [settings.downAfterMs, 'down'],
  ] as const) {
    judge(nowMs);
    assert.is(state('b'), expected, `${nowMs} ms`);
  }
  roster.heard(b, 9_000);
  assert.is(state('b'), 'up');
  assert.equal(arrivals, ['b', 'b']);
});

test('a refusal is believed at once, and shortens the way down, until the region speaks', () => {
  const { roster, judge, state } = rosterOf(recordOf('b'));
  roster.heard(b, 0);
  roster.refused(b, 500);
  assert.is(state('b'), 'suspected');
  judge(settings.downAfterRefusedMs);
  assert.is(state('b'), 'down');
  roster.heard(b, 5_000);
  judge(5_001);
  assert.is(state('b'), 'up');
});

test('a heartbeat that others still hear keeps a region from being down, not from being suspected', () => {
  const { roster, judge, state } = rosterOf(recordOf('b'));
  roster.heard(b, 0);
  for (let nowMs = 1_000; nowMs <= 20_000; nowMs += 1_000) {
    roster.beat(b, 1, nowMs, nowMs);
    judge(nowMs);
  }
  assert.is(state('b'), 'suspected');
  assert.is(roster.beat(b, 1, 20_000, 60_000), false, 'an old count is no news');
  assert.is(roster.beat(b, 0, 99_999, 60_000), false, 'nor is one of a former start');
  judge(60_000);
  assert.is(state('b'), 'down');
});

test('in a large mesh a growing heartbeat is enough to be up', () => {
  const others = Array.from({ length: connectAllMax }, (_, n) => recordOf(`x${n}`));
  const { roster, judge, state, arrivals } = rosterOf(recordOf('b'), ...others);
  roster.beat(b, 1, 1, 1_000);
  judge(1_000);
  assert.equal([state('b'), arrivals], ['up', ['b']]);
  judge(1_000 + settings.suspectAfterMs + settings.hearsaySlackMs);
  assert.is(state('b'), 'suspected');
});

test('after a goodbye nothing late revives a region; its next start does', () => {
  const { roster, judge, state, arrivals } = rosterOf(recordOf('b'));
  roster.heard(b, 0);
  roster.left(b, 1, 10);
  roster.heard(b, 20);
  judge(30);
  assert.is(state('b'), 'down');
  roster.put(recordOf('b', { bootEpoch: 2 }), 40, false);
  roster.heard(b, 50);
  assert.equal([state('b'), arrivals], ['up', ['b', 'b']]);
});

test('a pause of this process is not held against others', () => {
  const { roster, judge, state } = rosterOf(recordOf('b'));
  roster.heard(b, 0);
  roster.forgive(60_000, 60_500);
  judge(61_000);
  assert.is(state('b'), 'up');
});

test('who spoke before this process noticed its pause is missed as soon as anybody', () => {
  const { roster, judge, state } = rosterOf(recordOf('b'));
  roster.heard(b, 60_400);
  roster.forgive(60_000, 60_500);
  judge(61_000);
  assert.is(state('b'), 'up');
  judge(75_000);
  assert.is(state('b'), 'down');
});

test('of two regions with one name the smaller id stays; names are compared as people read them', () => {
  const { roster, state } = rosterOf(recordOf('k', { name: 'Nord' }));
  assert.is(roster.put(recordOf('l', { name: 'NORD' }), 0, false).kind, 'name-taken');
  assert.is(state('l'), undefined);
  assert.is(roster.put(recordOf('b', { name: 'nord' }), 0, false).kind, 'name-taken');
  assert.equal([state('k'), state('b')], [undefined, 'suspected']);
  assert.equal(roster.put(recordOf('z', { name: 'region m' }), 0, false).kind, 'name-taken');
  assert.is(state('z'), undefined);
});

test('a full roster takes no new region, but news of those it has', () => {
  const { roster } = rosterOf(...Array.from({ length: regionsMax }, (_, n) => recordOf(`r${n}`)));
  assert.is(roster.put(recordOf('one more'), 0, false).kind, 'full');
  assert.is(roster.put(recordOf('r7', { seq: 1 }), 0, false).kind, 'kept');
});

test.run();
