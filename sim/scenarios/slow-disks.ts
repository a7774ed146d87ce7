import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { anyOf, fourRegions, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Disks that many share: a commit takes as long as twenty messages, and a chat is written on while it is read. */
const disks = { commitMinMs: 10, commitMaxMs: 250, readMaxMs: 150 };

const untilMs = troubleUntilMs + 60_000;
const pauseMinMs = 1_000;
const pauseMaxMs = 15_000;
/**
 * How long each lasts. Stalls are longer than a region waits for its disk before it refuses commands, and shorter than the
 * time limit of the store's port.
 */
const lengthsMs = {
  stalled: [2_500, 4_500],
  full: [2_000, 30_000],
  unavailable: [500, 3_500],
  'answer-lost': [2_000, 2_000],
} as const;
/** Most of them hang: what is due meanwhile must happen later, and a region that reads its memory anew begins afresh anyway. */
const kinds = ['stalled', 'stalled', 'stalled', 'full', 'unavailable', 'answer-lost'] as const;

/** A region's disk has one trouble after the other. */
const troublesOf = (random: SeededRandom, region: string): Fault[] => {
  const faults: Fault[] = [];
  let atMs = troubleFromMs + random.between(0, pauseMaxMs);
  while (atMs < untilMs) {
    const fault = kinds[Math.floor(random.next() * kinds.length)] ?? 'stalled';
    const [minMs, maxMs] = lengthsMs[fault];
    const forMs = random.between(minMs, maxMs);
    faults.push({ kind: 'disk', region, fault, atMs, forMs });
    atMs += forMs + random.between(pauseMinMs, pauseMaxMs);
  }
  return faults;
};

const downMinMs = 500;
const downMaxMs = 20_000;

/**
 * Disks are slower than lines, the other way round than in most worlds: what is told too soon is believed elsewhere long
 * before it is true, and is never true if the disk then fails.
 */
export const slowDisks: Scenario = {
  ...fourRegions,
  name: 'slow-disks',
  summary:
    'Lines are good, but all disks take up to half a second; those of three regions hang, fail or fill up, the fourth crashes in a commit.',
  disks,
  workload: {
    ...fourRegions.workload,
    writesWaiting: 1,
    rates: { rates: 1, goesAway: 0.6, ignoresMost: 0.5 },
  },
  faults: (random, regions) => {
    const crashing = anyOf(random, regions);
    return [
      {
        kind: 'crash',
        region: crashing,
        atMs: random.between(troubleFromMs, troubleUntilMs),
        forMs: random.between(downMinMs, downMaxMs),
        isInCommit: true,
        isSilent: random.chance(0.5),
      },
      ...regions.filter((region) => region !== crashing).flatMap((region) => troublesOf(random, region)),
    ];
  },
};
