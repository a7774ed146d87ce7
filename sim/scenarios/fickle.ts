import { fourRegions, type Scenario } from './scenario.ts';

/** Nothing breaks, so nothing is excused: what people ask for must happen at once. */
export const fickle: Scenario = {
  ...fourRegions,
  name: 'fickle',
  summary:
    'Nothing breaks, and people cancel, escalate, decline, reopen, ignore, transfer and go away all the time.',
  workload: {
    ...fourRegions.workload,
    writesWaiting: 0.5,
    rates: {
      cancels: 0.3,
      escalates: 0.3,
      declines: 0.4,
      reopens: 0.3,
      transfers: 0.25,
      ignoresMost: 0.5,
      goesAway: 0.6,
    },
  },
  faults: () => [],
};
