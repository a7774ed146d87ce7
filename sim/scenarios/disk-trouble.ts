import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { anyOf, fourRegions, type Scenario, troubleFromMs } from './scenario.ts';

const troubles = 6;
const pauseMaxMs = 20_000;
/** How long each lasts. A stall stays below the time limit of the store's port; a lost answer is one commit's. */
const lengthsMs = {
  full: [500, 40_000],
  unavailable: [500, 20_000],
  stalled: [200, 4_500],
  'answer-lost': [2_000, 2_000],
} as const;
const kinds = ['full', 'unavailable', 'stalled', 'answer-lost', 'answer-lost'] as const;

const trouble = (random: SeededRandom, region: string, fromMs: number): Fault => {
  const fault = kinds[Math.floor(random.next() * kinds.length)] ?? 'full';
  const [minMs, maxMs] = lengthsMs[fault];
  const atMs = fromMs + random.between(0, pauseMaxMs);
  return { kind: 'disk', region, fault, atMs, forMs: random.between(minMs, maxMs) };
};

/** Commits fail, hang, or are kept although nobody says so. */
export const diskTrouble: Scenario = {
  ...fourRegions,
  name: 'disk-trouble',
  summary: "One region's disk is full, away, slow, or keeps what it says it did not, six times in a row.",
  faults: (random, regions) => {
    const victim = anyOf(random, regions);
    const faults: Fault[] = [];
    for (let atMs = troubleFromMs; faults.length < troubles; ) {
      const fault = trouble(random, victim, atMs);
      faults.push(fault);
      atMs = fault.atMs + fault.forMs;
    }
    return faults;
  },
};
