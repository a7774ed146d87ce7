import { verdictInWords } from '../report.ts';
import type { Verdict } from '../run.ts';
import type { LiveEvidence } from './evidence.ts';
import { isSoundLive, type LiveRun } from './play.ts';
import type { Proof } from './testimony.ts';

export type LiveFigures = {
  /** Acknowledged by then. */
  readonly issues: number;
  readonly closed: number;
  /** Solved in another region than the one that took them. */
  readonly handedOver: number;
  readonly lines: number;
  readonly ratings: number;
  /** Commands that had to be sent again, as nobody answered or a region could not be reached. */
  readonly sentAgain: number;
  readonly kills: number;
  readonly proofs: readonly Proof[];
};

/** A live run for programs: what `--json` prints. */
export type LiveReport = {
  readonly scenario: string;
  readonly seed: number;
  readonly isSound: boolean;
  readonly realMs: number;
  readonly figures: LiveFigures;
  readonly verdicts: readonly Verdict[];
  /** The command that does the same again, as far as a machine does the same. */
  readonly again: string;
};

export const liveReportOf = (run: LiveRun): LiveReport => ({
  scenario: run.scenario,
  seed: run.seed,
  isSound: isSoundLive(run),
  realMs: run.realMs,
  figures: figuresOf(run.evidence),
  verdicts: run.verdicts,
  again: `npm run sim -- live --scenario ${run.scenario} --seed ${run.seed}`,
});

/** A live run for people. */
export const liveInWords = (report: LiveReport): string => {
  const { scenario, seed, realMs, figures, verdicts, again } = report;
  const { issues, closed, handedOver, lines, ratings, sentAgain, kills, proofs } = figures;
  const slowest = Math.max(0, ...proofs.map(({ tookMs }) => tookMs));
  const rows = [
    `${scenario}, seed ${seed}, in ${seconds(realMs)}`,
    `${issues} issues (${closed} closed, ${handedOver} by another region), ${lines} lines, ${ratings} ratings; ${kills} kills; ${sentAgain} commands were sent again`,
    `${proofs.length} times somebody tried out a region while others were broken: at most ${seconds(slowest)} from submission to rating`,
    '',
    ...verdicts.flatMap(verdictInWords),
  ];
  if (!report.isSound) rows.push('', `A promise was broken. Play it again with: ${again}`);
  return `${rows.join('\n')}\n`;
};

const figuresOf = ({ told, final, events, autopsies, proofs }: LiveEvidence): LiveFigures => {
  const kept = final.flatMap(({ issues }) => issues);
  const toldOf = (command: string) =>
    new Set(told.filter((one) => one.command === command).map(({ person, key }) => `${person} ${key}`)).size;
  return {
    issues: toldOf('submit'),
    closed: kept.filter(({ phase }) => phase.at === 'closed').length,
    handedOver: kept.filter(({ phase, origin }) => phase.owner !== undefined && phase.owner !== origin)
      .length,
    lines: toldOf('message'),
    ratings: toldOf('rate'),
    sentAgain: sentAgain(events),
    kills: autopsies.length,
    proofs,
  };
};

/** Commands asked for with a key that had been refused before. */
const sentAgain = (events: LiveEvidence['events']): number => {
  const refused = new Set<string>();
  let count = 0;
  for (const event of events) {
    if (event.kind !== 'asked' && event.kind !== 'refused') continue;
    const key = `${event.person} ${event.command} ${event.key}`;
    if (event.kind === 'refused') refused.add(key);
    else if (refused.delete(key)) count += 1;
  }
  return count;
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
