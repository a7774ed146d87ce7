import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Longer than a custodian has to be away to be followed by another. */
const downMs = 60_000;
const cutMs = 40_000;

/** What people attach is read by both sides, whatever region it was given to and whichever dies meanwhile. */
export const files: Scenario = {
  ...fourRegions,
  name: 'files',
  summary:
    'People attach files to issues and chat lines; a region dies for a minute, and two are cut off from two.',
  workload: { ...fourRegions.workload, issues: 16, files: 0.7, rates: { elsewhere: 0.5 } },
  faults: (random, regions) => {
    const [dying = '', one = '', other = '', third = ''] = inAnyOrder(random, regions);
    const at = () => random.between(troubleFromMs, troubleUntilMs);
    return [
      {
        kind: 'crash',
        region: dying,
        atMs: at(),
        forMs: downMs,
        isInCommit: true,
        isSilent: random.chance(0.5),
      },
      {
        kind: 'partition',
        groups: [
          [dying, one],
          [other, third],
        ],
        atMs: at(),
        forMs: cutMs,
      },
    ];
  },
};
