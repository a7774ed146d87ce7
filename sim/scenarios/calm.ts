import { regionCrash } from './region-crash.ts';
import type { Scenario } from './scenario.ts';

/** What the other scenarios are compared with: a fault found here has nothing to do with anything that broke. */
export const calm: Scenario = {
  name: 'calm',
  summary: 'Four regions, the same people and work as in region-crash, and nothing goes wrong.',
  regions: regionCrash.regions,
  workload: regionCrash.workload,
  patienceMs: regionCrash.patienceMs,
  disturb: async () => {},
};
