import { type Command, InvalidArgumentError } from 'commander';
import { mutationNamed } from '../mutations/all.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { type Explored, explore } from './explore.ts';
import type { Explorers } from './explorers.ts';
import { type Fault, faultsText, parseFaults } from './fault.ts';
import { isSound, outcomeOf } from './outcome.ts';
import { badInWords, exploredInWords, replayInWords } from './report.ts';
import { stories, storyNamed } from './stories/all.ts';
import type { Story } from './story.ts';

/** What the command needs from outside. */
export type Outside = {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
  /** Who plays the runs, with the bug in the code if there is one; `close` lets them go. */
  readonly explorers: (mutation?: Mutation) => Explorers;
};

type Options = {
  story?: string;
  faults: 1 | 2;
  limit?: number;
  replay?: readonly Fault[];
  mutation?: readonly string[];
  json?: boolean;
};

const toLimit = (text: string): number => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('A whole number, 1 or more.');
  return Number(text);
};

const toDepth = (text: string): 1 | 2 => {
  if (text !== '1' && text !== '2')
    throw new InvalidArgumentError('1 tries every single fault, 2 pairs of them as well.');
  return text === '1' ? 1 : 2;
};

/** What no fault at all is called on the command line. */
const none = 'none';

const toFaults = (text: string): readonly Fault[] => {
  try {
    return text === none ? [] : parseFaults(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
};

/** Adds `exhaust`, which says through `onEnd` whether every promise was kept. */
export const addExhaust = (program: Command, outside: Outside, onEnd: (isSound: boolean) => void): void => {
  program
    .command('exhaust')
    .description('plays small stories with a fault at every point where one can strike')
    .option('--story <name>', 'this one alone, as `list` shows it (default: all)')
    .option('--faults <number>', '1: every single fault; 2: pairs as well', toDepth, 1)
    .option(
      '--limit <number>',
      'at most so many runs of each story and number of faults, evenly chosen',
      toLimit,
    )
    .option(
      '--replay <faults>',
      'one run with exactly these, as in "lost North>South 3, crash-after North 7", and its trace; or the word none',
      toFaults,
    )
    .option(
      '--mutation <names...>',
      'deliberate bugs of sim/mutations, one at a time, each until a run notices it',
    )
    .option('--json', 'for programs')
    .action(async ({ story: name, faults, limit, replay, mutation, json }: Options) => {
      const chosen = storiesFor(name);
      if (chosen === undefined) {
        const known = stories.map((one) => one.name).join(', ');
        program.error(`There is no story ${name}. Choose one of: ${known}.`);
        return;
      }
      const bugs = mutation?.flatMap((one) => mutationNamed(one) ?? []) ?? [];
      const stray = mutation?.find((one) => mutationNamed(one) === undefined);
      if (stray !== undefined)
        program.error(`There is no mutation ${stray}; sim/mutations/README.md has their names.`);
      if (replay !== undefined) {
        const [story] = chosen;
        if (name === undefined || story === undefined) {
          program.error('Faults mean something else in each story: say which by --story.');
          return;
        }
        const told = { ...outside, isJson: json === true, fail: (why: string) => program.error(why) };
        onEnd(
          mutation === undefined
            ? await playAgain(story, replay, told)
            : await playMutated(bugs, story, replay, told),
        );
        return;
      }
      if (mutation !== undefined) {
        onEnd(await huntAll(bugs, chosen, { faults, limit }, outside));
        return;
      }
      onEnd(await exploreAll(chosen, { faults, limit, isJson: json === true }, outside));
    });
};

const storiesFor = (name: string | undefined): readonly Story[] | undefined => {
  if (name === undefined) return stories;
  const story = storyNamed(name);
  return story && [story];
};

/** One run, with its trace whatever came of it. Returns whether every promise was kept. */
const playAgain = async (
  story: Story,
  faults: readonly Fault[],
  { out, isJson, fail }: Pick<Outside, 'out'> & { isJson: boolean; fail: (why: string) => void },
): Promise<boolean> => {
  const outcome = await outcomeOf(story, faults, { isTold: true });
  if (outcome.missed.length > 0)
    fail(
      `${story.name} has no point for "${outcome.missed.join(', ')}": no such link, region or person, or fewer points than that. Without a fault there are: ${await pointsOf(story)}.`,
    );
  out(isJson ? `${JSON.stringify(outcome, undefined, 2)}\n` : replayInWords(outcome));
  return isSound(outcome);
};

/** One run of the code with each of these bugs, with its trace if a promise was broken. Returns whether none was. */
const playMutated = async (
  bugs: readonly Mutation[],
  story: Story,
  faults: readonly Fault[],
  { out, explorers, isJson }: Pick<Outside, 'out' | 'explorers'> & { isJson: boolean },
): Promise<boolean> => {
  let areKept = true;
  for (const bug of bugs) {
    const { hands, close } = explorers(bug);
    const [hand] = hands;
    const outcome = await hand?.({ story: story.name, faults: faultsText(faults) }).finally(close);
    if (outcome === undefined) continue;
    areKept = areKept && isSound(outcome);
    out(
      isJson ? `${JSON.stringify(outcome, undefined, 2)}\n` : `With ${bug.name}, ${replayInWords(outcome)}`,
    );
  }
  return areKept;
};

/** How far the points of each link, region and person go: `North>South 1 to 23, …`. */
const pointsOf = async (story: Story): Promise<string> => {
  const { further } = await outcomeOf(story, []);
  const last = new Map<string, number>();
  for (const { where, n } of further.flatMap(parseFaults)) last.set(where, Math.max(n, last.get(where) ?? 0));
  return [...last].map(([where, n]) => `${where} 1 to ${n}`).join(', ');
};

const exploreAll = async (
  chosen: readonly Story[],
  { faults, limit, isJson }: { faults: 1 | 2; limit: number | undefined; isJson: boolean },
  outside: Outside,
): Promise<boolean> => {
  const out = isJson ? () => {} : outside.out;
  const { hands, close } = outside.explorers();
  const all: Explored[] = [];
  try {
    for (const { name } of chosen) {
      const explored = await explore({ story: name, faults, limit }, hands, {
        onBad: (outcome) => out(badInWords(outcome)),
        onProgress: ({ done, all: runs, bad }) =>
          outside.progress(`${name}: ${done} of ${runs} runs, ${bad} with broken promises`),
      });
      all.push(explored);
      out(exploredInWords(explored));
    }
  } finally {
    close();
  }
  if (isJson) outside.out(`${JSON.stringify(all, undefined, 2)}\n`);
  return all.every(({ bad }) => bad.length === 0);
};

/** How many of these bugs the stories show. Returns whether all were noticed. */
const huntAll = async (
  bugs: readonly Mutation[],
  chosen: readonly Story[],
  options: { faults: 1 | 2; limit: number | undefined },
  { out, progress, explorers }: Outside,
): Promise<boolean> => {
  let caught = 0;
  for (const bug of bugs) {
    const found = await huntOne(bug, chosen, options, { progress, explorers });
    if (found.by !== undefined) caught += 1;
    out(
      `${found.by === undefined ? 'ESCAPED' : 'caught '} ${bug.name} after ${found.runs} runs${found.by ?? ''}\n`,
    );
  }
  out(`${caught} of ${bugs.length} mutations caught\n`);
  return caught === bugs.length;
};

/** Until a run of the code with the bug breaks a promise, story by story. */
const huntOne = async (
  bug: Mutation,
  chosen: readonly Story[],
  options: { faults: 1 | 2; limit: number | undefined },
  { progress, explorers }: Pick<Outside, 'progress' | 'explorers'>,
): Promise<{ runs: number; by?: string }> => {
  const { hands, close } = explorers(bug);
  let runs = 0;
  try {
    for (const { name: story } of chosen) {
      const explored = await explore({ story, ...options, untilFirst: true }, hands, {
        onBad: () => {},
        onProgress: ({ done, all }) => progress(`${bug.name}: ${story}, ${done} of ${all} runs`),
      });
      runs += explored.runs;
      const [bad] = explored.bad;
      if (bad === undefined) continue;
      const by = bad.broken.map(({ checker }) => checker).join(', ');
      return { runs, by: ` by ${by || bad.failure}, in ${story} with "${bad.faults || none}"` };
    }
    return { runs };
  } finally {
    close();
  }
};
