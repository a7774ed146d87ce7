import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  anEntry,
  aProfile,
  aRegion,
  committed,
  expert,
  north,
  nth,
  otherExpert,
  south,
} from './checkers/testing.ts';
import { fairnessOf, giniOf } from './fairness.ts';
import { complaintsOf } from './report.ts';
import { isSound, play } from './run.ts';
import { fourRegions, type Scenario } from './scenarios/scenario.ts';

const close = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`);

test('the coefficient is 0 among equals, and grows the more one has of all', () => {
  close(giniOf([4, 4, 4]), 0);
  close(giniOf([0, 0, 3]), 2 / 3);
  close(giniOf([1, 3]), 0.25);
  close(giniOf([3, 1]), 0.25);
  for (const none of [[], [7], [0, 0]]) close(giniOf(none), 0);
});

const acceptance = (n: number, by = expert) => ({
  in: 'entries' as const,
  doc: anEntry('assigned', { epoch: nth(n), by }),
});
const profiles = [aProfile(), aProfile({ id: otherExpert })];

test('each acceptance counts once, whatever else its entry goes through', () => {
  const events = [1, 2, 3].map((n) => committed(north, acceptance(n), acceptance(n)));
  const shared = [...events, committed(north, acceptance(4, otherExpert))];
  const final = [aRegion(north, { profiles })];
  assert.equal(fairnessOf({ events: shared, final }), { gini: 0.25, groups: 1, assignments: 4 });
});

test('only experts of one region and category are compared', () => {
  const [one, other] = profiles;
  assert.ok(one && other);
  const events = [1, 2, 3].map((n) => committed(north, acceptance(n)));
  const apart = [aRegion(north, { profiles: [one] }), aRegion(south, { profiles: [other] })];
  assert.equal(fairnessOf({ events, final: apart }), { gini: 0, groups: 0, assignments: 0 });
  const different = [aRegion(north, { profiles: [one, { ...other, categories: ['web'] }] })];
  assert.is(fairnessOf({ events, final: different }).groups, 0);
});

/** A day of one region, human time compressed: everybody is there all day, and nobody is away or passes. */
const workday: Scenario = {
  ...fourRegions,
  name: 'workday',
  summary: 'A day in one region.',
  regions: ['North'],
  workload: {
    experts: 6,
    users: 12,
    issues: 72,
    arrivalsMs: 480_000,
    categories: 1,
    rates: { goesAway: 0, ignoresMost: 0, transfers: 0 },
  },
  faults: () => [],
};

test('over a day equally qualified experts get about as many issues', async () => {
  const run = await play(workday, 1);
  assert.ok(isSound(run), complaintsOf(run));
  const { gini, assignments } = fairnessOf(run.evidence);
  assert.ok(assignments > 60);
  assert.ok(gini < giniMax, `${gini}`);
});

/** Ratings, and who learnt what, make some come first more often: with 12 issues each, chance alone makes 0.15. */
const giniMax = 0.25;

test.run();
