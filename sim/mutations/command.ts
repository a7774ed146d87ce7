import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { checkers } from '../checkers/all.ts';
import { scenarioNamed, scenarios } from '../scenarios/all.ts';
import type { Player } from '../soak.ts';
import { mutationNamed, mutations } from './all.ts';
import { type Hunt, hunt, type Result, replayOf } from './hunt.ts';
import type { Mutation } from './mutation.ts';
import { parseRecord, recordText, tableOf, withResult, withTable } from './record.ts';
import type { RecordFiles } from './record-files.ts';

/** What the command needs from outside. */
type Outside = {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
  readonly workersMax: number;
  /** Who plays the code with the bug in it, or the sound code; `close` lets them go. */
  readonly playerOf: (mutation: Mutation | undefined) => {
    readonly play: Player;
    readonly close: () => void;
  };
  /** What was caught before; read when it is asked for. */
  readonly record: () => RecordFiles;
};

type Options = {
  seeds: number;
  from: number;
  seed?: number;
  scenario?: string;
  workers?: number;
  record?: boolean;
  json?: boolean;
};

/** So many runs must show every bug. */
const seedsDefault = 1_000;

const toCount = (text: string): number => {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('A whole number, 0 or more.');
  return count;
};

/** Adds `mutate`, which says through `onEnd` whether every bug was caught. */
export const addMutate = (program: Command, outside: Outside, onEnd: (isSound: boolean) => void): void => {
  program
    .command('mutate')
    .description('puts deliberate bugs into the code, one at a time, and says which checker notices each')
    .argument('[name...]', 'mutations of sim/mutations (default: all)')
    .option('--seeds <number>', 'runs of each at most', toCount, seedsDefault)
    .option('--from <seed>', 'the first seed', toCount, 1)
    .option('--scenario <name>', 'this one alone')
    .option('--seed <number>', 'one run: this seed of the scenario', toCount)
    .option('--workers <number>', 'mutations played at a time (default: one for each core)', toCount)
    .option(
      '--record',
      'writes into sim/mutations which run showed each, and the table in its README; goes on where it was ended',
    )
    .option('--json', 'for programs')
    .action(async (names: string[], { seeds, from, seed, scenario, workers, record, json }: Options) => {
      const stray = names.find((name) => mutationNamed(name) === undefined);
      if (stray !== undefined)
        program.error(
          `There is no mutation ${stray}. Choose some of: ${mutations.map(({ name }) => name).join(', ')}.`,
        );
      if (scenario !== undefined && scenarioNamed(scenario) === undefined)
        program.error(`There is no scenario ${scenario}; \`list\` shows them.`);
      if (seed !== undefined && scenario === undefined)
        program.error('A seed means another run in each scenario: say which by --scenario.');
      if (record === true && scenario !== undefined)
        program.error('What is recorded was hunted in all scenarios: leave out --scenario.');
      const named = names.length === 0 ? mutations : mutations.filter(({ name }) => names.includes(name));
      const book = record === true ? bookOf(outside.record()) : undefined;
      const chosen = book === undefined ? named : named.filter((mutation) => !book.knows(mutation));
      const played =
        scenario === undefined
          ? scenarios.filter(({ isLong }) => isLong !== true).map(({ name }) => name)
          : [scenario];
      const results = await huntAll(
        chosen,
        seed === undefined ? { seeds, from, scenarios: played } : { seeds: 1, from: seed, scenarios: played },
        {
          ...outside,
          onResult: (result) => book?.note(result),
          workersMax: Math.max(1, workers ?? outside.workersMax),
          out: json === true ? () => {} : outside.out,
        },
      );
      if (json === true) outside.out(`${JSON.stringify(results, undefined, 2)}\n`);
      onEnd(results.every(({ caught }) => caught !== undefined));
    });
};

/** The record of what was caught, written anew with each result. */
const bookOf = (files: RecordFiles) => {
  let record = parseRecord(files.readRecord());
  return {
    /** Whether it was caught in this very code. */
    knows: (mutation: Mutation): boolean =>
      record.some(({ mutation: name, code }) => name === mutation.name && code === files.codeOf(mutation)),
    note: (result: Result): void => {
      record = withResult(record, result, { code: files.codeOf(result.mutation), mutations });
      files.write(recordText(record), withTable(files.readReadme(), tableOf(mutations, record, checkers)));
    },
  };
};

/** Each worker takes the next mutation when it is done with one. */
const huntAll = async (
  chosen: readonly Mutation[],
  options: Hunt,
  {
    out,
    progress,
    workersMax,
    playerOf,
    onResult,
  }: Omit<Outside, 'record'> & { readonly onResult: (result: Result) => void },
): Promise<readonly Result[]> => {
  const waiting = [...chosen];
  // Many bugs show in the same runs: what the sound code does in each need be seen only once.
  const controls = new Map<string, ReturnType<Player>>();
  const results: Result[] = [];
  const work = async () => {
    const sound = playerOf(undefined);
    const control: Player = (scenario, seed) => {
      const key = `${scenario} ${seed}`;
      const outcome = controls.get(key) ?? sound.play(scenario, seed);
      controls.set(key, outcome);
      return outcome;
    };
    for (let mutation = waiting.shift(); mutation !== undefined; mutation = waiting.shift()) {
      const { name } = mutation;
      const mutant = playerOf(mutation);
      const result = await hunt(mutation, options, {
        mutant: mutant.play,
        control,
        onRun: (runs) =>
          progress(`${results.length} of ${chosen.length} mutations done; ${name}: ${runs} runs`),
      }).finally(mutant.close);
      results.push(result);
      onResult(result);
      out(inWords(result));
    }
    sound.close();
  };
  await Promise.all(Array.from({ length: Math.min(workersMax, chosen.length) }, work));
  const caught = results.filter((result) => result.caught !== undefined);
  out(`${caught.length} of ${results.length} mutations caught\n`);
  return results;
};

const inWords = ({ mutation, runs, caught, lost, unsound }: Result): string => {
  const notes = [
    ...(lost > 0 ? [`${lost} runs hung or died, which nobody but the clock noticed`] : []),
    ...unsound.map(
      ({ scenario, seed }) =>
        `${scenario} ${seed} does not end well without it either, at least in this patience: "npm run sim -- run ${scenario} --seed ${seed}" tells whether that is a fault`,
    ),
  ].map((note) => `        ${note}\n`);
  if (caught === undefined)
    return `ESCAPED ${mutation.name}: ${runs} runs, not noticed by ${mutation.breaks}\n${notes.join('')}`;
  const isNamed = caught.by.includes(mutation.breaks);
  const by = isNamed
    ? [mutation.breaks, ...caught.by.filter((name) => name !== mutation.breaks)].join(', ')
    : `${caught.by.join(', ')} (not ${mutation.breaks})`;
  return [
    `caught  ${mutation.name} after ${runs} by ${by}\n`,
    `        ${caught.violation}\n`,
    `        ${replayOf(mutation, caught)}\n`,
    ...notes,
  ].join('');
};
