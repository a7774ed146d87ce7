import { anyOf, fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** From a long garbage collection to a laptop's closed lid, below what a call of a person may take. */
const frozenMinMs = 1_000;
const frozenMaxMs = 45_000;

/** The process that comes back and thinks nothing happened: its leases have run out without it. */
export const freeze: Scenario = {
  ...fourRegions,
  name: 'freeze',
  summary: 'One region freezes in the middle of everything and goes on as if nothing had happened.',
  faults: (random, regions) => [
    {
      kind: 'pause',
      region: anyOf(random, regions),
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: random.between(frozenMinMs, frozenMaxMs),
    },
  ],
};
