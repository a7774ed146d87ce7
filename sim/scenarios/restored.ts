import type { Fault } from '../nemesis.ts';
import { anyOf, fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** How old a backup is: work of all kinds is lost with what came after it. The regions have told of their commits by then. */
const ageMinMs = 10_000;
const ageMaxMs = 100_000;
/** People have registered and some issues have come before the first backup. */
const backupFromMs = 5_000;
/** Until somebody has set up another machine. */
const downMinMs = 1_000;
const downMaxMs = 60_000;
/** The restored region finds nobody for so long, where its operator had to say what it is. */
const aloneMaxMs = 40_000;
/** Cut off before the process begins, and not only after its first words. */
const cutBeforeMs = 500;

/** Peers tell that more was committed; or nobody can be asked, and the operator says so. */
export const restored: Scenario = {
  ...fourRegions,
  name: 'restored',
  summary: 'A region dies with its disk, and comes back with a backup that lacks what happened since.',
  faults: (random, regions) => {
    const region = anyOf(random, regions);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    const ageMs = Math.min(random.between(ageMinMs, ageMaxMs), atMs - backupFromMs);
    const forMs = random.between(downMinMs, downMaxMs);
    const isAlone = random.chance(0.3);
    const isSaid = isAlone || random.chance(0.3);
    const others = regions.filter((other) => other !== region);
    const cutOff: Fault = {
      kind: 'partition',
      groups: [[region], others],
      atMs: atMs + forMs - cutBeforeMs,
      forMs: random.between(cutBeforeMs, aloneMaxMs),
    };
    return [{ kind: 'restore', region, ageMs, isSaid, atMs, forMs }, ...(isAlone ? [cutOff] : [])];
  },
};
