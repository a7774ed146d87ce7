import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { addCompare, type Outside as CompareOutside } from './compare-command.ts';
import { addMutate } from './mutations/command.ts';
import type { Mutation } from './mutations/mutation.ts';
import { inWords, reportOf } from './report.ts';
import { play } from './run.ts';
import { scenarioNamed, scenarios } from './scenarios/all.ts';
import { badInWords, type Player, replayOf, soak } from './soak.ts';

/** What the commands need from outside. */
export type Outside = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Real time, to say how fast a run was. */
  readonly realMs: () => number;
  /** For a run without `--seed`. */
  readonly anySeed: () => number;
  /** Who plays the runs of a soak; `close` lets them go. */
  readonly players: () => { readonly players: readonly Player[]; readonly close: () => void };
  /** Who plays the code with a bug in it, or the sound code, in a process of its own. */
  readonly playerOf: (mutation: Mutation | undefined) => {
    readonly play: Player;
    readonly close: () => void;
  };
  /** How many of those may be at work at a time. */
  readonly workersMax: number;
  /** Shows how far a long command is, in place of what it showed before. */
  readonly progress: (text: string) => void;
} & Pick<CompareOutside, 'hands' | 'write'>;

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

const unknown = (name: string): string =>
  `There is no scenario ${name}. Choose one of: ${scenarios.map((one) => one.name).join(', ')}.`;

/** Returns whether every promise was kept. */
const soakAll = async (
  { seeds, from, names }: { seeds: number; from: number; names: readonly string[] | undefined },
  outside: Outside,
): Promise<boolean> => {
  const { players, close } = outside.players();
  const chosen = names ?? scenarios.map(({ name }) => name);
  outside.err(`Seeds ${from} to ${from + seeds - 1} of ${chosen.join(', ')}.\n`);
  const startMs = outside.realMs();
  const perSecond = (runs: number) => (runs / ((outside.realMs() - startMs) / 1_000)).toFixed(2);
  const { played, virtualMs, bad } = await soak({ scenarios: chosen, seeds, from }, players, {
    onBad: (outcome) => outside.out(badInWords(outcome)),
    onProgress: ({ done, all, bad }) =>
      outside.progress(`${done} of ${all} runs, ${perSecond(done)} a second, ${bad} with broken promises`),
  }).finally(close);
  const hours = (virtualMs / 3_600_000).toFixed(1);
  outside.out(
    `${played} runs (${hours} virtual hours), ${perSecond(played)} a second, ${bad.length} with broken promises\n`,
  );
  for (const outcome of bad) outside.out(`${replayOf(outcome)}\n`);
  return bad.length === 0;
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
    .option('--json', 'for programs')
    .action(async (name: string, { seed, json }: { seed?: number; json?: boolean }) => {
      const scenario = scenarioNamed(name);
      if (scenario === undefined) {
        program.error(unknown(name));
        return;
      }
      const chosen = seed ?? outside.anySeed();
      if (seed === undefined) outside.err(`Seed ${chosen}, chosen at random.\n`);
      const startMs = outside.realMs();
      const report = reportOf(await play(scenario, chosen), outside.realMs() - startMs);
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
  addMutate(program, outside, (isSound) => {
    if (!isSound) exitCode = exitCodes.broken;
  });
  program
    .command('list')
    .description('shows every scenario')
    .option('--json', 'for programs')
    .action(({ json }: { json?: boolean }) => {
      const known = scenarios.map(({ name, summary }) => ({ name, summary }));
      const lines = known.map(({ name, summary }) => `${name.padEnd(16)}${summary}\n`);
      outside.out(json === true ? `${JSON.stringify(known, undefined, 2)}\n` : lines.join(''));
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.sound : exitCodes.usage;
  }
  return exitCode;
};
