import { fourRegions, type Scenario } from './scenario.ts';

/** As at a conference: whatever people do is done by way of a region that has nothing to do with it. */
export const abroad: Scenario = {
  ...fourRegions,
  name: 'abroad',
  summary: 'Nothing breaks, and nearly everybody is signed in at a region that is not their home.',
  workload: { ...fourRegions.workload, rates: { elsewhere: 0.95 } },
  faults: () => [],
};
