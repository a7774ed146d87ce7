import { fourRegions, type Scenario } from './scenario.ts';

/** Most of the work comes in one region within a few seconds. */
export const surge: Scenario = {
  ...fourRegions,
  name: 'surge',
  summary: 'Most issues are submitted in one region within half a minute.',
  workload: {
    ...fourRegions.workload,
    surge: { region: 'North', share: 0.7, fromMs: 60_000, untilMs: 90_000 },
  },
  faults: () => [],
};
