import { badLinks, troubles } from './chaos.ts';
import { fourRegions, type Scenario } from './scenario.ts';

const arrivalsMs = 3_600_000;
/** Half of the seats are taken at a time. */
const service = { minMs: 60_000, maxMs: 600_000 };
/** Each region has a trouble every three minutes or so. */
const pauseMaxMs = 300_000;

/**
 * The size that the simulator's speed is told for, in human time. Too long for every seed of a soak: `soak` plays it only
 * when it is named.
 */
export const busy: Scenario = {
  ...fourRegions,
  name: 'busy',
  summary: 'An hour of 40 experts and 200 issues in human time, with one trouble after the other.',
  isLong: true,
  conditions: badLinks,
  workload: { experts: 40, users: 60, issues: 200, arrivalsMs, categories: 8, service },
  faults: (random, regions) => troubles(random, regions, { untilMs: arrivalsMs, pauseMaxMs }),
};
