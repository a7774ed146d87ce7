import { fourRegions, type Scenario } from './scenario.ts';

/** A holiday. */
export const allAway: Scenario = {
  ...fourRegions,
  name: 'all-away',
  summary: 'All experts of all regions go away for a while; what waits is taken up when they come back.',
  workload: { ...fourRegions.workload, everybodyAway: { fromMs: 40_000, untilMs: 110_000 } },
  faults: () => [],
};
