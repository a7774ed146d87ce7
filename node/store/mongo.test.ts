import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Change, type Store, StoreConflict, StoreUnavailable, StoreUnusable } from '../ports.ts';
import { storeContract } from './contract.ts';
import { failure } from './contract-kit.ts';
import { type MongoStoreOptions, openMongoStore } from './mongo.ts';
import {
  freePort,
  isMongoServerInstalled,
  MONGO_NEEDED,
  type MongoServer,
  startMongoServer,
} from './mongo-server.ts';

const specs = { notes: { indexes: { by_n: { fields: ['n'] } } } } as const;

function insert(id: string): Change {
  return { kind: 'insert', collection: 'notes', id, doc: { n: 1 } };
}

/** So that a takeover takes a moment, not three seconds. */
const HEARTBEAT_MS = 50;

/** The server that MONGO_URL names, or one of our own, started by the first test and stopped after the last. */
const given = process.env.MONGO_URL;
let started: Promise<MongoServer> | undefined;
const ours = (): Promise<MongoServer> => {
  const server = started ?? startMongoServer();
  started = server;
  return server;
};
const serverUrl = async (): Promise<string> => given ?? (await ours()).url;

if (given !== undefined || isMongoServerInstalled()) {
  testMongo();
} else {
  console.log(`SKIPPED node/store/mongo.test.ts: ${MONGO_NEEDED}`);
  if (process.env.REQUIRE_ALL === '1') {
    const required = suite('mongo');
    required('a MongoDB server is there', () => assert.unreachable(MONGO_NEEDED));
    required.run();
  }
}

