import { z } from 'zod';
import type { Checker } from '../checkers/checker.ts';
import type { Result } from './hunt.ts';
import type { Mutation } from './mutation.ts';

/** What is remembered of a mutation that was caught: enough to show it again, and to see whether it was of this code. */
const Caught = z.object({
  mutation: z.string(),
  /** A digest of the code that was played. */
  code: z.string(),
  /** Runs until somebody noticed, that one included. */
  runs: z.int().positive(),
  scenario: z.string(),
  seed: z.int(),
  /** The checkers that noticed it in that run. */
  by: z.array(z.string()).min(1).readonly(),
  violation: z.string(),
});
export type Caught = z.infer<typeof Caught>;

/** The record as it is kept in `caught.json`. @throws ZodError, SyntaxError */
export const parseRecord = (text: string): readonly Caught[] => z.array(Caught).parse(JSON.parse(text));

/** One line each, so that a change of one is a change of one line. */
export const recordText = (record: readonly Caught[]): string =>
  `[\n${record.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;

/** The record with this result in place of a former one, in the order of the mutations; what is none any more is left out. */
export const withResult = (
  record: readonly Caught[],
  { mutation, runs, caught }: Result,
  { code, mutations }: { readonly code: string; readonly mutations: readonly Mutation[] },
): readonly Caught[] => {
  const now = caught && { mutation: mutation.name, code, runs, ...caught };
  const all = new Map(
    [...record.filter((one) => one.mutation !== mutation.name), ...(now ? [now] : [])].map((one) => [
      one.mutation,
      one,
    ]),
  );
  return mutations.flatMap(({ name }) => all.get(name) ?? []);
};

const begin = '<!-- written by `npm run sim -- mutate --record`, from here -->';
const end = '<!-- to here -->';

const invariantOf = (name: string, checkers: readonly Checker[]): string =>
  String(checkers.find((checker) => checker.name === name)?.invariant ?? '');

/** The checker that was to notice it comes first, if it did. */
const noticedBy = ({ breaks }: Mutation, { by }: Caught): string =>
  [...by.filter((name) => name === breaks), ...by.filter((name) => name !== breaks)]
    .map((name) => `\`${name}\``)
    .join(', ');

/** The mutations as rows of a table, by promise. */
export const tableOf = (
  mutations: readonly Mutation[],
  record: readonly Caught[],
  checkers: readonly Checker[],
): string => {
  const orderOf = (name: string) => checkers.findIndex((checker) => checker.name === name);
  const rows = [...mutations]
    .sort((a, b) => orderOf(a.breaks) - orderOf(b.breaks))
    .map((mutation) => {
      const { name, breaks, file, why } = mutation;
      const caught = record.find((one) => one.mutation === name);
      const seen = caught
        ? [noticedBy(mutation, caught), `${caught.scenario} ${caught.seed}`, String(caught.runs)]
        : ['nobody yet', '', ''];
      return [
        '',
        invariantOf(breaks, checkers),
        `\`${breaks}\``,
        `\`${name}\``,
        ...seen,
        `\`${file}\`: ${why}`,
        '',
      ]
        .join(' | ')
        .trim();
    });
  return [
    '| | is to notice | mutation | noticed by | in scenario and seed | after runs | where, and what goes wrong |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
};

/** The README with this table between its marks. @throws Error when it has no marks */
export const withTable = (readme: string, table: string): string => {
  const [before, rest] = readme.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`sim/mutations/README.md lacks the lines "${begin}" and "${end}" around its table.`);
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
};
