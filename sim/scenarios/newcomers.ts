import { fourRegions, type Scenario } from './scenario.ts';

/** Everyone knows everything, and half of them come when the others are long known: what the lot for newcomers is for. */
export const newcomers: Scenario = {
  ...fourRegions,
  name: 'newcomers',
  summary:
    'Two regions in which every expert could be asked for everything, and half of them come late: newcomers are tried out.',
  regions: ['North', 'South'],
  workload: {
    ...fourRegions.workload,
    experts: 12,
    issues: 70,
    arrivalsMs: 600_000,
    categories: 1,
    // Most are idle at any time.
    service: { minMs: 2_000, maxMs: 8_000 },
    rates: { comesLate: 0.5, goesAway: 0, elsewhere: 0.1, ignoresMost: 0.05, escalates: 0, transfers: 0 },
  },
  faults: () => [],
};
