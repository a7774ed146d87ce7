import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addCompare, type Outside as CompareOutside } from './compare-command.ts';
import { addExhaust, type Outside as ExhaustOutside } from './exhaust/command.ts';
import { stories } from './exhaust/stories/all.ts';
import { type Kept, numbersFrom } from './kept.ts';
import { addLive } from './live/command.ts';
import { addMutate } from './mutations/command.ts';
import type { Mutation } from './mutations/mutation.ts';
import type { RecordFiles } from './mutations/record-files.ts';
import { inWords, reportOf } from './report.ts';
import { faultsOf, play } from './run.ts';
import { scenarioNamed, scenarios } from './scenarios/all.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { shrink, shrunkInWords } from './shrink.ts';
import { badInWords, type Outcome, type Player, replayOf, soak } from './soak.ts';

/** What the commands need from outside. */
export type Outside = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Real time, to say how fast a run was. */
  readonly realMs: () => number;
  /** Processor time of this process: what a run costs, however busy the machine is. */
  readonly cpuMs: () => number;
  /** For a run without `--seed`. */
  readonly anySeed: () => number;
  /** Who plays the runs of a soak; `close` lets them go. */
  readonly players: () => { readonly players: readonly Player[]; readonly close: () => void };
  /** Who plays the code with a bug in it, or the sound code, in a process of its own. */
  readonly playerOf: (mutation: Mutation | undefined) => {
    readonly play: Player;
    readonly close: () => void;
  };
  /** Where it is kept which run showed which bug. */
  readonly record: () => RecordFiles;
  /** How many of those may be at work at a time. */
  readonly workersMax: number;
  /** Shows how far a long command is, in place of what it showed before. */
  readonly progress: (text: string) => void;
} & Pick<CompareOutside, 'hands' | 'write'> &
  Pick<ExhaustOutside, 'explorers'>;

export const exitCodes = { sound: 0, broken: 1, usage: 2 } as const;

const toSeed = (text: string): number => {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new InvalidArgumentError('A seed is a whole number, 0 or more.');
  return seed;
};

const toCount = (text: string): number => {
  const count = toSeed(text);
  if (count === 0) throw new InvalidArgumentError('At least one.');
  return count;
};

const toNumbers = (text: string): readonly number[] => {
  const numbers = numbersFrom(text);
  if (numbers === undefined)
    throw new InvalidArgumentError('Numbers from 1 with commas between them, as in 2,5, or the word none.');
  return numbers;
};

const barLength = 24;

const bar = (share: number): string => {
  const filled = Math.floor(share * barLength);
  return `[${'#'.repeat(filled)}${'-'.repeat(barLength - filled)}]`;
};

/** Runs to make a failing one smaller, and how long that may take at the end of a soak. */
const shrinkRunsDefault = 300;
const soakShrinkMaxMs = 60_000;

/** Makes a broken run smaller and tells what is left of it. */
const tellSmaller = async (
  scenario: Scenario,
  whole: Outcome,
  { player, runsMax, untilMs }: { player: Player; runsMax: number; untilMs: number },
  { out, progress, realMs }: Outside,
): Promise<void> => {
  const { name, workload } = scenario;
  const { seed } = whole;
  const sizes = {
    faults: faultsOf(scenario, seed).length,
    issues: workload.issues,
    experts: workload.experts,
  };
  const shrunk = await shrink(whole, sizes, {
    play: (kept) => player(name, seed, kept),
    mayTry: (runs) => {
      progress(`making it smaller: ${runs} of at most ${runsMax} runs`);
      return runs < runsMax && realMs() < untilMs;
    },
  });
  out(`${shrunkInWords(shrunk)}${badInWords(shrunk.outcome)}`);
};

const unknown = (name: string): string =>
  `There is no scenario ${name}. Choose one of: ${scenarios.map((one) => one.name).join(', ')}.`;

/** Returns whether every promise was kept. */
const soakAll = async (
  { seeds, from, names }: { seeds: number; from: number; names: readonly string[] | undefined },
  outside: Outside,
): Promise<boolean> => {
  const { players, close } = outside.players();
  const chosen = names ?? scenarios.filter(({ isLong }) => isLong !== true).map(({ name }) => name);
  outside.err(`Seeds ${from} to ${from + seeds - 1} of ${chosen.join(', ')}.\n`);
  const startMs = outside.realMs();
  const perSecond = (runs: number) => (runs / ((outside.realMs() - startMs) / 1_000)).toFixed(2);
  try {
    const { played, virtualMs, cpuMs, bad } = await soak({ scenarios: chosen, seeds, from }, players, {
      onBad: (outcome) => outside.out(badInWords(outcome)),
      onProgress: ({ done, all, bad }) =>
        outside.progress(
          `${bar(done / all)} ${done} of ${all} runs, ${perSecond(done)} a second, ${bad} with broken promises`,
        ),
    });
    const hours = (virtualMs / 3_600_000).toFixed(1);
    const eachMs = cpuMs / Math.max(played, 1);
    outside.out(
      `${played} runs from seed ${from} (${hours} virtual hours), ${perSecond(played)} a second, ${bad.length} with broken promises\n` +
        `${(eachMs / 1_000).toFixed(2)} s of a processor each, ${Math.round(virtualMs / cpuMs)} times real time on one\n`,
    );
    for (const outcome of bad) outside.out(`${replayOf(outcome)}\n`);
    const [first] = bad;
    const [player] = players;
    const scenario = first && scenarioNamed(first.scenario);
    if (first !== undefined && player !== undefined && scenario !== undefined) {
      outside.out(`\nThe first of them, made smaller:\n`);
      const untilMs = outside.realMs() + soakShrinkMaxMs;
      await tellSmaller(scenario, first, { player, runsMax: shrinkRunsDefault, untilMs }, outside);
    }
    return bad.length === 0;
  } finally {
    close();
  }
};

