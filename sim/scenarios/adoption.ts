import type { Fault } from '../nemesis.ts';
import type { SeededRandom } from '../random.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** Until the region comes back, or until somebody believes that it never will and looks whether all is well. */
const awayMinMs = 1_000;
const awayMaxMs = 120_000;

/** How old a backup is. The regions have told of their commits by then. */
const backupMinMs = 10_000;
const backupMaxMs = 100_000;

const adoptions =
  (how: { readonly adopters: number; readonly comesBack: boolean }) =>
  (random: SeededRandom, regions: readonly string[]) => {
    const [region = '', ...others] = inAnyOrder(random, regions);
    return [
      {
        kind: 'adopt' as const,
        region,
        by: others.slice(0, how.adopters),
        comesBack: how.comesBack,
        isForced: false,
        atMs: random.between(troubleFromMs, troubleUntilMs),
        forMs: random.between(awayMinMs, awayMaxMs),
      },
    ];
  };

/** What custody is for. */
export const diskLostAndAdopted: Scenario = {
  ...fourRegions,
  name: 'disk-lost-and-adopted',
  summary: 'One of four regions dies with its disk, and another adopts its issues and people.',
  faults: adoptions({ adopters: 1, comesBack: false }),
};

/** It was declared gone for good, and was not. */
export const adoptedReturns: Scenario = {
  ...fourRegions,
  name: 'adopted-returns',
  summary: 'One of four regions dies, is adopted by another, and comes back with its disk.',
  faults: adoptions({ adopters: 1, comesBack: true }),
};

/** People have registered by then. */
const backedUpFromMs = 5_000;

/** Its operator did not know of the adoption, and has put back what there was. */
export const adoptedReturnsOld: Scenario = {
  ...fourRegions,
  name: 'adopted-returns-old',
  summary: 'One of four regions dies with its disk, is adopted by another, and comes back with a backup.',
  faults: (random, regions) => {
    const [region = '', by = ''] = inAnyOrder(random, regions);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    const ageMs = Math.min(random.between(backupMinMs, backupMaxMs), atMs - backedUpFromMs);
    return [
      {
        kind: 'adopt',
        region,
        by: [by],
        comesBack: true,
        backup: { ageMs, isSaid: random.chance(0.3) },
        isForced: false,
        atMs,
        forMs: random.between(awayMinMs, awayMaxMs),
      },
    ];
  },
};

/** It is not expected back, and everybody has been told; its operator has not. */
export const retiredReturns: Scenario = {
  ...fourRegions,
  name: 'retired-returns',
  summary:
    'One of four regions dies, is adopted and retired, and comes back with its disk: it has to leave again.',
  faults: (random, regions) => {
    const [region = '', by = ''] = inAnyOrder(random, regions);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    return [{ kind: 'retire', region, by, atMs, forMs: random.between(awayMinMs, awayMaxMs) }];
  },
};

/** Two admins who do not know of each other. */
export const twoAdopters: Scenario = {
  ...fourRegions,
  name: 'two-adopters',
  summary: 'Two regions adopt a third at the same moment, which comes back later.',
  faults: adoptions({ adopters: 2, comesBack: true }),
};

/** So long after the first region's death its adopter dies, too: some adoptions are just under way. */
const nextMinMs = 10_000;
const nextMaxMs = 90_000;

/** Who went on for a region is lost like that one; either may have a disk left, and come back. */
export const adopterAdopted: Scenario = {
  ...fourRegions,
  name: 'adopter-adopted',
  summary:
    'One of four regions dies and is adopted, then its adopter dies and is adopted; either may come back.',
  faults: (random, regions) => {
    const [first = '', second = '', third = ''] = inAnyOrder(random, regions);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    const nextMs = atMs + random.between(nextMinMs, nextMaxMs);
    const adopting = (region: string, by: string) => ({
      kind: 'adopt' as const,
      region,
      by: [by],
      comesBack: random.chance(0.5),
      isForced: false,
      forMs: random.between(awayMinMs, awayMaxMs),
    });
    return [
      { ...adopting(first, second), atMs },
      { ...adopting(second, third), atMs: nextMs },
    ];
  },
};

/** By then the adopter has given new copies to others. Sooner, both disks that had an issue would be lost at once. */
const adoptedWithinMs = 45_000;
const replacedMinMs = 1_000;
const replacedMaxMs = 60_000;

/** What was adopted since the backup was made, only others can tell: they have told all of it already. */
export const adopterRestored: Scenario = {
  ...fourRegions,
  name: 'adopter-restored',
  summary:
    'One of four regions dies and is adopted, then its adopter dies with its disk, and comes back with a backup that may know nothing of that.',
  faults: (random, regions) => {
    const [region = '', by = ''] = inAnyOrder(random, regions);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    return [
      {
        kind: 'adopt',
        region,
        by: [by],
        comesBack: random.chance(0.5),
        isForced: false,
        atMs,
        forMs: random.between(awayMinMs, awayMaxMs),
      },
      {
        kind: 'restore',
        region: by,
        ageMs: random.between(backupMinMs, backupMaxMs),
        isSaid: random.chance(0.3),
        atMs: atMs + random.between(adoptedWithinMs, nextMaxMs),
        forMs: random.between(replacedMinMs, replacedMaxMs),
      },
    ];
  },
};

/** Some regions have begun to adopt by then, others have told what they have, or gone on with it. */
const meanwhileMinMs = 12_000;
const meanwhileMaxMs = 60_000;
/** Nothing of the lost region is newer than the backup: so no disk is lost with what no other has. */
const madeAfterMs = 1_000;

