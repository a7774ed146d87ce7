import type { SeededRandom } from '../random.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Until the region comes back, or until somebody believes that it never will and looks whether all is well. */
const awayMinMs = 1_000;
const awayMaxMs = 120_000;

const adoptions =
  (how: { readonly adopters: number; readonly comesBack: boolean }) =>
  (random: SeededRandom, regions: readonly string[]) => {
    const [region = '', ...others] = inAnyOrder(random, regions);
    return [
      {
        kind: 'adopt' as const,
        region,
        by: others.slice(0, how.adopters),
        comesBack: how.comesBack,
        atMs: random.between(troubleFromMs, troubleUntilMs),
        forMs: random.between(awayMinMs, awayMaxMs),
      },
    ];
  };

/** What custody is for. */
export const diskLostAndAdopted: Scenario = {
  ...fourRegions,
  name: 'disk-lost-and-adopted',
  summary: 'One of four regions dies with its disk, and another adopts its issues and people.',
  faults: adoptions({ adopters: 1, comesBack: false }),
};

/** It was declared gone for good, and was not. */
export const adoptedReturns: Scenario = {
  ...fourRegions,
  name: 'adopted-returns',
  summary: 'One of four regions dies, is adopted by another, and comes back with its disk.',
  faults: adoptions({ adopters: 1, comesBack: true }),
};

/** Two admins who do not know of each other. */
export const twoAdopters: Scenario = {
  ...fourRegions,
  name: 'two-adopters',
  summary: 'Two regions adopt a third at the same moment, which comes back later.',
  faults: adoptions({ adopters: 2, comesBack: true }),
};
