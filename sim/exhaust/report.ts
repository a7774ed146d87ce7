import type { Explored } from './explore.ts';
import { parseFaults } from './fault.ts';
import type { Outcome } from './outcome.ts';

/** Violations shown of each checker: the first ones tell most, and the replay shows all. */
const shownMax = 3;

/** The command that plays one run again. */
export const replayOf = ({ story, faults }: Pick<Outcome, 'story' | 'faults'>): string =>
  `npm run sim -- exhaust --story ${story} --replay "${faults === '' ? 'none' : faults}"`;

/** What was broken in a run, by which faults, and how to see it again. */
export const badInWords = (outcome: Outcome): string =>
  [
    ...(outcome.failure === undefined ? [] : [`FAILED ${outcome.story}: ${outcome.failure}`]),
    ...outcome.broken.flatMap(({ checker, violations }) => [
      `BROKEN ${checker} in ${outcome.story}:`,
      ...violations.slice(0, shownMax).map((violation) => `       ${violation}`),
    ]),
    ...outcome.struck.map((words) => `       Fault: ${words}.`),
    `       Replay it with: ${replayOf(outcome)}`,
    '',
  ].join('\n');

/** One run in full: what was done, what happened, and whether every promise was kept. */
export const replayInWords = (outcome: Outcome): string => {
  const { story, struck, trace, virtualMs, cpuMs, traceHash, broken } = outcome;
  return [
    `${story} with ${struck.length === 0 ? 'no fault' : struck.join('; ')}: ${(virtualMs / 1_000).toFixed(1)} s, with ${Math.round(cpuMs)} ms of a processor`,
    `trace ${traceHash}`,
    ...trace,
    broken.length === 0 && outcome.failure === undefined
      ? 'Every promise was kept.\n'
      : badInWords(outcome).trimEnd(),
    '',
  ].join('\n');
};

/** How much of a story was played, and how it went. */
export const exploredInWords = ({ story, singles, pairs, runs, cpuMs, virtualMs, bad }: Explored): string =>
  [
    `${story}: ${singles.played} of ${singles.all} single faults`,
    ...(pairs === undefined ? [] : [`${pairs.played} of ${pairs.all} pairs`]),
    `${bad.length} runs with broken promises`,
    `${Math.round(cpuMs / Math.max(runs, 1))} ms of a processor each, ${Math.round(virtualMs / Math.max(cpuMs, 1))} times real time on one\n`,
  ].join(', ');

/** How many single faults of each kind. */
export const kindsInWords = (further: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const { blow } of further.flatMap((fault) => parseFaults(fault)))
    counts.set(blow, (counts.get(blow) ?? 0) + 1);
  return [...counts].map(([blow, count]) => `${count} ${blow}`).join(', ');
};
