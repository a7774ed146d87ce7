import { type Fairness, fairnessOf } from './fairness.ts';
import { type Figures, figuresOf, type Waits } from './figures.ts';
import { isSound, type Run, type Verdict } from './run.ts';
import { replayOf } from './soak.ts';

/** A run for programs: what `--json` prints. */
export type Report = {
  readonly scenario: string;
  readonly seed: number;
  readonly isSound: boolean;
  readonly traceHash: string;
  readonly virtualMs: number;
  /** Of the machine; these two are the only figures that differ between two runs of one seed. */
  readonly realMs: number;
  readonly cpuMs: number;
  readonly figures: Figures;
  readonly fairness: Fairness;
  readonly verdicts: readonly Verdict[];
  /** The command that does the same again. */
  readonly replay: string;
};

export const reportOf = (run: Run, took: { readonly realMs: number; readonly cpuMs: number }): Report => ({
  scenario: run.scenario,
  seed: run.seed,
  isSound: isSound(run),
  traceHash: run.traceHash,
  virtualMs: run.virtualMs,
  ...took,
  figures: figuresOf(run.evidence),
  fairness: fairnessOf(run.evidence),
  verdicts: run.verdicts,
  replay: replayOf(run),
});

/** A run for people. */
export const inWords = (report: Report): string => {
  const { scenario, seed, virtualMs, realMs, cpuMs, traceHash, figures, fairness, verdicts, replay } = report;
  const rows = [
    ['region', 'submitted', 'resolved', 'handed over', 'taken over', 'active at most', 'wait, mean', 'p99'],
    ...figures.regions.map(({ region, submitted, resolved, handedOver, takenOver, activeMax, waits }) => [
      region,
      ...[submitted, resolved, handedOver, takenOver, activeMax].map(String),
      seconds(waits.meanMs),
      seconds(waits.p99Ms),
    ]),
  ];
  const lines = [
    `${scenario}, seed ${seed}: ${seconds(virtualMs)} in ${seconds(realMs)}, with ${seconds(cpuMs)} of a processor: ${Math.round(virtualMs / cpuMs)} times real time`,
    `trace ${traceHash}`,
    `waiting for an expert: ${waitsInWords(figures.waits)}`,
    `sharing among equally qualified: ${fairnessInWords(fairness)}`,
    '',
    ...aligned(rows),
    '',
    ...verdicts.flatMap(verdictInWords),
  ];
  if (!report.isSound) lines.push('', `A promise was broken. Replay it with: ${replay}`);
  return `${lines.join('\n')}\n`;
};

/** Whether a promise was kept, and what broke it: a line or more. */
export const verdictInWords = ({ checker, invariant, promise, violations }: Verdict): string[] => {
  const number = invariant === undefined ? '  ' : String(invariant).padStart(2);
  return [
    `${violations.length === 0 ? 'holds ' : 'BROKEN'} ${number} ${checker}: ${promise}`,
    ...violations.map((violation) => `         ${violation}`),
  ];
};

const waitsInWords = ({ issues, meanMs, p50Ms, p99Ms, maxMs }: Waits): string =>
  `${issues} issues, mean ${seconds(meanMs)}, median ${seconds(p50Ms)}, p99 ${seconds(p99Ms)}, longest ${seconds(maxMs)}`;

const fairnessInWords = ({ gini, groups, assignments }: Fairness): string =>
  groups === 0
    ? 'nobody to compare'
    : `Gini ${gini.toFixed(2)} of ${assignments} assignments in ${groups} ${groups === 1 ? 'group' : 'groups'}`;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** Columns under each other: the first to the left, the others to the right. */
export const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
};

/** What a run has broken, and how to play it again; for tests. */
export const complaintsOf = ({ scenario, seed, verdicts }: Run): string =>
  verdicts
    .flatMap(({ checker, violations }) => violations.map((violation) => `${checker}: ${violation}`))
    .concat(`Replay it with: npm run sim -- run ${scenario} --seed ${seed}`)
    .join('\n');
