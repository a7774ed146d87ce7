import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

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
const kinds = ['stalled', 'full', 'unavailable', 'answer-lost'] as const;

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

const stallPauseMinMs = 300;
const stallPauseMaxMs = 2_000;

/** A disk that does hardly anything but hang, and never fails: nothing that is due is forgotten because memory is read anew. */
const hangingOf = (random: SeededRandom, region: string): Fault[] => {
  const faults: Fault[] = [];
  const [minMs, maxMs] = lengthsMs.stalled;
  for (let atMs = troubleFromMs; atMs < untilMs; ) {
    const forMs = random.between(minMs, maxMs);
    faults.push({ kind: 'disk', region, fault: 'stalled', atMs, forMs });
    atMs += forMs + random.between(stallPauseMinMs, stallPauseMaxMs);
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
    'Lines are good, but all disks take up to half a second; one hangs most of the time, two fail or fill up, and the fourth region crashes in a commit; experts click before they are answered.',
  disks,
  workload: {
    ...fourRegions.workload,
    writesWaiting: 1,
    rates: { rates: 1, ignoresMost: 0.5, fumbles: 0.4 },
  },
  faults: (random, regions) => {
    const [crashing = '', hanging = '', ...failing] = inAnyOrder(random, regions);
    return [
      {
        kind: 'crash',
        region: crashing,
        atMs: random.between(troubleFromMs, troubleUntilMs),
        forMs: random.between(downMinMs, downMaxMs),
        isInCommit: true,
        isSilent: random.chance(0.5),
      },
      ...hangingOf(random, hanging),
      ...failing.flatMap((region) => troublesOf(random, region)),
    ];
  },
};
