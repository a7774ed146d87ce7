import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mesh } from './mesh.ts';

const test = suite('npm run mesh');
const nodeMain = fileURLToPath(new URL('./mesh/fake-node.js', import.meta.url));

let dir = '';
test.before.each(async () => {
  dir = await mkdtemp(join(tmpdir(), 'grapevine-mesh-'));
});
test.after.each(async () => {
  delete process.env.FAKE_NODE;
  await rm(dir, { recursive: true, force: true });
});

/** Four free ports whose mesh ports, 1,000 higher, are free as well. */
const freePorts = async (): Promise<number[]> => {
  const open = (port: number) =>
    new Promise<ReturnType<typeof createServer> | undefined>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  const ports: number[] = [];
  const held: (ReturnType<typeof createServer> | undefined)[] = [];
  while (ports.length < 4) {
    const low = await open(0);
    const address = low?.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const high = port < 64_000 ? await open(port + 1_000) : undefined;
    held.push(low, high);
    if (high !== undefined) ports.push(port);
  }
  await Promise.all(
    held.map((server) => new Promise((resolve) => server?.close(resolve) ?? resolve(undefined))),
  );
  return ports;
};

/** Starts a mesh of fake nodes; `up` settles when it has said how to stop, or has ended. */
const started = async (...argv: string[]) => {
  const signals = new EventEmitter();
  const seen = { out: '', err: '' };
  let tellUp = () => {};
  const said = new Promise<void>((resolve) => {
    tellUp = resolve;
  });
  const ports = argv.includes('--ports') ? [] : await freePorts();
  const ended = mesh(
    [...argv, ...(ports.length > 0 ? ['--ports', ports.join(',')] : []), '--data', join(dir, 'mesh')],
    {
      signals,
      nodeMain,
      out: (text) => {
        seen.out += text;
        if (seen.out.includes('Ctrl-C stops everything')) tellUp();
      },
      err: (text) => {
        seen.err += text;
        // Also said when a node ends while the others go on.
        tellUp();
      },
      exitAtOnce: () => {},
    },
  );
  await Promise.race([said, ended]);
  const stop = () => {
    signals.emit('SIGINT', 'SIGINT');
    return ended;
  };
  return { seen, ended, stop, ports };
};

const accountsOf = async (
  region: string,
): Promise<{ email: string; password: string; verification?: string }[]> =>
  JSON.parse(await readFile(join(dir, 'mesh', region, 'accounts.json'), 'utf8'));

test('starts four regions, makes the demo, prints how to sign in, and stops on Ctrl-C with 0', async () => {
  const { seen, stop, ports } = await started();
  for (const port of ports) assert.ok(seen.out.includes(`http://127.0.0.1:${port}  up`), seen.out);
  const state = JSON.parse(await readFile(join(dir, 'mesh', 'demo.json'), 'utf8'));
  assert.ok(seen.out.includes(state.demoPassword) && seen.out.includes(state.adminPassword));
  assert.is((await stat(join(dir, 'mesh', 'demo.json'))).mode & 0o777, 0o600);
  assert.match(seen.out, /admin@grapevine\.example/);
  assert.match(
    seen.out,
    /grapevine start --region Central .*--mesh-secret .*mesh-secret --peer 127\.0\.0\.1:\d+/,
  );

  const north = await accountsOf('north');
  const count = (verification: string | undefined) =>
    north.filter((one) => one.verification === verification).length;
  assert.equal([count(undefined), count('verified'), count('pending')], [2, 3, 1]);
  assert.ok(north.every(({ password }) => password === state.demoPassword));
  for (const region of ['south', 'east', 'west']) assert.is((await accountsOf(region)).length, 5);
  assert.is(await stop(), 0);
  assert.is(seen.err, '');
});

test('a second start goes on with the same passwords and makes nobody twice', async () => {
  await (await started()).stop();
  const state = await readFile(join(dir, 'mesh', 'demo.json'), 'utf8');
  const { seen, stop } = await started();
  assert.is(await stop(), 0);
  assert.is(await readFile(join(dir, 'mesh', 'demo.json'), 'utf8'), state);
  assert.is((await accountsOf('north')).length, 6);
  assert.ok(seen.out.includes(JSON.parse(state).demoPassword));
});

