import { badLinks, troubles } from './chaos.ts';
import { fourRegions, type Scenario, troubleUntilMs } from './scenario.ts';

/** What is said of an answer afterwards has to catch up with it: through troubles, from few people who often meet the same experts. */
export const secondThoughts: Scenario = {
  ...fourRegions,
  name: 'second-thoughts',
  summary: 'Few people rate the same experts again and again, let answers help others, and take that back.',
  conditions: badLinks,
  workload: {
    ...fourRegions.workload,
    experts: 8,
    users: 4,
    rates: { rates: 1, helpsOthers: 0.8, takesBack: 0.6, elsewhere: 0.1 },
  },
  faults: (random, regions) => troubles(random, regions, { untilMs: troubleUntilMs, pauseMaxMs: 60_000 }),
};
