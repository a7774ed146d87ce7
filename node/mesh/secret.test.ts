import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  BadMeshSecret,
  newMeshSecret,
  parseMeshSecret,
  privateNetworkKey,
  readOrCreateMeshSecret,
} from './secret.ts';

const test = suite<{ folder: string }>('mesh secret');

test.before.each(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'grapevine-secret-'));
});
test.after.each(({ folder }) => rm(folder, { recursive: true, force: true }));

async function badness(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BadMeshSecret)) throw new Error(`expected a BadMeshSecret, not ${error}`);
  return error.message;
}

test('a new secret is recognisable, parses, and is never the same', () => {
  const secret = newMeshSecret();
  assert.match(secret, /^grapevine-mesh-[\w-]{43}$/);
  assert.is(parseMeshSecret(` ${secret}\n`).byteLength, 32);
  assert.is.not(newMeshSecret(), secret);
});

test('what is not a secret is refused in words that do not repeat it', () => {
  const secret = newMeshSecret();
  for (const [text, expected] of [
    ['', /empty/],
    ['hunter2', /starts with "grapevine-mesh-"/],
    [secret.slice(0, -1), /damaged/],
    [`${secret}A`, /damaged/],
    [`${secret.slice(0, -5)} \n${secret.slice(-5)}`, /damaged/],
  ] as const)
    assert.throws(
      () => parseMeshSecret(text),
      (error: unknown) =>
        error instanceof BadMeshSecret &&
        expected.test(error.message) &&
        (text === '' || !error.message.includes(text)),
    );
});

test('the file is made once, for its owner only, and read afterwards', async ({ folder }) => {
  const file = join(folder, 'deeper', 'mesh.secret');
  const secret = await readOrCreateMeshSecret(file);
  assert.is((await stat(file)).mode & 0o777, 0o600);
  assert.is(await readOrCreateMeshSecret(file), secret);
  assert.equal(await readdir(join(folder, 'deeper')), ['mesh.secret']);
});

test('many that start at once end with the same secret', async ({ folder }) => {
  const file = join(folder, 'mesh.secret');
  const secrets = await Promise.all(Array.from({ length: 20 }, () => readOrCreateMeshSecret(file)));
  assert.is(new Set(secrets).size, 1);
  assert.equal(await readdir(folder), ['mesh.secret']);
});

test('a file that holds something else is named and left alone', async ({ folder }) => {
  const file = join(folder, 'mesh.secret');
  await writeFile(file, 'something else');
  assert.match(await badness(readOrCreateMeshSecret(file)), file);
  assert.match(await badness(readOrCreateMeshSecret(join(file, 'below'))), 'below');
});

test('the private-network key has the form that libp2p takes and depends on the secret alone', () => {
  const secret = parseMeshSecret(newMeshSecret());
  const key = Buffer.from(privateNetworkKey(secret)).toString();
  assert.match(key, /^\/key\/swarm\/psk\/1\.0\.0\/\n\/base16\/\n[0-9a-f]{64}$/);
  assert.is(Buffer.from(privateNetworkKey(secret)).toString(), key);
  assert.is.not(Buffer.from(privateNetworkKey(parseMeshSecret(newMeshSecret()))).toString(), key);
  assert.not.match(key, Buffer.from(secret).toString('hex'));
});

test.run();
