import { regionCrash } from './region-crash.ts';
import { fourRegions, type Scenario } from './scenario.ts';

/** A region crashes meanwhile, so that regions forget what they have found out about who is in charge of what. */
export const prying: Scenario = {
  ...fourRegions,
  name: 'prying',
  summary:
    'People ask for issues, chats, notes, offers and lists that are not theirs, or try former passwords; one region crashes meanwhile.',
  workload: { ...fourRegions.workload, nosy: 3, careful: 2, rates: { notes: 0.5 } },
  faults: regionCrash.faults,
};
