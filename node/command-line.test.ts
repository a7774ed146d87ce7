import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { run, type World } from './command-line.ts';
import { settings } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import type { RegionOptions } from './region.ts';

const test = suite('command line');

let dir = '';
test.before.each(async () => {
  dir = await mkdtemp(join(tmpdir(), 'grapevine-cli-'));
});
test.after.each(() => rm(dir, { recursive: true, force: true }));

/** A world in which a region starts at once and the operator stops it at once. */
const outcome = async (argv: string[], changes: Partial<World> = {}) => {
  const seen = { out: '', err: '', started: [] as RegionOptions[], stops: 0 };
  const code = await run(argv, {
    environment: {},
    version: '1.2.3',
    isTerminal: false,
    out: (text) => {
      seen.out += text;
    },
    err: (text) => {
      seen.err += text;
    },
    startRegion: async (options) => {
      seen.started.push(options);
      return {
        url: `http://localhost:${options.port}`,
        peerAddresses: ['/ip4/127.0.0.1/tcp/9000'],
        newAdmin: { email: options.adminEmail, password: 'made-just-now' },
        stop: async () => {
          seen.stops += 1;
        },
        stopped: new Promise(() => {}),
      };
    },
    resetAdminPassword: async (options, email) => `new for ${email} of ${options.name}`,
    stopAsked: async () => 'SIGTERM',
    ...changes,
  });
  return { ...seen, code };
};

const start = (...more: string[]) => ['start', '--region', 'North', '--data', join(dir, 'north'), ...more];

test('start hands the checked settings on, says where it is, and stops when asked', async () => {
  const { code, out, started, stops } = await outcome(start('--port', '8100', '--demo'));
  assert.is(code, exitCodes.ok);
  assert.is(stops, 1);
  const [options] = started;
  assert.is(options?.name, 'North');
  assert.is(options?.port, 8_100);
  assert.is(options?.store, `lmdb:${join(dir, 'north')}/store`);
  assert.is(options?.isDemo, true);
  assert.match(options?.meshSecret ?? '', /^grapevine-mesh-/);
  assert.match(out, /North is up: http:\/\/localhost:8100/);
  assert.match(out, /admin@north\.example, password made-just-now/);
  assert.match(out, /--mesh-secret .*mesh-secret --peer \/ip4\/127\.0\.0\.1\/tcp\/9000/);
});

test('start --json prints one line for programs', async () => {
  const { out } = await outcome(start('--json'));
  const ready = JSON.parse(out);
  assert.is(ready.ready, true);
  assert.is(ready.url, 'http://localhost:8000');
  assert.equal(ready.p2p, ['/ip4/127.0.0.1/tcp/9000']);
  assert.equal(ready.admin, { email: 'admin@north.example', password: 'made-just-now' });
  assert.is(ready.secretFile, join(dir, 'north', 'mesh-secret'));
});

test('the first start makes the mesh secret, for its owner only; the next uses it', async () => {
  const first = await outcome(start());
  const file = join(dir, 'north', 'mesh-secret');
  assert.is((await stat(file)).mode & 0o777, 0o600);
  assert.match(first.out, /founds a new mesh/);
  const second = await outcome(start());
  assert.is(second.started[0]?.meshSecret, first.started[0]?.meshSecret);
  assert.is((await readFile(file, 'utf8')).trim(), first.started[0]?.meshSecret);
  assert.not.match(second.out, /founds a new mesh/);
});

test('joining needs the secret of the mesh; the folder of a node that had it is enough', async () => {
  const join_ = start('--peer', '127.0.0.1:9000');
  const refused = await outcome(join_);
  assert.is(refused.code, exitCodes.usage);
  assert.match(refused.err, /--peer joins a mesh, and its secret is needed .* --mesh-secret FILE/);
  assert.is(refused.started.length, 0);
  await outcome(start());
  assert.is((await outcome(join_)).code, exitCodes.ok);
});

test('a bad mesh secret is refused without repeating it', async () => {
  const { code, err } = await outcome(start(), { environment: { GRAPEVINE_MESH_SECRET: 'hunter2' } });
  assert.is(code, exitCodes.usage);
  assert.match(err, /GRAPEVINE_MESH_SECRET: .*not a mesh secret/);
  assert.not.match(err, /hunter2/);
});

test('a data folder that cannot be used', async () => {
  const file = join(dir, 'file');
  await writeFile(file, '');
  const { code, err } = await outcome(['start', '--region', 'North', '--data', join(file, 'north')]);
  assert.is(code, exitCodes.dataUnusable);
  assert.match(
    err,
    /^The data folder .*north cannot be used: a part of its path is a file\. Choose another with --data\.\n$/,
  );
});

