import { fourRegions, inAnyOrder, type Scenario, troubleFromMs } from './scenario.ts';

const cutMinMs = 1_000;
const cutMaxMs = 60_000;
const pauseMaxMs = 20_000;
const cuts = 3;

/** What one region says does not reach another, while it hears everything itself: answers get lost, not questions. */
export const oneWayLoss: Scenario = {
  ...fourRegions,
  name: 'one-way-loss',
  summary: 'Three times in a row nothing passes from one region to another, while the way back stays open.',
  faults: (random, regions) => {
    let atMs = troubleFromMs;
    return Array.from({ length: cuts }, () => {
      const [from = '', to = ''] = inAnyOrder(random, regions);
      const forMs = random.between(cutMinMs, cutMaxMs);
      const startMs = atMs + random.between(0, pauseMaxMs);
      atMs = startMs + forMs;
      return { kind: 'cut', from, to, atMs: startMs, forMs };
    });
  },
};