function testMongo(): void {
  const newDatabase = () => `grapevine_test_${randomBytes(6).toString('hex')}`;

  /** On a server that is somebody else's. Our own goes as a whole, and has been seen to die of a drop. */
  async function dropDatabase(database: string): Promise<void> {
    if (given === undefined) return;
    const client = new MongoClient(await serverUrl());
    await client.db(database).dropDatabase();
    await client.close();
  }

  storeContract('mongo', async (specs) => {
    const database = newDatabase();
    // Time is not what the contract is about, and test servers are slow.
    const options = { url: await serverUrl(), database, timeoutMs: 30_000 };
    let store = await openMongoStore({ ...options, specs });
    return {
      store,
      async reopen(others = specs) {
        await store.close();
        store = await openMongoStore({ ...options, specs: others });
        return store;
      },
      async destroy() {
        await store.close();
        await dropDatabase(database);
      },
    };
  });

  type Context = {
    open: (options?: Partial<MongoStoreOptions>) => Promise<Store>;
    stores: Store[];
    database: string;
  };
  const test = suite<Context>('mongo');

  test.before.each((context) => {
    context.database = newDatabase();
    context.stores = [];
    context.open = async (options = {}) => {
      const { database } = context;
      const url = await serverUrl();
      const store = await openMongoStore({ url, database, specs, heartbeatMs: HEARTBEAT_MS, ...options });
      context.stores.push(store);
      return store;
    };
  });
  test.after.each(async ({ stores, database }) => {
    for (const store of stores) await store.close();
    await dropDatabase(database);
  });
  test.after(async () => {
    await (await started)?.stop();
  });

  test('a database in use is refused while its owner lives, also when nothing is committed', async ({
    open,
  }) => {
    const owner = await open();
    assert.instance(await failure(open()), StoreUnusable);
    await owner.close();
    await open();
  });

  test('a silent owner is followed after three heartbeats, and stops at its next commit', async ({
    open,
    database,
  }) => {
    const owner = await startOwner({ url: await serverUrl(), database, heartbeatMs: 300 });
    owner.freeze();
    const startedAt = performance.now();
    const results = await Promise.allSettled([open(), open(), open()]);
    assert.ok(performance.now() - startedAt >= 3 * 300, 'it was waited for');
    const stores = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.is(stores.length, 1, 'exactly one of several follows it');
    const [store] = stores;
    assert.is((await store?.get('notes', 'a'))?.version, 1);
    owner.thaw();
    assert.is(await owner.commit('b'), 'StoreUnusable');
    assert.is(await owner.commit('c'), 'StoreUnusable');
    assert.is(await store?.get('notes', 'b'), undefined);
    await store?.commit([insert('b')]);
    await owner.kill();
  });

  test('an operator finds documents as they are, under doc', async ({ open, database }) => {
    await (await open()).commit([insert('a')]);
    const client = new MongoClient(await serverUrl());
    assert.equal(await client.db(database).collection('notes').findOne({ 'doc.n': 1 }), {
      _id: 'a',
      version: 1,
      keys: { by_n: 'nbff0000000000000a' },
      doc: { n: 1 },
    });
    await client.close();
  });

  if (given === undefined) {
    test('a server that hangs fails every call in time; afterwards each commit was kept wholly or not at all', async ({
      open,
    }) => {
      const timeoutMs = 1_000;
      const store = await open({ timeoutMs });
      await store.commit([insert('before')]);
      const server = await ours();
      await server.freeze();
      const startedAt = performance.now();
      const calls = [
        store.commit([insert('a'), insert('b')]),
        store.commit([insert('c')]),
        store.get('notes', 'before'),
        store.query('notes', 'id', {}, { limit: 1 }),
      ];
      for (const error of await Promise.all(calls.map(failure))) assert.instance(error, StoreUnavailable);
      assert.ok(performance.now() - startedAt < 2 * timeoutMs);
      server.thaw();
      await until(() => store.commit([insert('after')]));
      const isThere = async (id: string) => (await store.get('notes', id)) !== undefined;
      assert.is(await isThere('a'), await isThere('b'));
      assert.ok((await isThere('before')) && (await isThere('after')));
    });

    test('a standalone server is refused: it has no transactions', async () => {
      const standalone = await startMongoServer({ isStandalone: true });
      const error = await failure(openMongoStore({ url: standalone.url, specs }));
      await standalone.stop();
      assert.instance(error, StoreUnusable);
      assert.match(error.message, 'standalone');
    });
  }

  test('a server that is not there, or never answers, is told within some two seconds', async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    for (const dead of [await freePort(), port]) {
      const startedAt = performance.now();
      const error = await failure(openMongoStore({ url: `mongodb://127.0.0.1:${dead}/`, specs }));
      assert.instance(error, StoreUnusable);
      assert.ok(performance.now() - startedAt < 4_000);
    }
    for (const socket of sockets) socket.destroy();
    mute.close();
    assert.instance(await failure(openMongoStore({ url: 'mongodb://', specs })), StoreUnusable);
  });

  test.run();
}

/** A process that opens a store, commits `a`, and then whatever it is told. */
async function startOwner(options: { url: string; database: string; heartbeatMs: number }) {
  const script = `
    import { openMongoStore } from ${JSON.stringify(new URL('./mongo.ts', import.meta.url).href)};
    const store = await openMongoStore(${JSON.stringify({ ...options, specs })});
    const commit = (id) => store.commit([{ kind: 'insert', collection: 'notes', id, doc: { n: 1 } }]);
    const tell = (id) => commit(id).then(() => console.log('kept'), (error) => console.log(error.name));
    await tell('a');
    process.stdin.on('data', (id) => tell(String(id)));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit').then(() => ['it has ended']);
  const answer = async (): Promise<string> => {
    const [text] = await Promise.race([once(child.stdout, 'data'), exit]);
    return String(text).trim();
  };
  assert.is(await answer(), 'kept');
  return {
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    commit(id: string): Promise<string> {
      child.stdin.write(id);
      return answer();
    },
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Tries again until it succeeds (or was kept unnoticed), for at most 20 s. */
async function until(attempt: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof StoreConflict) return;
      if (performance.now() > deadline) throw error;
    }
  }
}
