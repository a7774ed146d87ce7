import { Urgency } from '../node/schemas/words.ts';
import type { Comparison } from './compare.ts';
import { seconds } from './compare-figures.ts';
import type { Conditions } from './compare-workload.ts';
import { aligned } from './report.ts';

/** The most pressing first. */
const urgencies = [...Urgency.options].reverse();

/** One table for people, and which goals are met. */
export const comparisonInWords = ({ conditions, rows, goals }: Comparison): string => {
  const [ideal] = rows;
  if (ideal === undefined) return '';
  const of = ({ all }: typeof ideal.figures, key: 'meanMs' | 'p99Ms') =>
    `${(all[key] / ideal.figures.all[key]).toFixed(2)}`;
  const table = [
    [
      '',
      'mean',
      '× ideal',
      'p99',
      '× ideal',
      'first offer',
      'forwarded',
      'hand-off',
      'in vain',
      ...urgencies,
    ],
    ...rows.map(({ policy, figures }) => [
      policy,
      seconds(figures.all.meanMs),
      of(figures, 'meanMs'),
      seconds(figures.all.p99Ms),
      of(figures, 'p99Ms'),
      seconds(figures.firstOfferMeanMs),
      `${Math.round(figures.forwardedShare * 100)}%`,
      seconds(figures.handOff.meanMs),
      figures.vainPerHandOff.toFixed(1),
      ...urgencies.map((urgency) => {
        const { meanMs, p99Ms } = figures.byUrgency[urgency];
        return `${(meanMs / 1_000).toFixed(0)}/${(p99Ms / 1_000).toFixed(0)} s`;
      }),
    ]),
  ];
  const left = rows.filter(({ figures }) => figures.left > 0);
  return [
    `${inWords(conditions)}: ${ideal.figures.all.issues} issues`,
    ...aligned(table),
    ...left.map(({ policy, figures }) => `${policy}: ${figures.left} issues were accepted by nobody`),
    ...goals.map(({ goal, isMet, found }) => `${isMet ? 'met    ' : 'NOT MET'} ${goal}: ${found}`),
    '',
    '',
  ].join('\n');
};

const inWords = ({ regions, load, skew, news, lines }: Conditions): string =>
  `${regions} regions, ${load}, ${skew}, ${news} news, ${lines} lines`;

/** One line for each policy under each set of conditions, for a spreadsheet; times in ms. */
export const comparisonsAsCsv = (comparisons: readonly Comparison[]): string => {
  const header = [
    ...['regions', 'load', 'skew', 'news', 'lines', 'policy', 'issues', 'left', 'mean_ms', 'p99_ms'],
    ...['first_offer_mean_ms', 'forwarded_share', 'hand_off_mean_ms', 'hand_off_p99_ms', 'vain_per_hand_off'],
    ...urgencies.flatMap((urgency) => [`${urgency}_mean_ms`, `${urgency}_p99_ms`]),
  ];
  const lines = comparisons.flatMap(({ conditions, rows }) =>
    rows.map(({ policy, figures }) => [
      ...[conditions.regions, conditions.load, conditions.skew, conditions.news, conditions.lines],
      quoted(policy),
      ...[figures.all.issues, figures.left, figures.all.meanMs, figures.all.p99Ms],
      ...[figures.firstOfferMeanMs, figures.forwardedShare, figures.handOff.meanMs, figures.handOff.p99Ms],
      figures.vainPerHandOff,
      ...urgencies.flatMap((urgency) => [
        figures.byUrgency[urgency].meanMs,
        figures.byUrgency[urgency].p99Ms,
      ]),
    ]),
  );
  return [header, ...lines].map((cells) => `${cells.join(',')}\n`).join('');
};

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
