import { badLinks, troubles } from './chaos.ts';
import { fourRegions, type Scenario } from './scenario.ts';

const arrivalsMs = 3 * 3_600_000;
/** Up to a second reminder of experts who say nothing. A fifth of the seats is taken at a time, and more when they are away. */
const service = { minMs: 120_000, maxMs: 1_200_000 };
/** A page without a live connection looks every 10 to 30 s: often enough for an offer, which is open for a minute. */
const calm = 5;
/** Each region has a trouble every five or six minutes. */
const pauseMaxMs = 600_000;

/**
 * The size that the simulator's speed is told for, in human time. Too long for every seed of a soak: `soak` plays it only
 * when it is named.
 */
export const busy: Scenario = {
  ...fourRegions,
  name: 'busy',
  summary: 'Three hours of 40 experts and 200 issues in human time, with one trouble after the other.',
  isLong: true,
  conditions: badLinks,
  workload: { experts: 40, users: 60, issues: 200, arrivalsMs, categories: 8, service, calm },
  faults: (random, regions) => troubles(random, regions, { untilMs: arrivalsMs, pauseMaxMs }),
};
