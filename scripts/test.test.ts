import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('npm test');
const packageRoot = fileURLToPath(new URL('..', import.meta.url));

let root = '';
test.before.each(async () => {
  root = await mkdtemp(join(tmpdir(), 'grapevine-test-'));
  await mkdir(join(root, 'node'));
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  await symlink(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
});
test.after.each(() => rm(root, { recursive: true, force: true }));

/** Runs the real runner over files of this content, without a terminal. */
const ran = async (
  files: Record<string, string>,
  more: { argv?: string[]; env?: Record<string, string> } = {},
) => {
  for (const [name, body] of Object.entries(files)) {
    const path = join(root, `${name.includes('/') ? name : `node/${name}`}.test.ts`);
    await mkdir(dirname(path), { recursive: true });
    const head = "import { test } from 'uvu';\nimport * as assert from 'uvu/assert';\n";
    await writeFile(path, `${head}${body}\n`);
  }
  const child = spawn(
    process.execPath,
    [
      '--import',
      import.meta.resolve('tsx'),
      join(packageRoot, 'scripts/test.ts'),
      '--root',
      root,
      ...(more.argv ?? []),
    ],
    {
      env: { ...process.env, REQUIRE_ALL: '0', GRAPEVINE_LONG: '0', ...more.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data: string) => {
      output += data;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output, last: output.trimEnd().split('\n').at(-1) };
};

const good = "test('a', () => {});\ntest('b', () => {});\ntest.run();";

test('what passes', async () => {
  const { code, last } = await ran({ good });
  assert.is(last, '2 passed, 0 failed');
  assert.is(code, 0);
});

/** Fails the first time that its file runs. */
const flaky = `import { existsSync, writeFileSync } from 'node:fs';
const isSecond = existsSync('been-here');
writeFileSync('been-here', '');
test('a', () => { assert.ok(isSecond); });
test.run();`;

test('what failed in real time runs once more, alone, and that is told', async () => {
  const { code, output, last } = await ran({ good, 'node/life/flaky': flaky });
  assert.is(last, '3 passed, 0 failed');
  assert.is(code, 0);
  assert.match(output, /^FAILED FIRST {2}node\/life\/flaky\.test\.ts/m);
});

test('what is exact gets no second chance, and neither does what fails twice', async () => {
  const exact = await ran({ flaky });
  assert.is(exact.last, '0 passed, 1 failed');
  const twice = await ran({ 'node/life/twice': "test('a', () => { assert.is(1, 2); });\ntest.run();" });
  assert.is(twice.code, 1);
});

test('failing, crashing, hanging, empty and never-run files are each counted', async () => {
  const { code, output, last } = await ran(
    {
      good,
      failing: "test('a', () => { assert.is(1, 2); });\ntest('b', () => {});\ntest.run();",
      crashing: "test('a', () => {});\ntest.run();\nprocess.exit(3);",
      hanging: "test('a', () => {});\ntest.run();\nsetInterval(() => {}, 1_000);",
      empty: 'test.run();',
      silent: "test('a', () => { assert.unreachable(); });",
    },
    { argv: ['--timeout', '6000'] },
  );
  assert.is(last, '4 passed, 5 failed');
  assert.is(code, 1);
  assert.match(output, /crashing\.test\.ts: ended with exit code 3/);
  assert.match(output, /hanging\.test\.ts: all tests ran, but the process did not end within 6 s/);
  assert.match(output, /empty\.test\.ts: ran no test/);
  assert.match(output, /silent\.test\.ts: has no \.run\(\)/);
  for (const name of ['failing', 'crashing', 'hanging', 'empty', 'silent']) {
    assert.match(output, new RegExp(`^FAIL {2}node/${name}\\.test\\.ts$`, 'm'));
  }
});

test('a skip is repeated at the end, and fails where everything must run', async () => {
  const files = { skipping: `console.log('SKIPPED node/skipping.test.ts: needs x');\n${good}` };
  const gentle = await ran(files);
  assert.match(gentle.output, /\n\nSKIPPED node\/skipping\.test\.ts: needs x\n/);
  assert.equal([gentle.last, gentle.code], ['2 passed, 0 failed', 0]);
  const strict = await ran(files, { env: { REQUIRE_ALL: '1' } });
  assert.equal([strict.last, strict.code], ['2 passed, 1 failed', 1]);
});

test('--long is told to the tests; words choose files; none found is a failure', async () => {
  const files = {
    good,
    long: "test('a', () => { assert.is(process.env.GRAPEVINE_LONG, '1'); });\ntest.run();",
  };
  assert.is((await ran(files, { argv: ['--long', 'long.test'] })).last, '1 passed, 0 failed');
  assert.is((await ran(files, { argv: ['nothing-like-it'] })).last, '0 passed, 1 failed');
});

test.run();
