import type { SeededRandom } from '../random.ts';
import { badLinks, troubles } from './chaos.ts';
import { fourRegions, inAnyOrder, type Scenario, troubleFromMs, troubleUntilMs } from './scenario.ts';

/** What experts of the region are given to finish: too little for most, or enough. */
const finishMinMs = 1_000;
const finishMaxMs = 90_000;
const newcomers = 4;

const leave = (random: SeededRandom, region: string, refuge: string) => ({
  kind: 'drain' as const,
  region,
  refuge,
  finishMs: random.between(finishMinMs, finishMaxMs),
  isForced: false,
  atMs: random.between(troubleFromMs, troubleUntilMs),
  forMs: 0,
});

/** A region is replaced by another while the mesh is at its busiest. */
export const drainUnderLoad: Scenario = {
  ...fourRegions,
  name: 'drain-under-load',
  summary:
    'A region leaves the mesh in good order while most issues arrive in one of them, and a new one joins.',
  workload: {
    ...fourRegions.workload,
    surge: { region: 'South', share: 0.5, fromMs: troubleFromMs, untilMs: troubleUntilMs },
  },
  faults: (random, regions) => {
    const [region = '', refuge = ''] = inAnyOrder(random, regions);
    const join = {
      kind: 'join' as const,
      region: 'Central',
      experts: newcomers,
      atMs: random.between(troubleFromMs, troubleUntilMs),
      forMs: 0,
    };
    // The one that founded the mesh is what others join by.
    return region === regions[0] ? [leave(random, region, refuge)] : [leave(random, region, refuge), join];
  },
};

const crashWithinMs = 20_000;
const downMinMs = 500;
const downMaxMs = 20_000;
const othersUntilMs = troubleUntilMs + 30_000;
const othersPauseMaxMs = 80_000;

/** Nothing goes smoothly: the region that leaves crashes on its way out, and so may those that are to go on for it. */
export const drainInTrouble: Scenario = {
  ...fourRegions,
  name: 'drain-in-trouble',
  summary:
    'A region leaves and crashes meanwhile, while the others have troubles of all kinds over bad links.',
  conditions: badLinks,
  faults: (random, regions) => {
    const [region = '', ...others] = inAnyOrder(random, regions);
    const [refuge = ''] = others;
    const leaving = leave(random, region, refuge);
    const crash = {
      kind: 'crash' as const,
      region,
      isSilent: random.chance(0.5),
      isInCommit: random.chance(0.5),
      atMs: leaving.atMs + random.between(0, crashWithinMs),
      forMs: random.between(downMinMs, downMaxMs),
    };
    return [
      leaving,
      crash,
      ...troubles(random, others, { untilMs: othersUntilMs, pauseMaxMs: othersPauseMaxMs }),
    ];
  },
};

/** What a region hands over when it leaves takes seconds to pass; a word of the others overtakes it. */
const bytesPerSecondMin = 12_000;
const bytesPerSecondMax = 40_000;
const narrowForMs = 150_000;
const latency = { minMs: 50, maxMs: 1_500 };
const finishSoonMaxMs = 30_000;

const narrowSpan = ({ atMs }: { readonly atMs: number }) => ({
  kind: 'link' as const,
  atMs,
  forMs: narrowForMs,
});

const narrowLines = (
  random: SeededRandom,
  { from, to: others }: { readonly from: string; readonly to: readonly string[] },
  span: ReturnType<typeof narrowSpan>,
) =>
  others.map((to) => ({
    ...span,
    conditions: { bytesPerSecond: random.between(bytesPerSecondMin, bytesPerSecondMax) },
    link: { from, to },
  }));

/** All it has goes to its heir bit by bit, while everybody goes on with what is on its way. */
export const drainOverNarrowLines: Scenario = {
  ...fourRegions,
  name: 'drain-over-narrow-lines',
  summary:
    'A region leaves whose lines to the others are narrow, while its experts answer and users confirm.',
  faults: (random, regions) => {
    const [region = '', ...others] = inAnyOrder(random, regions);
    const [refuge = ''] = others;
    const leaving = {
      ...leave(random, region, refuge),
      finishMs: random.between(finishMinMs, finishSoonMaxMs),
    };
    const span = narrowSpan(leaving);
    return [
      leaving,
      ...narrowLines(random, { from: region, to: others }, span),
      ...others.flatMap((from) =>
        others
          .filter((to) => to !== from)
          .map((to) => ({ ...span, conditions: { latency }, link: { from, to } })),
      ),
    ];
  },
};

/** The other is away from before the first begins to leave until it is gone, or nearly. */
const silentBeforeMs = 5_000;
const silentMinMs = 60_000;
const silentMaxMs = 180_000;

/** What the region that leaves has yet to tell the one that is away, nobody else can tell it later. */
export const drainWithoutOne: Scenario = {
  ...fourRegions,
  name: 'drain-without-one',
  summary:
    'A region leaves without waiting for another that is down, and comes back with issues that were worked on there.',
  faults: (random, regions) => {
    const [region = '', refuge = '', silent = ''] = inAnyOrder(random, regions);
    const leaving = {
      ...leave(random, region, refuge),
      finishMs: random.between(finishMinMs, finishSoonMaxMs),
      isForced: true,
    };
    const forMs = random.between(silentMinMs, silentMaxMs);
    const isSilent = random.chance(0.5);
    return [
      leaving,
      {
        kind: 'crash',
        region: silent,
        isSilent,
        isInCommit: false,
        atMs: leaving.atMs - silentBeforeMs,
        forMs,
      },
    ];
  },
};

/** Who goes on for it may die while it takes in what is handed over, or soon after. */
const heirDiesWithinMs = 60_000;
const heirAwayMinMs = 1_000;
const heirAwayMaxMs = 120_000;

/** What a region leaves behind is lost with its heir, or with one that had a part in it, and goes on at a third. */
export const drainHeirLost: Scenario = {
  ...fourRegions,
  name: 'drain-heir-lost',
  summary:
    'A region leaves, and another, often the one that goes on for it, dies meanwhile or soon after and is adopted.',
  faults: (random, regions) => {
    const [region = '', lost = '', by = ''] = inAnyOrder(random, regions);
    const leaving = { ...leave(random, region, by), finishMs: random.between(finishMinMs, finishSoonMaxMs) };
    const others = regions.filter((other) => other !== region);
    return [
      leaving,
      ...narrowLines(random, { from: region, to: others }, narrowSpan(leaving)),
      {
        kind: 'adopt',
        region: lost,
        by: [by],
        comesBack: random.chance(0.5),
        isForced: false,
        atMs: leaving.atMs + random.between(0, heirDiesWithinMs),
        forMs: random.between(heirAwayMinMs, heirAwayMaxMs),
      },
    ];
  },
};
