import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRuntime } from '../../node/match/testing-runtime.ts';
import { obtainModel, type Source } from './obtain.ts';

type Hub = {
  readonly files: Map<string, string>;
  /** Bytes after which it closes the connection. */
  cutAfter: number | undefined;
  /** What it says of each file, where that is not true. */
  wrongDigest: string | undefined;
  readonly asked: { path: string; range: string | undefined }[];
};

const test = suite<{ folder: string; hub: Hub; server: Server; source: Source }>('obtain a model');

/** A hub as the public one: large files are redirected, with their digest. */
const serverOf = (hub: Hub): Server =>
  createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://hub').pathname;
    const name = path.replace('/own/made/resolve/main/', '').replace('/cdn/', '');
    const text = hub.files.get(name);
    const { range } = request.headers;
    if (text === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (!path.startsWith('/cdn/') && name.endsWith('.onnx')) {
      const digest = hub.wrongDigest ?? createHash('sha256').update(text).digest('hex');
      response.writeHead(302, { location: `/cdn/${name}`, 'x-linked-etag': `"${digest}"` }).end();
      return;
    }
    hub.asked.push({ path, range });
    const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    const rest = text.slice(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
    if (hub.cutAfter === undefined || !name.endsWith('.onnx')) response.end(rest);
    else response.write(rest.slice(0, hub.cutAfter), () => setImmediate(() => response.destroy()));
  });

test.before.each(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'grapevine-obtain-'));
  context.hub = {
    files: new Map([
      ['tokenizer.json', '{}'],
      ['config.json', '{"_name_or_path": "own/made", "hidden_size": 26}'],
      ['onnx/model.onnx', '26              '],
    ]),
    cutAfter: undefined,
    wrongDigest: undefined,
    asked: [],
  };
  context.server = serverOf(context.hub);
  await new Promise<void>((resolve) => {
    context.server.listen(0, '127.0.0.1', resolve);
  });
  const address = context.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  context.source = { kind: 'hub', hub: `http://127.0.0.1:${port}`, repo: 'own/made', revision: 'main' };
});

test.after.each(async ({ folder, server }) => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const deps = { tell: () => undefined, installRuntime: async () => undefined, runtimeOf: createRuntime };

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing',
    (error: unknown) => String(error),
  );

test('a model is fetched from a hub, tried, and put in its folder', async ({ folder, source }) => {
  const to = join(folder, 'new', 'model');
  const { model } = await obtainModel(source, to, deps);
  assert.is(model.width, 26);
  assert.match(model.id, /^made\/[0-9a-f]{12}$/);
  assert.is((await readFile(join(to, 'onnx/model.onnx'), 'utf8')).trim(), '26');
});

test('a quantised model is taken before a full one', async ({ folder, hub, source }) => {
  hub.files.set('onnx/model_quantized.onnx', '26');
  await obtainModel(source, join(folder, 'model'), deps);
  assert.not.ok(hub.asked.some(({ path }) => path.endsWith('model.onnx')));
});

test('what was cut off goes on from there', async ({ folder, hub, source }) => {
  hub.cutAfter = 5;
  const to = join(folder, 'model');
  assert.match(await messageOf(obtainModel(source, to, deps)), /cut off after 5 bytes.*Run it again/);
  hub.cutAfter = undefined;
  await obtainModel(source, to, deps);
  assert.is(hub.asked.at(-1)?.range, 'bytes=5-');
  assert.is(hub.asked.filter(({ path }) => path.endsWith('tokenizer.json')).length, 1);
});

test('what arrives damaged is thrown away', async ({ folder, hub, source }) => {
  hub.wrongDigest = '0'.repeat(64);
  const to = join(folder, 'model');
  assert.match(await messageOf(obtainModel(source, to, deps)), /onnx\/model\.onnx arrived damaged/);
  hub.wrongDigest = undefined;
  await obtainModel(source, to, deps);
});

test('a model that does not work does not take the place of one that does', async ({
  folder,
  hub,
  source,
}) => {
  const to = join(folder, 'model');
  await obtainModel(source, to, deps);
  await mkdir(join(to, 'runtime'));
  hub.files.set('onnx/model.onnx', 'noise');
  assert.match(await messageOf(obtainModel(source, to, deps)), /damaged or no model/);
  assert.is((await readFile(join(to, 'onnx/model.onnx'), 'utf8')).trim(), '26');
  hub.files.set('onnx/model.onnx', '27');
  hub.files.delete('config.json');
  assert.is((await obtainModel(source, to, deps)).model.width, 27);
  // What runs it stays.
  await rm(join(to, 'runtime'), { recursive: true });
});

test('a hub without it, and a folder without it, are named', async ({ folder, hub, source }) => {
  hub.files.delete('tokenizer.json');
  assert.match(
    await messageOf(obtainModel(source, join(folder, 'model'), deps)),
    /no tokenizer\.json in http/,
  );
  const from: Source = { kind: 'folder', folder: join(folder, 'nowhere') };
  assert.match(await messageOf(obtainModel(from, join(folder, 'model'), deps)), /no folder.*nowhere/);
});

test('a hub that cannot be reached is named, with what to do without a network', async ({ folder }) => {
  const source: Source = { kind: 'hub', hub: 'http://127.0.0.1:1', repo: 'own/made', revision: 'main' };
  assert.match(
    await messageOf(obtainModel(source, join(folder, 'model'), deps)),
    /127\.0\.0\.1:1 cannot.*--from/,
  );
});

test('a model is copied from a folder', async ({ folder }) => {
  const from = join(folder, 'from');
  await mkdir(from);
  await writeFile(join(from, 'tokenizer.json'), '{}');
  await writeFile(join(from, 'model.onnx'), '26');
  const { model } = await obtainModel({ kind: 'folder', folder: from }, join(folder, 'model'), deps);
  assert.is(model.width, 26);
});

test.run();
