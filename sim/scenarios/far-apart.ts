import { lines } from '../link.ts';
import type { Fault } from '../nemesis.ts';
import { fourRegions, type Scenario, troubleUntilMs } from './scenario.ts';

/** From what a modem carries to what a village shares. */
const bytesPerSecondMin = 6_000;
const bytesPerSecondMax = 100_000;
const kinds = Object.values(lines);

/** Regions on different lines each way, some of them narrow: what is sent in a burst waits its turn. */
export const farApart: Scenario = {
  ...fourRegions,
  name: 'far-apart',
  summary:
    'Every link is another line: across town, oceans or satellites, some so narrow that messages queue.',
  faults: (random, regions) =>
    regions.flatMap((from) =>
      regions
        .filter((to) => to !== from)
        .map((to): Fault => {
          const latency = kinds[Math.floor(random.next() * kinds.length)] ?? lines.metro;
          const isNarrow = random.chance(0.5);
          const bytesPerSecond = random.between(bytesPerSecondMin, bytesPerSecondMax);
          const conditions = { latency, ...(isNarrow && { bytesPerSecond }) };
          return { kind: 'link', conditions, link: { from, to }, atMs: 0, forMs: troubleUntilMs };
        }),
    ),
};
