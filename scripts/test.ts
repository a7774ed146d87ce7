/**
 * `npm test [-- --long] [-- WORD…]`: runs every test, or those whose path contains one of the words, and ends with
 * `N passed, N failed` alone on a line. `--long` (GRAPEVINE_LONG=1) runs long proofs whole;
 * with REQUIRE_ALL=1 what is skipped has failed. What fails in real time only, in a browser say, gets a second run.
 */
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findTests } from './test/find.ts';
import { type Judgement, judge, type Run } from './test/judge.ts';
import { runFile } from './test/run-file.ts';

/** Far above the slowest file, so that only what hangs is ended. */
const timeoutMs = 300_000;
const timeoutLongMs = 3_600_000;
/** Tests start real nodes and browsers: more of them at a time slow each other down until their waits run out. */
const atOnceMax = 2;
const slowestShown = 5;
/** Tests of real nodes and browsers, whose outcome may hang on what else this machine does; all others are exact. */
const realTime = /^(web\/browser|node\/life|sim\/live)\//;
/** When more of them fail, it is not this machine. */
const againMax = 3;

type Done = { readonly run: Run; readonly judgement: Judgement; readonly tookMs: number };

const { values, positionals } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    root: { type: 'string' },
    timeout: { type: 'string' },
  },
  allowPositionals: true,
});
const root = values.root ?? fileURLToPath(new URL('..', import.meta.url));
const isLong = values.long || process.env.GRAPEVINE_LONG === '1';
const limitMs = values.timeout === undefined ? (isLong ? timeoutLongMs : timeoutMs) : Number(values.timeout);
const isSkipFailure = process.env.REQUIRE_ALL === '1';
const out = (text: string) => process.stdout.write(`${text}\n`);
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

const environmentOf = (file: string): Record<string, string> => ({
  ...(isLong ? { GRAPEVINE_LONG: '1' } : {}),
  // Pages are written with JSX, whose meaning stands in their own configuration.
  ...(file.startsWith('web') ? { TSX_TSCONFIG_PATH: 'web/tsconfig.json' } : {}),
});

const runOne = async (file: string): Promise<Done> => {
  const startedAt = performance.now();
  const run = await runFile(file, { root, timeoutMs: limitMs, environment: environmentOf(file) });
  const one = { run, judgement: judge(run, isSkipFailure), tookMs: performance.now() - startedAt };
  tell(one);
  return one;
};

const tell = ({ run, judgement, tookMs }: Done): void => {
  const { passed, failed, skipped, problem } = judgement;
  const word = failed > 0 ? 'FAIL' : skipped.length > 0 ? 'skip' : 'ok  ';
  out(`${word}  ${run.file}  ${passed} passed${failed > 0 ? `, ${failed} failed` : ''}  ${seconds(tookMs)}`);
  if (failed === 0) return;
  out(run.output.trimEnd().replace(/^/gm, '      '));
  if (problem !== undefined) out(`      ${run.file}: ${problem}`);
};

const runAll = async (files: readonly string[]): Promise<Done[]> => {
  const done: Done[] = [];
  const waiting = [...files];
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      done.push(await runOne(file));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, availableParallelism()) }, worker));
  return done;
};

/** What failed in real time runs once more with the machine to itself; that it failed before is told at the end. */
const runAgain = async (
  done: readonly Done[],
): Promise<{ done: readonly Done[]; again: readonly string[] }> => {
  const failed = done.filter(({ judgement }) => judgement.failed > 0).map(({ run }) => run.file);
  const again = failed.filter((file) => realTime.test(file));
  if (again.length === 0 || again.length > againMax || again.length < failed.length)
    return { done, again: [] };
  out(`\nOnce more, alone: ${again.join(', ')}`);
  const second = new Map<string, Done>();
  for (const file of again) second.set(file, await runOne(file));
  return { done: done.map((one) => second.get(one.run.file) ?? one), again };
};

const startedAt = performance.now();
const { done, again } = await runAgain(await runAll(await findTests(root, positionals)));
const sum = (count: (judgement: Judgement) => number) =>
  done.reduce((total, { judgement }) => total + count(judgement), 0);
const passed = sum((judgement) => judgement.passed);
// No test at all proves nothing: a misspelt word, or a broken checkout.
const failed = done.length === 0 ? 1 : sum((judgement) => judgement.failed);

out('');
if (done.length === 0)
  out(`No test file${positionals.length > 0 ? ` for ${positionals.join(' ')}` : ''} was found.`);
for (const { run, judgement } of done) if (judgement.failed > 0) out(`FAIL  ${run.file}`);
for (const file of again) out(`FAILED FIRST  ${file}: its second run, alone, is what counts`);
for (const { judgement } of done) for (const line of judgement.skipped) out(line);
const slowest = [...done].sort((a, b) => b.tookMs - a.tookMs).slice(0, slowestShown);
out(`Slowest: ${slowest.map(({ run, tookMs }) => `${run.file} ${seconds(tookMs)}`).join(', ')}`);
out(`${done.length} files in ${seconds(performance.now() - startedAt)}`);
out(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
