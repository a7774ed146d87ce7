import { type Command, InvalidArgumentError } from 'commander';
import { compare } from './compare.ts';
import { comparisonInWords, comparisonsAsCsv } from './compare-report.ts';
import type { Sample } from './compare-sample.ts';
import type { Task } from './compare-task.ts';
import { lineKinds, loads, newsKinds, skews } from './compare-workload.ts';
import type { Hand } from './hands.ts';
import { policies, policyAt } from './policies/all.ts';

/** What the command needs from outside. */
export type Outside = {
  readonly out: (text: string) => void;
  readonly progress: (text: string) => void;
  readonly hands: () => { readonly hands: readonly Hand<Task, Sample>[]; readonly close: () => void };
  readonly write: (path: string, text: string) => Promise<void>;
};

/** Ends within about three minutes on two cores. */
const regionsDefault = [4];

type Options = {
  readonly regions: readonly number[];
  readonly load: readonly (typeof loads)[number][];
  readonly skew: readonly (typeof skews)[number][];
  readonly news: readonly (typeof newsKinds)[number][];
  readonly lines: readonly (typeof lineKinds)[number][];
  readonly policy: readonly string[];
  readonly seeds: number;
  readonly from: number;
  readonly scale: number;
  readonly json?: boolean;
  readonly csv?: string;
};

/** `compare`: what regions under several policies make of the same people, beside a queue that knows everything. */
export const addCompare = (program: Command, outside: Outside): void => {
  program
    .command('compare')
    .description('plays the same people under several dispatch policies and under a central queue')
    .option('--regions <numbers>', 'how many regions', listOf(toCount), regionsDefault)
    .option('--load <kinds>', `of ${loads.join(',')}`, listOf(oneOf(loads)), [...loads])
    .option('--skew <kinds>', `of ${skews.join(',')}`, listOf(oneOf(skews)), [...skews])
    .option('--news <kinds>', `of ${newsKinds.join(',')}`, listOf(oneOf(newsKinds)), ['old'])
    .option('--lines <kinds>', `of ${lineKinds.join(',')}`, listOf(oneOf(lineKinds)), ['lossy'])
    .option(
      '--policy <names>',
      `of ${policies.map(({ name }) => name).join(',')}, or files that export one as default`,
      listOf((text) => text),
      policies.map(({ name }) => name),
    )
    .option('--seeds <number>', 'how many of each, taken together', toCount, 1)
    .option('--from <seed>', 'the first seed', toCount, 1)
    .option('--scale <share>', 'of the issues of each run', toShare, 1)
    .option('--csv <file>', 'writes the figures there, too')
    .option('--json', 'for programs')
    .action(async (options: Options) => {
      for (const name of options.policy)
        await policyAt(name).catch((error: Error) => program.error(error.message));
      const { hands, close } = outside.hands();
      const { regions, load, skew, news, lines, policy, seeds, from, scale, json, csv } = options;
      const grid = { regions, loads: load, skews: skew, news, lines, policies: policy, seeds, from, scale };
      const comparisons = await compare(grid, hands, {
        onProgress: (done, all) => outside.progress(`${done} of ${all} runs`),
        onCompared: (comparison) => {
          if (json !== true) outside.out(comparisonInWords(comparison));
        },
      }).finally(close);
      if (json === true) outside.out(`${JSON.stringify(comparisons, undefined, 2)}\n`);
      if (csv !== undefined) await outside.write(csv, comparisonsAsCsv(comparisons));
    });
};

const toCount = (text: string): number => {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    throw new InvalidArgumentError(`${text} is no whole number of 1 or more.`);
  return count;
};

const toShare = (text: string): number => {
  const share = Number(text);
  if (!(share > 0 && share <= 1)) throw new InvalidArgumentError('A share is above 0 and at most 1.');
  return share;
};

const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`${text} is none of ${words.join(', ')}.`);
    return found;
  };

const listOf =
  <T>(parse: (text: string) => T) =>
  (text: string): T[] =>
    text.split(',').map((part) => parse(part.trim()));
