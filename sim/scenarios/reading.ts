import { badLinks, troubles } from './chaos.ts';
import { fourRegions, type Scenario, troubleUntilMs } from './scenario.ts';

/** Rare enough that what was read is told between them, too. */
const pauseMaxMs = 60_000;

/** How far people have come with a chat is told by several ways, late and more than once, and must come to the same. */
export const reading: Scenario = {
  ...fourRegions,
  name: 'reading',
  summary: 'People say how far they have read each chat, while regions have one trouble after the other.',
  conditions: badLinks,
  workload: { ...fourRegions.workload, rates: { reads: 1 } },
  faults: (random, regions) => troubles(random, regions, { untilMs: troubleUntilMs, pauseMaxMs }),
};
