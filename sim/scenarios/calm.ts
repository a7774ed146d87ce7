import { fourRegions, type Scenario } from './scenario.ts';

/** What the other scenarios are compared with: a fault found here has nothing to do with anything that broke. */
export const calm: Scenario = {
  ...fourRegions,
  name: 'calm',
  summary: 'Four regions, people work as in the other scenarios, and nothing goes wrong.',
  faults: () => [],
};
