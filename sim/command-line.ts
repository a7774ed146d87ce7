import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { inWords, reportOf } from './report.ts';
import { play } from './run.ts';
import { scenarioNamed, scenarios } from './scenarios/all.ts';

/** What the commands need from outside. */
export type Outside = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Real time, to say how fast a run was. */
  readonly realMs: () => number;
  /** For a run without `--seed`. */
  readonly anySeed: () => number;
};

export const exitCodes = { sound: 0, broken: 1, usage: 2 } as const;

const toSeed = (text: string): number => {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    throw new InvalidArgumentError('A seed is a whole number, 0 or more.');
  return seed;
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
        const known = scenarios.map((one) => one.name).join(', ');
        program.error(`There is no scenario ${name}. Choose one of: ${known}.`);
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
