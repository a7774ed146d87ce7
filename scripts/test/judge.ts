/** Judges what one test file did, from what its process printed and how it ended. */

export type Run = {
  /** Path of the file, as shown. */
  readonly file: string;
  readonly source: string;
  /** Standard output and standard error, in the order they came. */
  readonly output: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Set when it was ended for taking longer than this. */
  readonly timeoutMs?: number | undefined;
};

export type Judgement = {
  readonly passed: number;
  readonly failed: number;
  /** What was not tested, and what to install for it. */
  readonly skipped: readonly string[];
  /** What is wrong with the file itself, beside the failures it printed. */
  readonly problem: string | undefined;
};

const withoutColours = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a colour
  text.replace(/\u001b\[[\d;]*m/g, '');

/** The summary that uvu prints at the end of a process. */
const summaryOf = (output: string) => {
  const found = [...output.matchAll(/^ *Total: +(\d+)\n *Passed: +(\d+)\n *Skipped: +(\d+)$/gm)].at(-1);
  return found === undefined
    ? undefined
    : { total: Number(found[1]), passed: Number(found[2]), skipped: Number(found[3]) };
};

const howItEnded = (run: Run, isComplete: boolean): string | undefined => {
  if (run.timeoutMs !== undefined) {
    const seconds = `${run.timeoutMs / 1_000} s`;
    return isComplete
      ? `all tests ran, but the process did not end within ${seconds}: something was left open`
      : `did not end within ${seconds}`;
  }
  if (run.signal !== null) return `ended by ${run.signal}`;
  return run.exitCode === 0 ? undefined : `ended with exit code ${run.exitCode}`;
};

/**
 * Counts tests, not files. What prevents a file from being counted is one failure: a crash, a timeout, no test
 * that ran, or no `.run()`, without which uvu passes in silence.
 * @param isSkipFailure counts each skip as a failure too (REQUIRE_ALL=1)
 */
export const judge = (run: Run, isSkipFailure: boolean): Judgement => {
  const output = withoutColours(run.output);
  const skipped = [...output.matchAll(/^.*?(SKIPPED .*)$/gm)].map((found) => found[1] ?? '');
  const summary = summaryOf(output);
  if (summary !== undefined && summary.skipped > 0) {
    skipped.push(`SKIPPED ${summary.skipped} tests of ${run.file} (test.skip or test.only)`);
  }
  const { total, passed } = summary ?? { total: 0, passed: 0 };
  // A hook that throws leaves tests unrun, for which uvu ends with exit code 0.
  const unpassed = total - passed;
  const problem =
    howItEnded(run, summary !== undefined) ??
    (/\.run\(\)/.test(run.source) ? undefined : 'has no .run(), so none of its tests runs') ??
    (total === 0 && skipped.length === 0 ? 'ran no test' : undefined);
  // A failed test makes the exit code 1: that is one failure, not two.
  const isExplained = unpassed > 0 && run.exitCode === 1 && run.timeoutMs === undefined;
  const failed = unpassed + (problem !== undefined && !isExplained ? 1 : 0);
  return {
    passed,
    failed: failed + (isSkipFailure ? skipped.length : 0),
    skipped,
    problem: isExplained ? undefined : problem,
  };
};
