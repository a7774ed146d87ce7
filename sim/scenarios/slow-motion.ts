import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Disks that are about to die, or shared by too many: nobody is refused, everybody waits. */
const disks = { commitMinMs: 5, commitMaxMs: 250, readMaxMs: 120 };
const slowUntilMs = troubleUntilMs * 2;

/** From less than it takes to be suspected to longer than a hold may last. */
const silentMinMs = 2_000;
const silentMaxMs = 40_000;
const silences = 4;

/** Nothing that one region says reaches the others, or nothing passes either way; so it does not only ask in vain. */
const silencesOf = (random: SeededRandom, regions: readonly string[]): Fault[] =>
  Array.from({ length: silences }, () => {
    const [silent = '', ...others] = inAnyOrder(random, regions);
    const span = {
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: random.between(silentMinMs, silentMaxMs),
    };
    return random.chance(0.5)
      ? [{ kind: 'partition' as const, groups: [[silent], others], ...span }]
      : others.map((to) => ({ kind: 'cut' as const, from: silent, to, ...span }));
  }).flat();

/** Longer than a region waits for its disk before it refuses commands, below the time limit of the store's port. */
const stallMinMs = 2_500;
const stallMaxMs = 4_500;
const stalls = 5;

/** One disk that hangs now and then. */
const stallsOf = (random: SeededRandom, region: string): Fault[] => {
  const everyMs = (troubleUntilMs - troubleFromMs) / stalls;
  return Array.from({ length: stalls }, (_, index) => ({
    kind: 'disk' as const,
    region,
    fault: 'stalled' as const,
    atMs: troubleFromMs + index * everyMs + random.between(0, everyMs - stallMaxMs),
    forMs: random.between(stallMinMs, stallMaxMs),
  }));
};

/**
 * Messages, commits and reads take so long that each overlaps with others: whatever breaks, breaks in the middle of
 * something, and whoever changes their mind does so while the last is still under way. On good lines and disks these are
 * moments of a few milliseconds, which faults meet once in hundreds of runs.
 */
export const slowMotion: Scenario = {
  ...fourRegions,
  name: 'slow-motion',
  summary:
    'Messages take up to two seconds, some much longer, disks a quarter; regions fall silent, one crashes, and people change their minds.',
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
  faults: (random, regions) => {
    const [crashing = '', hanging = ''] = inAnyOrder(random, regions);
    return [
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
      ...silencesOf(random, regions),
      {
        kind: 'crash',
        region: crashing,
        atMs: random.between(troubleFromMs, troubleUntilMs),
        forMs: random.between(silentMinMs, silentMaxMs),
        isInCommit: random.chance(0.5),
        isSilent: random.chance(0.5),
      },
      ...stallsOf(random, hanging),
    ];
  },
};
