import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isKept, type Kept } from './kept.ts';
import { playerOf } from './player.ts';
import { play } from './run.ts';
import { regionCrash } from './scenarios/region-crash.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { shrink, shrunkInWords } from './shrink.ts';
import type { Outcome } from './soak.ts';

/** Far more than it takes until the region that crashes keeps something. */
const seedsMax = 20;

const sizes = { faults: 9, issues: 24, experts: 14 };
const verdict = (checker: string) => ({ checker, promise: '', violations: ['It fell.'] });

/** Fault 3 and issues 2 and 7 together break a promise; fault 5 alone breaks another. */
const imagined = async (kept: Kept): Promise<Outcome> => {
  const has = (kind: keyof Kept, number: number) => isKept(kept[kind], number - 1);
  const isBroken = has('faults', 3) && has('issues', 2) && has('issues', 7);
  const broken = [
    ...(isBroken ? [verdict('epochs')] : []),
    ...(!isBroken && has('faults', 5) ? [verdict('chat')] : []),
  ];
  return { scenario: 'a', seed: 1, kept, traceHash: '', virtualMs: 1, cpuMs: 1, broken };
};

test('what is left breaks the same promise, and nothing of it can be left out', async () => {
  const { kept, outcome } = await shrink(await imagined({}), sizes, { play: imagined, mayTry: () => true });
  assert.equal(kept, { faults: [3], issues: [2, 7], experts: [] });
  assert.is(outcome.broken[0]?.checker, 'epochs');
  assert.equal(outcome.kept, kept);
});

test('the tries are bounded', async () => {
  let played = 0;
  const play = (kept: Kept) => {
    played += 1;
    return imagined(kept);
  };
  const { runs, kept } = await shrink(await imagined({}), sizes, { play, mayTry: (runs) => runs < 5 });
  assert.is(runs, 5);
  assert.is(played, 5);
  assert.ok(isKept(kept.faults, 2));
});

test('a run with one fatal fault among harmless ones is played ever smaller, and tells what happened', async () => {
  const scenario: Scenario = {
    ...regionCrash,
    name: 'never mended',
    workload: { experts: 4, users: 4, issues: 4, arrivalsMs: 30_000, categories: 1 },
    patienceMs: 20_000,
    faults: () => [
      { kind: 'clock', region: 'South', byMs: 1_000, atMs: 1_000, forMs: 1_000 },
      { kind: 'crash', region: 'North', atMs: 31_000, forMs: 600_000, isSilent: false, isInCommit: false },
      { kind: 'restart', region: 'East', atMs: 2_000, forMs: 1_000 },
    ],
  };
  // What North keeps for others depends on chance.
  let seed = 0;
  const playPart = (kept: Kept) => playerOf(scenario)(scenario.name, seed, kept);
  const isMissed = ({ broken }: Outcome) => broken.some(({ checker }) => checker === 'copies');
  let whole: Outcome;
  do {
    seed += 1;
    whole = await playPart({});
  } while (!isMissed(whole) && seed < seedsMax);
  assert.ok(isMissed(whole), 'North kept something for others, and never came back');
  const lost = { ...whole, broken: whole.broken.filter(({ checker }) => checker === 'copies') };
  const shrunk = await shrink(
    lost,
    { faults: 3, issues: 4, experts: 4 },
    { play: playPart, mayTry: () => true },
  );
  const { faults, issues, experts } = shrunk.kept;
  assert.equal({ faults, issues: issues.length }, { faults: [2], issues: 1 });
  assert.ok(experts.length <= 3, 'nobody is left who has no part in it');
  assert.match(
    shrunkInWords(shrunk),
    /Shrunk in \d+ runs to 1 of 3 faults, 1 of 4 issues, [0-3] of 4 experts/,
  );
  assert.match(shrunkInWords(shrunk), 'North crashed');
});

test('leaving out an issue leaves the plans of the others as they were', async () => {
  const scenario: Scenario = {
    ...regionCrash,
    workload: { experts: 4, users: 4, issues: 4, arrivalsMs: 30_000, categories: 2 },
    faults: () => [],
  };
  const submitted = async (kept: Kept) => {
    const { evidence } = await play(scenario, 3, { kept });
    return new Map(
      evidence.final.flatMap(({ issues }) =>
        issues.map(({ title, category, origin }) => [title, `${category} at ${origin}`] as const),
      ),
    );
  };
  const [all, some] = [await submitted({}), await submitted({ issues: [2, 4], experts: [1, 2] })];
  assert.equal([...some.keys()].sort(), ['Issue 2', 'Issue 4']);
  for (const [title, words] of some) assert.is(words, all.get(title));
});

test.run();