test('a folder without permission', async () => {
  await chmod(dir, 0o500);
  // The superuser may write anywhere, so for a moment this is nobody.
  const wasRoot = process.geteuid?.() === 0;
  if (wasRoot) process.seteuid?.(65_534);
  try {
    const { code, err } = await outcome(start());
    assert.is(code, exitCodes.dataUnusable);
    assert.match(err, /this user may not write there/);
  } finally {
    if (wasRoot) process.seteuid?.(0);
    await chmod(dir, 0o700);
  }
});

test("a region that cannot start gives its sentence and its exit code, also as JSON's", async () => {
  const startRegion = async () => {
    throw Object.assign(new Error('Port 8000 is in use.'), { exitCode: exitCodes.portInUse });
  };
  const { code, err, out } = await outcome(start('--json'), { startRegion });
  assert.is(code, exitCodes.portInUse);
  assert.is(err, 'Port 8000 is in use.\n');
  assert.equal(JSON.parse(out), { error: 'Port 8000 is in use.', exitCode: exitCodes.portInUse });
});

test('a region that stops by itself is a failure with its reason', async () => {
  const { code, err } = await outcome(start(), {
    stopAsked: () => new Promise(() => {}),
    startRegion: async () => ({
      url: '',
      peerAddresses: [],
      newAdmin: undefined,
      stop: async () => {},
      stopped: Promise.resolve(new Error('The store is gone.')),
    }),
  });
  assert.is(code, exitCodes.failure);
  assert.match(err, /The store is gone/);
});

test('a config file is read, and a bad one is named', async () => {
  const file = join(dir, 'north.json');
  await writeFile(file, JSON.stringify({ region: 'North', port: 8_200, dataDir: join(dir, 'n') }));
  const { started } = await outcome(['start', '--config', file]);
  assert.is(started[0]?.port, 8_200);
  assert.is((await outcome(['start'], { environment: { GRAPEVINE_CONFIG: file } })).started[0]?.port, 8_200);

  await writeFile(file, '[1]');
  const bad = await outcome(['start', '--config', file]);
  assert.is(bad.code, exitCodes.usage);
  assert.match(bad.err, /north\.json, given with --config, is not a JSON object such as/);
  assert.match(
    (await outcome(['start', '--config', join(dir, 'none')])).err,
    /none, given with --config, cannot be read/,
  );
});

test('config shows values with their sources and hides secrets', async () => {
  const environment = { GRAPEVINE_PORT: '8300', GRAPEVINE_ADMIN_PASSWORD: 'correct horse' };
  const { code, out } = await outcome(['config', '--region', 'North'], { environment });
  assert.is(code, exitCodes.ok);
  assert.match(out, /^region +North +--region$/m);
  assert.match(out, /^port +8300 +GRAPEVINE_PORT$/m);
  assert.match(out, /^adminPassword +\(hidden\) +GRAPEVINE_ADMIN_PASSWORD$/m);
  assert.not.match(out, /correct horse/);
  const rows = JSON.parse((await outcome(['config', '--region', 'North', '--json'], { environment })).out);
  assert.is(rows.length, settings.length);
});

test('admin reset-password prints the new password', async () => {
  const argv = ['admin', 'reset-password', '--region', 'North', '--data', dir, '--email', 'a@b.example'];
  await mkdir(join(dir, 'store'));
  const { code, out } = await outcome(argv);
  assert.is(code, exitCodes.ok);
  assert.is(out, 'The new password of a@b.example is new for a@b.example of North\n');
});

test('admin reset-password in a folder without a region makes nothing there and says so', async () => {
  const argv = ['admin', 'reset-password', '--region', 'North', '--data', dir, '--email', 'a@b.example'];
  const { code, err } = await outcome(argv);
  assert.is(code, exitCodes.dataUnusable);
  assert.match(err, /^No region keeps its data in .*store\. .*--data/);
  assert.equal(await readdir(dir), []);
});

test('--help everywhere, with examples and every setting', async () => {
  for (const argv of [
    ['--help'],
    ['start', '--help'],
    ['config', '--help'],
    ['admin', 'reset-password', '--help'],
  ]) {
    const { code, out } = await outcome(argv);
    assert.is(code, exitCodes.ok);
    assert.match(out, /Examples:\n {2}\$ grapevine /);
  }
  const { out } = await outcome(['start', '--help']);
  for (const { environment } of settings) assert.ok(out.includes(environment), environment);
});

test('--version', async () => {
  assert.equal(await outcome(['--version']).then(({ code, out }) => [code, out]), [0, '1.2.3\n']);
});

test('wrong usage is 2 with a hint', async () => {
  const unknown = await outcome(['start', '--prot', '1']);
  assert.is(unknown.code, exitCodes.usage);
  assert.match(unknown.err, /unknown option '--prot'\n\(Did you mean --port\?\)/);
  assert.is((await outcome(['strat'])).code, exitCodes.usage);
  assert.is((await outcome([])).code, exitCodes.usage);
  assert.is((await outcome(['admin', 'reset-password'])).code, exitCodes.usage);
});

test.run();