test('a demo that was interrupted is finished by the next start', async () => {
  await (await started()).stop();
  const file = join(dir, 'mesh', 'demo.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), isDemoMade: false }));
  const north = await accountsOf('north');
  const left = north.slice(0, 3).map((one) => (one.verification ? { ...one, verification: 'pending' } : one));
  await writeFile(join(dir, 'mesh', 'north', 'accounts.json'), JSON.stringify(left));
  assert.is(await (await started()).stop(), 0);
  const mended = await accountsOf('north');
  assert.is(mended.length, 6);
  assert.is(mended.filter((one) => one.verification === 'verified').length, 3);
});

test('--no-demo makes no accounts', async () => {
  const { seen, stop } = await started('--no-demo');
  await stop();
  assert.not.ok((await readdir(join(dir, 'mesh', 'north'))).includes('accounts.json'));
  assert.not.match(seen.out, /ana@north/);
  assert.match(seen.out, /admin@grapevine\.example/);
});

test('--fresh forgets everything', async () => {
  await (await started()).stop();
  const before = await readFile(join(dir, 'mesh', 'demo.json'), 'utf8');
  await (await started('--fresh', '--no-demo')).stop();
  assert.is.not(await readFile(join(dir, 'mesh', 'demo.json'), 'utf8'), before);
  assert.not.ok((await readdir(join(dir, 'mesh', 'north'))).includes('accounts.json'));
});

test('a node that is killed is reported with its last lines and how to start it again; the others go on', async () => {
  const { seen, stop, ports } = await started();
  const pid = await pidOn(ports[1] ?? 0);
  process.kill(pid, 'SIGKILL');
  const deadline = performance.now() + 5_000;
  while (seen.err === '' && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 10));
  assert.match(seen.err, /South ended \(SIGKILL\); the others go on\. Its last lines:\nThe log of South\n/);
  assert.match(seen.err, /npx grapevine start --region South --port \d+ /);
  assert.is((await fetch(`http://127.0.0.1:${ports[2]}/readyz`)).status, 200);
  assert.is(await stop(), 0);
});

test('a node that dies while starting ends all, with its last lines', async () => {
  process.env.FAKE_NODE = 'East:crash';
  const { seen, ended } = await started();
  assert.is(await ended, 1);
  assert.match(
    seen.err,
    /^East ended while it started \(exit code 7\)\. Its last lines:\n(.*\n)*Something terrible\n$/,
  );
});

test('a node that says why it cannot start is quoted', async () => {
  process.env.FAKE_NODE = 'West:refuse';
  const { seen, ended } = await started();
  assert.is(await ended, 1);
  assert.is(seen.err, 'West cannot start: The store is not usable.\n');
});

test('a port in use is named, with what to do', async () => {
  const ports = await freePorts();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen((ports[2] ?? 0) + 1_000, '127.0.0.1', resolve));
  const { seen, ended } = await started('--ports', ports.join(','));
  assert.is(await ended, 1);
  other.close();
  assert.is(
    seen.err,
    `Port ${(ports[2] ?? 0) + 1_000}, for the mesh of East, is in use: stop the program that listens there (perhaps another mesh), or choose others with --ports.\n`,
  );
});

test('a folder that cannot be used, or is not a mesh to empty, or has lost its passwords', async () => {
  const file = join(dir, 'mesh');
  await writeFile(file, '');
  const unusable = await started();
  assert.is(await unusable.ended, 1);
  assert.match(
    unusable.seen.err,
    /^The data folder .*mesh cannot be used: it is a file\. Choose another with --data\.\n$/,
  );
  await rm(file);

  await (await started('--no-demo')).stop();
  await rm(join(file, 'demo.json'));
  const lost = await started();
  assert.is(await lost.ended, 1);
  assert.match(lost.seen.err, /demo\.json with its passwords is missing: start anew with --fresh/);

  await rm(join(file, 'mesh-secret'));
  const foreign = await started('--fresh');
  assert.is(await foreign.ended, 1);
  assert.match(foreign.seen.err, /is not emptied: it does not look like the folder of a mesh/);
  assert.ok((await readdir(file)).includes('north'));
});

test('--help, and options that are wrong', async () => {
  const help = await started('--help');
  assert.is(await help.ended, 0);
  assert.match(help.seen.out, /--fresh[\s\S]*--no-demo[\s\S]*Examples:/);
  for (const ports of [
    '8000',
    '8000,8001,8002,x',
    '8000,8000,8001,8002',
    '8000,9000,8001,8002',
    '0,1,2,70000',
  ]) {
    const { ended, seen } = await started('--ports', ports);
    assert.is(await ended, 2);
    assert.match(seen.err, /It must be four ports|All must differ/);
  }
});

/** The process that the fake node says it is, in its answer to `/pid`. */
const pidOn = async (port: number): Promise<number> =>
  Number(await (await fetch(`http://127.0.0.1:${port}/pid`)).text());

test.run();
