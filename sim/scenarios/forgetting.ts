import { regionCrash } from './region-crash.ts';
import { fourRegions, type Scenario } from './scenario.ts';

/** The region that crashes may be one where a link was made, or is about to be used. */
export const forgetting: Scenario = {
  ...fourRegions,
  name: 'forgetting',
  summary:
    'People forget their passwords, an admin makes them links for new ones, and others try the former passwords and the used links; one region crashes meanwhile.',
  workload: { ...fourRegions.workload, forgetful: 3 },
  faults: regionCrash.faults,
};
