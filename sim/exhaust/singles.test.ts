import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { mutationNamed } from '../mutations/all.ts';
import { type Explored, explore } from './explore.ts';
import { type Explorers, explorersOnAllCores } from './explorers.ts';
import { isSound } from './outcome.ts';
import { badInWords, exploredInWords } from './report.ts';
import { stories } from './stories/all.ts';

const isLong = process.env.GRAPEVINE_LONG === '1';

/**
 * About a minute of two cores: a quarter of the first story, for all others build on the road that it goes, and of each of the others as
 * many of its single faults, evenly chosen, as there is time for. The long tests play them all.
 */
const sampleOf = (story: string): number | undefined => {
  if (isLong) return undefined;
  return story === stories[0]?.name ? 150 : 6;
};

const told = { onProgress: () => {}, onBad: () => {} };

type How = { readonly limit: number | undefined; readonly untilFirst?: boolean };

const exploreOne = (
  story: string,
  { hands }: Explorers,
  { limit, untilFirst = false }: How,
): Promise<Explored> => explore({ story, faults: 1, limit, untilFirst }, hands, told);

/** The same for all stories: a process that has played some runs is faster than a new one. */
const plain = explorersOnAllCores();

for (const { name } of stories) {
  const limit = sampleOf(name);
  test(`${name} keeps every promise with ${limit === undefined ? 'every single fault' : `${limit} of its single faults`}`, async () => {
    const explored = await exploreOne(name, plain, { limit });
    assert.equal(explored.bad, [], explored.bad.map(badInWords).join('\n'));
    assert.ok(explored.singles.all > 500, exploredInWords(explored));
    assert.is(explored.singles.played, limit ?? explored.singles.all);
  });
}

/** A fifth of the faults of the story is enough to meet these. */
const plantedLimit = 110;

for (const [bug, checker] of [
  ['no-resend', 'at-rest'],
  ['outbox-forgotten-at-restart', 'at-rest'],
] as const) {
  test(`single faults notice the planted bug ${bug}, which the story without a fault does not show`, async () => {
    const story = 'handed-on';
    const mutated = explorersOnAllCores(mutationNamed(bug));
    const { singles, bad } = await exploreOne(story, mutated, {
      limit: plantedLimit,
      untilFirst: true,
    }).finally(mutated.close);
    assert.ok(singles.all > 0, 'the run without a fault keeps every promise');
    const [first] = bad;
    assert.ok(
      first?.broken.some((broken) => broken.checker === checker),
      first && badInWords(first),
    );
    assert.is.not(first?.faults, '');
  });
}

/** Each of these needs one fault of a few kinds at one of a few points: `exhaust --mutation` with the story finds them. */
for (const [bug, story, fault, checker] of [
  ['acknowledged-before-commit', 'handed-on', 'disk-refuses South 8', 'at-rest'],
  ['dropped-unacknowledged', 'handed-on', 'disk-refuses South 8', 'at-rest'],
  ['forgotten-tombstone', 'handed-on', 'twice North>South 6', 'at-rest'],
  ['rating-counted-again', 'signed-in-elsewhere', 'again North>East 16', 'counted-once'],
] as const) {
  test(`${story} shows the planted bug ${bug} with "${fault}", and not without`, async () => {
    const { hands, close } = explorersOnAllCores(mutationNamed(bug));
    const [first, second = first] = hands;
    if (first === undefined || second === undefined) throw new Error('Nobody plays.');
    const [whole, struck] = await Promise.all([
      first({ story, faults: '' }),
      second({ story, faults: fault }),
    ]).finally(close);
    assert.ok(isSound(whole), badInWords(whole));
    assert.equal(struck.missed, []);
    assert.ok(
      struck.broken.some((broken) => broken.checker === checker),
      badInWords(struck),
    );
  });
}

test.after(() => plain.close());

test.run();
