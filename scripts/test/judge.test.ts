import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { judge, type Run } from './judge.ts';

const test = suite('judging a test file');

const summary = (total: number, passed: number, skipped = 0) =>
  `\n  Total:     ${total}\n  Passed:    ${passed}\n  Skipped:   ${skipped}\n  Duration:  1.00ms\n\n`;

const judged = (changes: Partial<Run>, isSkipFailure = false) =>
  judge(
    {
      file: 'a.test.ts',
      source: 'test.run();',
      output: summary(3, 3),
      exitCode: 0,
      signal: null,
      ...changes,
    },
    isSkipFailure,
  );

test('all passed', () => {
  assert.equal(judged({}), { passed: 3, failed: 0, skipped: [], problem: undefined });
});

test('colours do not hide the summary', () => {
  assert.is(judged({ output: summary(3, 3).replace('  Passed', '\u001b[32m  Passed') }).passed, 3);
});

test('failed tests are counted, their exit code not once more', () => {
  assert.equal(judged({ output: summary(5, 3), exitCode: 1 }), {
    passed: 3,
    failed: 2,
    skipped: [],
    problem: undefined,
  });
});

test('a hook that threw left tests unrun, though the exit code is 0', () => {
  assert.is(judged({ output: summary(5, 3) }).failed, 2);
});

test('a crash before the summary', () => {
  const { failed, problem } = judged({ output: 'Error: x', exitCode: 1 });
  assert.is(failed, 1);
  assert.is(problem, 'ended with exit code 1');
});

test('a crash after the summary is a failure beside the tests that passed', () => {
  const { passed, failed } = judged({ exitCode: 1 });
  assert.equal([passed, failed], [3, 1]);
});

test('a signal', () => {
  assert.is(judged({ output: '', exitCode: null, signal: 'SIGSEGV' }).problem, 'ended by SIGSEGV');
});

test('a hang says whether the tests were done', () => {
  const during = judged({ output: '', exitCode: null, signal: 'SIGTERM', timeoutMs: 5_000 });
  assert.equal([during.failed, during.problem], [1, 'did not end within 5 s']);
  const after = judged({ exitCode: null, signal: 'SIGTERM', timeoutMs: 5_000 });
  assert.equal([after.passed, after.failed], [3, 1]);
  assert.match(after.problem ?? '', /something was left open/);
});

test('a failed test and a hang are two failures', () => {
  assert.is(judged({ output: summary(3, 2), exitCode: 1, timeoutMs: 5_000 }).failed, 2);
});

test('no .run(), and no test', () => {
  assert.match(judged({ source: "test('x', () => {});", output: '' }).problem ?? '', /has no \.run\(\)/);
  const { failed, problem } = judged({ output: summary(0, 0) });
  assert.equal([failed, problem], [1, 'ran no test']);
});

test('what is skipped aloud is told, and a failure where everything must run', () => {
  const output = `SKIPPED node/store/mongo.test.ts: needs a MongoDB server\n${summary(0, 0)}`;
  const skipped = ['SKIPPED node/store/mongo.test.ts: needs a MongoDB server'];
  assert.equal(judged({ output }), { passed: 0, failed: 0, skipped, problem: undefined });
  assert.is(judged({ output }, true).failed, 1);
});

test('test.skip and test.only are skips too', () => {
  const { skipped } = judged({ output: summary(3, 3, 2) });
  assert.equal(skipped, ['SKIPPED 2 tests of a.test.ts (test.skip or test.only)']);
  assert.is(judged({ output: summary(3, 3, 2) }, true).failed, 1);
});

test.run();
