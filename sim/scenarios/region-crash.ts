import { anyOf, fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Share of crashes in the middle of a commit. */
const inCommitRate = 0.7;
/** From a process that is started again at once to a machine that somebody has to drive to. */
const downMinMs = 2_000;
const downMaxMs = 120_000;

/** One region's process dies at any moment and is started again on its disk. */
export const regionCrash: Scenario = {
  ...fourRegions,
  name: 'region-crash',
  summary: 'One of four regions crashes while people work, and comes back on its disk after a while.',
  faults: (random, regions) => [
    {
      kind: 'crash',
      region: anyOf(random, regions),
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: random.between(downMinMs, downMaxMs),
      isInCommit: random.chance(inCommitRate),
      isSilent: random.chance(0.5),
    },
  ],
};
