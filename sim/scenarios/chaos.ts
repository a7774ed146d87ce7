import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

const untilMs = troubleUntilMs + 60_000;
const lastsMinMs = 500;
const lastsMaxMs = 40_000;
const pauseMaxMs = 50_000;
/** A stalled disk must answer within the time limit of the store's port. */
const stallMaxMs = 4_500;
const jumpMaxMs = 3_600_000;

/** One fault of any kind at a region, beginning then. */
const anyFault = (random: SeededRandom, region: string, others: readonly string[], atMs: number): Fault => {
  const forMs = random.between(lastsMinMs, lastsMaxMs);
  const [peer = ''] = inAnyOrder(random, others);
  const isSilent = random.chance(0.5);
  const kinds: readonly Fault[] = [
    { kind: 'crash', region, atMs, forMs, isSilent, isInCommit: true },
    { kind: 'crash', region, atMs, forMs, isSilent, isInCommit: false },
    { kind: 'restart', region, atMs, forMs },
    { kind: 'pause', region, atMs, forMs },
    { kind: 'partition', groups: [[region], others], atMs, forMs },
    { kind: 'cut', from: region, to: peer, atMs, forMs },
    { kind: 'disk', region, fault: 'full', atMs, forMs },
    { kind: 'disk', region, fault: 'unavailable', atMs, forMs },
    { kind: 'disk', region, fault: 'answer-lost', atMs, forMs },
    { kind: 'disk', region, fault: 'stalled', atMs, forMs: Math.min(forMs, stallMaxMs) },
    { kind: 'clock', region, byMs: random.between(-jumpMaxMs, jumpMaxMs), atMs, forMs },
  ];
  return kinds[Math.floor(random.next() * kinds.length)] ?? { kind: 'restart', region, atMs, forMs };
};

/**
 * Every region has one trouble after the other, with pauses of up to `pauseMaxMs` between them. No region has two troubles
 * of its own at a time: a node that is down cannot freeze.
 */
export const troubles = (
  random: SeededRandom,
  regions: readonly string[],
  { untilMs, pauseMaxMs }: { readonly untilMs: number; readonly pauseMaxMs: number },
): Fault[] =>
  regions.flatMap((region) => {
    const others = regions.filter((other) => other !== region);
    const faults: Fault[] = [];
    let atMs = troubleFromMs + random.between(0, pauseMaxMs);
    while (atMs < untilMs) {
      const fault = anyFault(random, region, others, atMs);
      faults.push(fault);
      // A crash in a commit may come some seconds late.
      atMs += fault.forMs + aimAllowanceMs + random.between(0, pauseMaxMs);
    }
    return faults;
  });

/** As long as the nemesis may wait for a commit to be under way. */
const aimAllowanceMs = 20_000;

/** Links on which some of what passes is lost, doubled or late. */
export const badLinks = { lossRate: 0.02, duplicateRate: 0.05, holdBackRate: 0.05 } as const;

export const chaos: Scenario = {
  ...fourRegions,
  name: 'chaos',
  summary: 'Every region has one trouble of any kind after the other, over links that lose messages.',
  conditions: badLinks,
  faults: (random, regions) => troubles(random, regions, { untilMs, pauseMaxMs }),
};
