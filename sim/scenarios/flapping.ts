import { anyOf, fourRegions, type Scenario, troubleFromMs } from './scenario.ts';

/** Short enough that some outages are over before anyone is suspected, long enough that others are not. */
const stateMinMs = 300;
const stateMaxMs = 12_000;
const outages = 10;

/** One region's line comes and goes. */
export const flapping: Scenario = {
  ...fourRegions,
  name: 'flapping',
  summary: 'One region is cut off and comes back ten times, for moments or for seconds.',
  faults: (random, regions) => {
    const victim = anyOf(random, regions);
    const groups = [[victim], regions.filter((region) => region !== victim)];
    let atMs = troubleFromMs;
    return Array.from({ length: outages }, () => {
      const forMs = random.between(stateMinMs, stateMaxMs);
      const startMs = atMs + random.between(stateMinMs, stateMaxMs);
      atMs = startMs + forMs;
      return { kind: 'partition', groups, atMs: startMs, forMs };
    });
  },
};
