import { fourRegions, type Scenario, troubleFromMs } from './scenario.ts';

/** Machines whose batteries ran empty are a day off; time service sets them right with a jump. */
const offMaxMs = 86_400_000;
const offForMaxMs = 200_000;

/** Every region has another time of day, and all of them change it. */
export const clockSkew: Scenario = {
  ...fourRegions,
  name: 'clock-skew',
  summary: "All regions' wall clocks jump by up to a day, forward or back, and later back again.",
  faults: (random, regions) =>
    regions.map((region) => ({
      kind: 'clock',
      region,
      byMs: random.between(-offMaxMs, offMaxMs),
      atMs: random.between(0, troubleFromMs),
      forMs: random.between(0, offForMaxMs),
    })),
};
