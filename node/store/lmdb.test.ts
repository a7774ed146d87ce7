import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Change, type Store, StoreUnavailable, StoreUnusable } from '../ports.ts';
import { storeContract } from './contract.ts';
import { failure } from './contract-kit.ts';
import { openLmdbStore } from './lmdb.ts';

async function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'grapevine-lmdb-'));
}

storeContract('lmdb', async (specs) => {
  const path = await makeFolder();
  let store = await openLmdbStore({ path, specs });
  return {
    store,
    async reopen(others = specs) {
      await store.close();
      store = await openLmdbStore({ path, specs: others });
      return store;
    },
    async destroy() {
      await store.close();
      await rm(path, { recursive: true });
    },
  };
});

const specs = { notes: { indexes: { by_n: { fields: ['n'] } } } } as const;

function insert(id: string): Change {
  return { kind: 'insert', collection: 'notes', id, doc: { n: 1 } };
}

/** A process that opens the store, commits `id`, says so, and goes on holding it. */
async function startOwner(path: string, id: string) {
  const script = `
    import { openLmdbStore } from ${JSON.stringify(new URL('./lmdb.ts', import.meta.url).href)};
    const store = await openLmdbStore({ path: ${JSON.stringify(path)}, specs: ${JSON.stringify(specs)} });
    await store.commit([${JSON.stringify(insert(id))}]);
    console.log('kept');
    setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exit]);
  return {
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

const test = suite<{ path: string; open: (path?: string) => Promise<Store>; stores: Store[] }>('lmdb');

test.before.each(async (context) => {
  context.path = await makeFolder();
  context.stores = [];
  context.open = async (path = context.path) => {
    const store = await openLmdbStore({ path, specs });
    context.stores.push(store);
    return store;
  };
});
test.after.each(async ({ path, stores }) => {
  for (const store of stores) await store.close();
  await rm(path, { recursive: true });
});

test('a store in use by another process is refused, by name; a dead owner is followed', async ({
  path,
  open,
}) => {
  const owner = await startOwner(path, 'theirs');
  const error = await failure(open());
  assert.instance(error, StoreUnusable);
  assert.match(error.message, path);
  await owner.kill();
  const store = await open();
  assert.is((await store.get('notes', 'theirs'))?.version, 1, 'what it committed outlives it');
  await store.commit([insert('ours')]);
  const sockets = (await readdir(path)).filter((file) => file.endsWith('.sock'));
  assert.is(sockets.length, 1, 'the dead owner’s socket is cleared away');
});

test('a store in use by this process is refused too, until closed', async ({ open }) => {
  const store = await open();
  assert.instance(await failure(open()), StoreUnusable);
  await store.commit([insert('a')]);
  await store.close();
  assert.is((await (await open()).get('notes', 'a'))?.version, 1);
});

test('of several that find a dead owner exactly one follows it', async ({ path, open }) => {
  const owner = await startOwner(path, 'theirs');
  await owner.kill();
  const results = await Promise.allSettled([open(), open(), open(), open()]);
  assert.is(results.filter(({ status }) => status === 'fulfilled').length, 1);
});

test('an owner whose socket was removed is followed, and stops at its next commit', async ({
  path,
  open,
}) => {
  const older = await open();
  await older.commit([insert('a')]);
  for (const file of await readdir(path)) if (file.endsWith('.sock')) await rm(join(path, file));
  const newer = await open();
  assert.instance(await failure(older.commit([insert('b')])), StoreUnusable);
  assert.instance(await failure(older.commit([insert('b')])), StoreUnusable);
  await newer.commit([insert('b')]);
});

test('a folder whose path is too long for a socket works, and is owned', async ({ path, open }) => {
  const deep = join(path, ...Array.from({ length: 10 }, () => 'a-rather-long-name-of-a-folder.d'));
  await (await open(deep)).commit([insert('a')]);
  assert.instance(await failure(open(deep)), StoreUnusable);
});

test('a path that is a file, lies in one, or holds something else is unusable, in one sentence', async ({
  path,
  open,
}) => {
  const file = join(path, 'file');
  await writeFile(file, '');
  await mkdir(join(path, 'damaged'));
  await writeFile(join(path, 'damaged', 'store.mdb'), 'this is not a database'.repeat(1_000));
  for (const bad of [file, join(file, 'in'), join(path, 'damaged')]) {
    const error = await failure(open(bad));
    assert.instance(error, StoreUnusable, bad);
    assert.ok(error.message.includes(bad) && !error.message.includes('\n'), error.message);
  }
});

test('a folder that may not be written is unusable, in one sentence', async ({ path, open }) => {
  const locked = join(path, 'locked');
  await mkdir(locked, { mode: 0o500 });
  const isRoot = process.geteuid?.() === 0; // to whom nothing is locked
  if (isRoot) process.seteuid?.('nobody');
  const error = await failure(open(locked)).finally(() => isRoot && process.seteuid?.(0));
  assert.instance(error, StoreUnusable);
  assert.match(error.message, 'may not be written');
});

test('a disk without room for more refuses commits, keeps nothing, and can be read', async ({
  path,
  open,
}) => {
  const roomy = await open();
  await roomy.commit([insert('a')]);
  await roomy.close();
  const full = await openLmdbStore({ path, specs, reserveBytes: Number.MAX_SAFE_INTEGER });
  assert.instance(await failure(full.commit([insert('b')])), StoreUnavailable);
  assert.instance(await failure(full.commit([insert('b')])), StoreUnavailable);
  assert.is((await full.get('notes', 'a'))?.version, 1);
  assert.is(await full.get('notes', 'b'), undefined);
  await full.close();
});

test('closing settles what was under way, one way or the other', async ({ open }) => {
  const store = await open();
  const commits = Array.from({ length: 5 }, (_, n) => store.commit([insert(`a${n}`)]));
  const results = Promise.allSettled(commits);
  await store.close();
  const again = await open();
  for (const [n, result] of (await results).entries()) {
    const isThere = (await again.get('notes', `a${n}`)) !== undefined;
    assert.is(isThere, result.status === 'fulfilled');
    if (result.status === 'rejected') assert.instance(result.reason, StoreUnavailable);
  }
});

test.run();
