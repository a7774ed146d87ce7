import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { pullMargin } from './claim.ts';
import { RegionId } from './ids.ts';
import { type PeerClaim, strongestRival } from './pull.ts';

const rival = (region: string, category: string, claim: number): PeerClaim => ({
  region: RegionId.parse(region),
  category,
  claim,
  queued: 1,
  seq: 1,
});
const expert = { categories: ['network', 'web'] };

test('an expert is kept for the strongest claim that they can take', () => {
  const claims = [
    rival('east', 'web', 20_000),
    rival('west', 'network', 30_000),
    rival('north', 'cloud', 90_000),
  ];
  assert.is(strongestRival(claims, expert, 0)?.region, 'west');
  assert.is(strongestRival([...claims].reverse(), expert, 0)?.region, 'west');
  assert.is(strongestRival([rival('east', 'other', 20_000)], expert, 0)?.region, 'east');
});

test('a claim here wins unless the other is stronger by the margin', () => {
  const claims = [rival('east', 'web', 20_000)];
  assert.is(strongestRival(claims, expert, 20_000 - pullMargin), undefined);
  assert.is(strongestRival(claims, expert, 20_000 - pullMargin - 1)?.region, 'east');
  assert.is(strongestRival([], expert, 0), undefined);
});

test('of equal claims the same one is chosen, in whatever order they are known', () => {
  const claims = [
    rival('west', 'web', 20_000),
    rival('east', 'web', 20_000),
    rival('east', 'network', 20_000),
  ];
  for (const known of [claims, [...claims].reverse()]) {
    assert.equal(strongestRival(known, expert, 0), rival('east', 'network', 20_000));
  }
});

test.run();
