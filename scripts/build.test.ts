import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('npm run build');

let root = '';
const write = async (file: string, content: string) => {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), content);
};

/** Stands for tsc: compiles by copying, and notes that it ran. */
const compiler = `
const { appendFileSync, cpSync, readdirSync, readFileSync, mkdirSync } = require('node:fs');
appendFileSync('ran', 'tsc ');
for (const folder of ['node', 'sim', 'scripts']) {
  mkdirSync('dist/' + folder, { recursive: true });
  for (const file of readdirSync(folder)) {
    if (readFileSync(folder + '/' + file, 'utf8') === 'wrong') { console.log(file + '(1,1): error'); process.exit(2); }
    if (file.endsWith('.ts')) cpSync(folder + '/' + file, 'dist/' + folder + '/' + file.replace('.ts', '.js'));
  }
}`;
/** Stands for Vite: notes which of its two configurations it was run with. */
const bundler =
  "require('node:fs').appendFileSync('ran', process.argv.includes('web/vite.config.ts') ? 'pages ' : 'bundle ');";

test.before.each(async () => {
  root = await mkdtemp(join(tmpdir(), 'grapevine-build-'));
  await mkdir(join(root, 'scripts'));
  await cp(fileURLToPath(new URL('./build.js', import.meta.url)), join(root, 'scripts/build.js'));
  for (const file of ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json']) await write(file, '{}');
  await write('package.json', '{}');
  // The tools are CommonJS here, the build a module.
  await write('scripts/package.json', '{"type":"module"}');
  await write('node_modules/typescript/bin/tsc', compiler);
  await write('node_modules/vite/bin/vite.js', bundler);
  await write('node/main.ts', 'main');
  await write('node/main.test.ts', 'test');
  await write('sim/main.ts', 'sim');
  await write('scripts/mesh.ts', 'mesh');
  await write('scripts/mesh.js', 'launcher');
  await write('scripts/node.vite.config.js', 'config');
  await write('web/index.html', 'page');
});
test.after.each(() => rm(root, { recursive: true, force: true }));

/** Builds, and tells which tools that took. */
const built = async () => {
  await writeFile(join(root, 'ran'), '');
  const child = spawn(process.execPath, [join(root, 'scripts/build.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data: string) => {
      output += data;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const tools = (await readFile(join(root, 'ran'), 'utf8')).trim().split(' ').sort().join(' ');
  return { code, output, tools };
};

test('builds all, then only what has changed', async () => {
  assert.is((await built()).tools, 'bundle pages tsc');
  const again = await built();
  assert.equal([again.code, again.tools], [0, '']);
  assert.match(again.output, /up to date/);
  await write('node/main.ts', 'changed');
  assert.is((await built()).tools, 'bundle tsc');
  await write('web/index.html', 'changed');
  assert.is((await built()).tools, 'pages');
  await write('node/main.test.ts', 'changed');
  assert.is((await built()).tools, '');
  await write('package-lock.json', '{"changed":true}');
  assert.is((await built()).tools, 'bundle pages tsc');
});

test('what was built from a source that is gone goes, and nothing else', async () => {
  await write('node/old.ts', 'old');
  await built();
  assert.equal((await readdir(join(root, 'dist/node'))).sort(), ['main.js', 'main.test.js', 'old.js']);
  await rm(join(root, 'node/old.ts'));
  await built();
  assert.equal((await readdir(join(root, 'dist/node'))).sort(), ['main.js', 'main.test.js']);
  assert.equal(await readdir(join(root, 'dist/scripts')), ['mesh.js']);
});

test('a failure shows the words of the tool, and the next build tries again', async () => {
  await write('node/main.ts', 'wrong');
  const { code, output } = await built();
  assert.is(code, 1);
  assert.match(output, /main\.ts\(1,1\): error\nThe build failed/);
  assert.is((await built()).tools, 'tsc');
  await write('node/main.ts', 'mended');
  assert.is((await built()).code, 0);
});

test('what is missing in dist is built again', async () => {
  await built();
  await rm(join(root, 'dist'), { recursive: true });
  assert.is((await built()).tools, 'bundle pages tsc');
});

test.run();
