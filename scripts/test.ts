/**
 * `npm test [-- --long] [-- WORD…]`: runs every test, or those whose path contains one of the words, and ends with
 * `N passed, N failed` alone on a line. `--long` (GRAPEVINE_LONG=1) runs long proofs whole;
 * with REQUIRE_ALL=1 what is skipped has failed.
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
      const startedAt = performance.now();
      const run = await runFile(file, { root, timeoutMs: limitMs, environment: environmentOf(file) });
      const one = { run, judgement: judge(run, isSkipFailure), tookMs: performance.now() - startedAt };
      done.push(one);
      tell(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnceMax, availableParallelism()) }, worker));
  return done;
};

const startedAt = performance.now();
const done = await runAll(await findTests(root, positionals));
const sum = (count: (judgement: Judgement) => number) =>
  done.reduce((total, { judgement }) => total + count(judgement), 0);
const passed = sum((judgement) => judgement.passed);
// No test at all proves nothing: a misspelt word, or a broken checkout.
const failed = done.length === 0 ? 1 : sum((judgement) => judgement.failed);

out('');
if (done.length === 0)
  out(`No test file${positionals.length > 0 ? ` for ${positionals.join(' ')}` : ''} was found.`);
for (const { run, judgement } of done) if (judgement.failed > 0) out(`FAIL  ${run.file}`);
for (const { judgement } of done) for (const line of judgement.skipped) out(line);
const slowest = [...done].sort((a, b) => b.tookMs - a.tookMs).slice(0, slowestShown);
out(`Slowest: ${slowest.map(({ run, tookMs }) => `${run.file} ${seconds(tookMs)}`).join(', ')}`);
out(`${done.length} files in ${seconds(performance.now() - startedAt)}`);
out(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