/** A region dies and is adopted, and another dies with its disk in the midst of that. */
const restoredMeanwhile =
  (who: 'adopter' | 'bystander') =>
  (random: SeededRandom, regions: readonly string[]): Fault[] => {
    const [region = '', by = '', bystander = ''] = inAnyOrder(random, regions);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    const sinceMs = random.between(meanwhileMinMs, meanwhileMaxMs);
    return [
      {
        kind: 'adopt',
        region,
        by: [by],
        comesBack: random.chance(0.5),
        isForced: random.chance(0.3),
        atMs,
        forMs: random.between(awayMinMs, awayMaxMs),
      },
      {
        kind: 'restore',
        region: who === 'adopter' ? by : bystander,
        ageMs: random.between(backupMinMs, sinceMs - madeAfterMs),
        isSaid: random.chance(0.3),
        atMs: atMs + sinceMs,
        forMs: random.between(replacedMinMs, replacedMaxMs),
      },
    ];
  };

/** Its backup has the adoption as under way, or does not know of it at all. */
export const adopterRestoredSoon: Scenario = {
  ...fourRegions,
  name: 'adopter-restored-soon',
  summary:
    'One of four regions dies and is adopted; in the midst of that its adopter dies with its disk, and comes back with a backup.',
  faults: restoredMeanwhile('adopter'),
};

/** What it had told the adopter, it does not know any more, or it hears of the adoption from the backup only. */
export const bystanderRestored: Scenario = {
  ...fourRegions,
  name: 'bystander-restored',
  summary:
    'One of four regions dies and is adopted; meanwhile another that has a part in its issues dies with its disk, and comes back with a backup.',
  faults: restoredMeanwhile('bystander'),
};

/** The other region is away from before the death of the first until long after the admin has lost patience. */
const silentBeforeMs = 2_000;
const silentMinMs = 60_000;
const silentMaxMs = 180_000;
/** A frozen region keeps whoever asks it waiting, and a call may hang for a minute at most. */
const frozenMaxMs = 55_000;

/**
 * The admin cannot wait for a region that is down, and it comes back later with work of the lost one: frozen, crashed, or
 * cut off and at work all the time.
 */
export const adoptedWithoutAnswer: Scenario = {
  ...fourRegions,
  name: 'adopted-without-answer',
  summary: 'One of four regions is adopted while another does not answer, which reports late.',
  faults: (random, regions) => {
    const [region = '', by = '', silent = ''] = inAnyOrder(random, regions);
    const others = regions.filter((other) => other !== silent);
    const atMs = random.between(troubleFromMs, troubleUntilMs);
    const away = { atMs: atMs - silentBeforeMs, forMs: random.between(silentMinMs, silentMaxMs) };
    const ways: readonly Fault[] = [
      { kind: 'crash', region: silent, isSilent: random.chance(0.5), isInCommit: false, ...away },
      { kind: 'pause', region: silent, atMs: away.atMs, forMs: Math.min(away.forMs, frozenMaxMs) },
      { kind: 'partition', groups: [[silent], others], ...away },
    ];
    const [way] = inAnyOrder(random, ways);
    const comesBack = random.chance(0.5);
    const forMs = random.between(awayMinMs, awayMaxMs);
    return [
      { kind: 'adopt', region, by: [by], comesBack, isForced: true, atMs, forMs },
      ...(way ? [way] : []),
    ];
  },
};

/** Who lives in the lost region is elsewhere: what is said of them goes there, where nobody hears it any more. */
export const adoptedWhileAbroad: Scenario = {
  ...fourRegions,
  name: 'adopted-while-abroad',
  summary:
    'One of four regions dies with its disk and is adopted, while most of its people are signed in elsewhere, and everybody is rated.',
  workload: { ...fourRegions.workload, rates: { elsewhere: 0.9, rates: 1 } },
  faults: adoptions({ adopters: 1, comesBack: false }),
};

const busiest = 'South';
const busiestFromMs = 20_000;
const busiestUntilMs = 50_000;
const diesMinMs = 70_000;
const diesMaxMs = 90_000;

/** The region from which most issues come dies, while another that works on many of them cannot be asked. */
export const adoptedFromUnderWork: Scenario = {
  ...fourRegions,
  name: 'adopted-from-under-work',
  summary:
    'Most issues come from a region that is adopted while another works on some of them, cut off: it comes back with what others have got meanwhile.',
  workload: {
    ...fourRegions.workload,
    surge: { region: busiest, share: 0.8, fromMs: busiestFromMs, untilMs: busiestUntilMs },
    service: { minMs: 40_000, maxMs: 160_000 },
    rates: { elsewhere: 0 },
  },
  faults: (random, regions) => {
    const others = regions.filter((region) => region !== busiest);
    const [by = '', silent = ''] = inAnyOrder(random, others);
    const atMs = random.between(diesMinMs, diesMaxMs);
    return [
      {
        kind: 'adopt',
        region: busiest,
        by: [by],
        comesBack: false,
        isForced: true,
        atMs,
        forMs: random.between(awayMinMs, awayMaxMs),
      },
      {
        kind: 'partition',
        groups: [[silent], regions.filter((region) => region !== silent)],
        atMs: atMs - silentBeforeMs,
        forMs: random.between(silentMinMs, silentMaxMs / 2),
      },
    ];
  },
};
