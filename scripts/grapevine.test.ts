import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('launchers');
const here = fileURLToPath(new URL('.', import.meta.url));

let root = '';
test.before.each(async () => {
  root = await mkdtemp(join(tmpdir(), 'grapevine-bin-'));
  await mkdir(join(root, 'scripts'));
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  for (const file of ['grapevine.js', 'mesh.js', 'require-node.js'])
    await cp(join(here, file), join(root, 'scripts', file));
});
test.after.each(() => rm(root, { recursive: true, force: true }));

const ran = async (file: string, more: { argv?: string[]; nodeVersion?: string } = {}) => {
  const { argv = [], nodeVersion } = more;
  // An old Node, as far as a program can see.
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${nodeVersion}'})`;
  const child = spawn(
    process.execPath,
    [...(nodeVersion === undefined ? [] : ['--import', pretend]), join(root, 'scripts', file), ...argv],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data: string) => {
      output += data;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
};

for (const file of ['grapevine.js', 'mesh.js']) {
  for (const nodeVersion of ['16.20.2', '20.18.3']) {
    test(`${file} on Node ${nodeVersion} says in one sentence what it needs`, async () => {
      const { code, output } = await ran(file, { nodeVersion });
      assert.is(code, 1);
      assert.is(
        output,
        `Grapevine needs Node 20.19 or later, and this is ${nodeVersion}: please install a newer one.\n`,
      );
    });
  }
}

test('not built yet: says how to', async () => {
  const { code, output } = await ran('grapevine.js');
  assert.is(code, 1);
  assert.match(output, /^Grapevine is not built yet: run "npm run build" in .* first\.\n$/);
});

test('runs what is built, with its arguments and its exit code', async () => {
  await mkdir(join(root, 'dist/grapevine'), { recursive: true });
  await writeFile(
    join(root, 'dist/grapevine/main.js'),
    'console.log(process.argv.slice(2).join(" "));\nprocess.exit(3);\n',
  );
  const { code, output } = await ran('grapevine.js', {
    argv: ['start', '--port', '1'],
    nodeVersion: '24.0.0',
  });
  assert.equal([code, output], [3, 'start --port 1\n']);
});

test.run();
