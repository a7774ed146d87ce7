import type { SeededRandom } from '../random.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** What experts of the region are given to finish: too little for most, or enough. */
const finishMinMs = 1_000;
const finishMaxMs = 90_000;
const newcomers = 4;

const leave = (random: SeededRandom, region: string, refuge: string) => ({
  kind: 'drain' as const,
  region,
  refuge,
  finishMs: random.between(finishMinMs, finishMaxMs),
  atMs: random.between(troubleFromMs, troubleUntilMs),
  forMs: 0,
});

/** A region is replaced by another while the mesh is at its busiest. */
export const drainUnderLoad: Scenario = {
  ...fourRegions,
  name: 'drain-under-load',
  summary:
    'A region leaves the mesh in good order while most issues arrive in one of them, and a new one joins.',
  workload: {
    ...fourRegions.workload,
    surge: { region: 'South', share: 0.5, fromMs: troubleFromMs, untilMs: troubleUntilMs },
  },
  faults: (random, regions) => {
    const [region = '', refuge = ''] = inAnyOrder(random, regions);
    const join = {
      kind: 'join' as const,
      region: 'Central',
      experts: newcomers,
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: 0,
    };
    // The one that founded the mesh is what others join by.
    return region === regions[0] ? [leave(random, region, refuge)] : [leave(random, region, refuge), join];
  },
};
