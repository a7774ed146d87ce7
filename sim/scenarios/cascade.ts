import { fourRegions, inAnyOrder, type Scenario, troubleFromMs } from './scenario.ts';

/** One region after the other goes: before the next has taken over all the work, or well after. */
const betweenMinMs = 1_000;
const betweenMaxMs = 30_000;
const downMinMs = 20_000;
const downMaxMs = 120_000;

/** Three of four regions crash in turn; the last one works alone until they come back. */
export const cascade: Scenario = {
  ...fourRegions,
  name: 'cascade',
  summary: 'Three of four regions crash one after the other and come back in any order.',
  faults: (random, regions) => {
    let atMs = random.between(troubleFromMs, troubleFromMs * 3);
    return inAnyOrder(random, regions)
      .slice(1)
      .map((region) => {
        atMs += random.between(betweenMinMs, betweenMaxMs);
        const forMs = random.between(downMinMs, downMaxMs);
        return { kind: 'crash', region, atMs, forMs, isInCommit: false, isSilent: random.chance(0.5) };
      });
  },
};
