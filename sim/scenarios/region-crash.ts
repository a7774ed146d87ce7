import type { SimulatedRegion } from '../region.ts';
import type { Scenario } from './scenario.ts';

/** While most issues arrive, so that some are in every stage. */
const crashFromMs = 60_000;
const crashUntilMs = 240_000;
/** Share of crashes in the middle of a commit; at a moment taken blindly, that is one in hundreds. */
const inCommitRate = 0.7;
/** How long to wait for such a moment; in a region at work there are several in a second. */
const aimMs = 20_000;
/** From a process that is started again at once to a machine that somebody has to drive to. */
const downMinMs = 2_000;
const downMaxMs = 120_000;

/** One region's process dies at any moment and is started again on its disk. */
export const regionCrash: Scenario = {
  name: 'region-crash',
  summary: 'One of four regions crashes while people work, and comes back on its disk after a while.',
  regions: ['North', 'South', 'East', 'West'],
  workload: { experts: 20, users: 24, issues: 40, arrivalsMs: 300_000, categories: 4 },
  patienceMs: 3_600_000,
  async disturb(world, random) {
    const names = world.regions.map(({ name }) => name);
    const victim = names[Math.floor(random.next() * names.length)] ?? 'North';
    await world.sleep(random.between(crashFromMs, crashUntilMs));
    if (random.chance(inCommitRate)) await untilCommitting(world.region(victim), (ms) => world.sleep(ms));
    // A process that dies takes its connections with it; a machine that dies says nothing.
    world.crash(victim, { isSilent: random.chance(0.5) });
    await world.sleep(random.between(downMinMs, downMaxMs));
    await world.restart(victim);
  },
};

/** Waits, a millisecond at a time, for a commit to be under way; not for ever. */
const untilCommitting = async (
  region: SimulatedRegion,
  sleep: (ms: number) => Promise<void>,
): Promise<void> => {
  for (let waitedMs = 0; waitedMs < aimMs && !region.isCommitting; waitedMs += 1) await sleep(1);
};