/** Carries out one command line; resolves with the exit code. */
export const main = async (args: readonly string[], outside: Outside): Promise<number> => {
  let exitCode: number = exitCodes.sound;
  const program = new Command('sim')
    .description('Runs complete regions, the production code, in a virtual world made from one seed.')
    .configureOutput({ writeOut: outside.out, writeErr: outside.err })
    .exitOverride()
    .addHelpText(
      'after',
      `\nExit codes: ${exitCodes.sound} every promise was kept, ${exitCodes.broken} one was broken, ${exitCodes.usage} wrong command line.`,
    );
  program
    .command('run')
    .description('plays a scenario and checks what must always hold')
    .argument('<scenario>', 'its name, as `list` shows it')
    .option(
      '--seed <number>',
      'the same seed gives the same run, on any machine (default: a random one)',
      toSeed,
    )
    .option(
      '--faults <numbers>',
      'only these of its faults, in the order in which the seed draws them',
      toNumbers,
    )
    .option('--issues <numbers>', 'only these of its issues', toNumbers)
    .option('--experts <numbers>', 'only these of its experts', toNumbers)
    .option('--json', 'for programs')
    .action(async (name: string, { seed, json, ...kept }: Kept & { seed?: number; json?: boolean }) => {
      const scenario = scenarioNamed(name);
      if (scenario === undefined) {
        program.error(unknown(name));
        return;
      }
      const chosen = seed ?? outside.anySeed();
      if (seed === undefined) outside.err(`Seed ${chosen}, chosen at random.\n`);
      const [startMs, startCpuMs] = [outside.realMs(), outside.cpuMs()];
      const run = await play(scenario, chosen, { kept });
      const took = { realMs: outside.realMs() - startMs, cpuMs: outside.cpuMs() - startCpuMs };
      const report = reportOf(run, took);
      outside.out(json === true ? `${JSON.stringify(report, undefined, 2)}\n` : inWords(report));
      if (!report.isSound) exitCode = exitCodes.broken;
    });
  program
    .command('soak')
    .description('plays many seeds on all cores, and says which promises were broken')
    .requiredOption('--seeds <number>', 'how many of each scenario', toCount)
    .option('--from <seed>', 'the first seed (default: a random one)', toSeed)
    .option('--scenario <name>', 'this one alone')
    .action(async ({ seeds, from, scenario }: { seeds: number; from?: number; scenario?: string }) => {
      if (scenario !== undefined && scenarioNamed(scenario) === undefined) {
        program.error(unknown(scenario));
        return;
      }
      const isSound = await soakAll(
        { seeds, from: from ?? outside.anySeed(), names: scenario === undefined ? undefined : [scenario] },
        outside,
      );
      if (!isSound) exitCode = exitCodes.broken;
    });
  addCompare(program, outside);
  addLive(program, {
    ...outside,
    toSeed,
    onBroken: () => {
      exitCode = exitCodes.broken;
    },
  });
  addExhaust(program, outside, (isSound) => {
    if (!isSound) exitCode = exitCodes.broken;
  });
  addMutate(program, outside, (isSound) => {
    if (!isSound) exitCode = exitCodes.broken;
  });
  program
    .command('shrink')
    .description('leaves out faults, issues and experts of a run that breaks a promise, as long as it does')
    .argument('<scenario>', 'its name, as `list` shows it')
    .requiredOption('--seed <number>', 'of the run that breaks a promise', toSeed)
    .option('--runs <number>', 'at most so many', toCount, shrinkRunsDefault)
    .action(async (name: string, { seed, runs: runsMax }: { seed: number; runs: number }) => {
      const scenario = scenarioNamed(name);
      if (scenario === undefined) {
        program.error(unknown(name));
        return;
      }
      const { players, close } = outside.players();
      const [player] = players;
      if (player === undefined) return;
      try {
        const whole = await player(name, seed);
        if (whole.failure === undefined && whole.broken.length === 0) {
          outside.out(`Seed ${seed} of ${name} keeps every promise: there is nothing to make smaller.\n`);
          return;
        }
        exitCode = exitCodes.broken;
        await tellSmaller(scenario, whole, { player, runsMax, untilMs: Number.POSITIVE_INFINITY }, outside);
      } finally {
        close();
      }
    });
  program
    .command('list')
    .description('shows every scenario, and every story of `exhaust`')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) => {
      const listed = ({ name, summary }: { name: string; summary: string }) => ({ name, summary });
      const known = scenarios.map(listed);
      const told = stories.map(listed);
      const width = Math.max(...[...known, ...told].map(({ name }) => name.length)) + 2;
      const linesOf = (items: typeof known) =>
        items.map(({ name, summary }) => `${name.padEnd(width)}${summary}\n`).join('');
      outside.out(
        json === true
          ? `${JSON.stringify([...known, ...told.map((story) => ({ ...story, isStory: true }))], undefined, 2)}\n`
          : `${linesOf(known)}\nStories, for exhaust:\n${linesOf(told)}`,
      );
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.sound : exitCodes.usage;
  }
  return exitCode;
};
