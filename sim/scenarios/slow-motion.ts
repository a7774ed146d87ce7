import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { anyOf, fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Disks that are about to die, or shared by too many: nobody is refused, everybody waits. */
const disks = { commitMinMs: 5, commitMaxMs: 250, readMaxMs: 120 };
const slowUntilMs = troubleUntilMs * 1.5;

/** From less than it takes to be suspected to longer than a hold may last. */
const cutMinMs = 2_000;
const cutMaxMs = 40_000;
const cuts = 5;

/** One way or both, one after the other, between any two regions. */
const cutsBetween = (random: SeededRandom, regions: readonly string[]): Fault[] =>
  Array.from({ length: cuts }, () => {
    const [from = '', to = ''] = inAnyOrder(random, regions);
    const span = {
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: random.between(cutMinMs, cutMaxMs),
    };
    return random.chance(0.5)
      ? { kind: 'cut', from, to, ...span }
      : { kind: 'partition', groups: [[from], [to]], ...span };
  });

/**
 * Messages, commits and reads take so long that each overlaps with others: whatever breaks, breaks in the middle of
 * something, and whoever changes their mind does so while the last is still under way. On good lines and disks these are
 * moments of a few milliseconds, which faults meet once in hundreds of runs.
 */
export const slowMotion: Scenario = {
  ...fourRegions,
  name: 'slow-motion',
  summary:
    'Messages take up to two seconds, some much longer, disks a quarter; links are cut, a region crashes, and people change their minds.',
  disks,
  workload: {
    ...fourRegions.workload,
    writesWaiting: 0.5,
    rates: {
      cancels: 0.2,
      escalates: 0.25,
      declines: 0.3,
      reopens: 0.2,
      transfers: 0.3,
      goesAway: 0.6,
      hesitates: 0.15,
    },
  },
  faults: (random, regions) => [
    {
      kind: 'link',
      conditions: {
        latency: { minMs: random.between(50, 500), maxMs: random.between(800, 2_000) },
        lateRate: random.between(0.05, 0.2),
        duplicateRate: 0.2,
        holdBackRate: 0.2,
      },
      atMs: random.between(0, troubleFromMs),
      forMs: slowUntilMs,
    },
    ...cutsBetween(random, regions),
    {
      kind: 'crash',
      region: anyOf(random, regions),
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: random.between(cutMinMs, cutMaxMs),
      isInCommit: random.chance(0.5),
      isSilent: random.chance(0.5),
    },
  ],
};
