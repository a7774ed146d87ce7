import { badLinks, troubles } from './chaos.ts';
import { fourRegions, type Scenario, troubleUntilMs } from './scenario.ts';

/** Long enough apart that regions are mostly asked while they can answer. */
const pauseMaxMs = 120_000;

/** Looking for somebody who reads an issue must keep it from nobody who does not. */
export const languages: Scenario = {
  ...fourRegions,
  name: 'languages',
  summary:
    'People write in three languages and experts read one each, while regions have one trouble after the other.',
  conditions: badLinks,
  workload: { ...fourRegions.workload, languages: ['en', 'es', 'hi'] },
  faults: (random, regions) => troubles(random, regions, { untilMs: troubleUntilMs, pauseMaxMs }),
};
