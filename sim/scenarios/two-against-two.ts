import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** From less than it takes to be suspected to much longer than it takes to be down. */
const splitMinMs = 1_000;
const splitMaxMs = 120_000;

/** The mesh falls into two halves that each go on, and grows together again. */
export const twoAgainstTwo: Scenario = {
  ...fourRegions,
  name: 'two-against-two',
  summary: 'Two regions lose sight of the two others for a while; both halves go on working.',
  faults: (random, regions) => {
    const order = inAnyOrder(random, regions);
    return [
      {
        kind: 'partition',
        groups: [order.slice(0, 2), order.slice(2)],
        atMs: random.between(troubleFromMs, troubleUntilMs),
        forMs: random.between(splitMinMs, splitMaxMs),
      },
    ];
  },
};
