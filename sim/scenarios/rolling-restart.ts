import { fourRegions, inAnyOrder, type Scenario, troubleFromMs } from './scenario.ts';

/** A start takes a second or two; an upgrade somewhat longer. */
const downMinMs = 1_000;
const downMaxMs = 15_000;
const pauseMaxMs = 20_000;

/** As an operator upgrades a mesh. */
export const rollingRestart: Scenario = {
  ...fourRegions,
  name: 'rolling-restart',
  summary: 'All regions are stopped in good order and started again, one after the other.',
  faults: (random, regions) => {
    let atMs = troubleFromMs;
    return inAnyOrder(random, regions).map((region) => {
      const startMs = atMs + random.between(0, pauseMaxMs);
      const forMs = random.between(downMinMs, downMaxMs);
      atMs = startMs + forMs;
      return { kind: 'restart', region, atMs: startMs, forMs };
    });
  },
};
