import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { StoreUnusable } from '../ports.ts';
import { openBlobBucket } from './blob-bucket.ts';
import { blobContract, pieces } from './blob-contract.ts';
import { failure } from './contract-kit.ts';
import { isMongoServerInstalled, MONGO_NEEDED, type MongoServer, startMongoServer } from './mongo-server.ts';

/** The server that MONGO_URL names, or one of our own, started by the first test and stopped after the last. */
const given = process.env.MONGO_URL;
let started: Promise<MongoServer> | undefined;
const serverUrl = async (): Promise<string> => {
  if (given !== undefined) return given;
  started ??= startMongoServer();
  return (await started).url;
};

if (given !== undefined || isMongoServerInstalled()) {
  testBucket();
} else {
  console.log(`SKIPPED node/store/blob-bucket.test.ts: ${MONGO_NEEDED}`);
  if (process.env.REQUIRE_ALL === '1') {
    const required = suite('blob bucket');
    required('a MongoDB server is there', () => assert.unreachable(MONGO_NEEDED));
    required.run();
  }
}

function testBucket(): void {
  const newDatabase = () => `grapevine_test_${randomBytes(6).toString('hex')}`;

  /** On a server that is somebody else's; our own goes as a whole. */
  async function dropDatabase(database: string): Promise<void> {
    if (given === undefined) return;
    const client = new MongoClient(await serverUrl());
    await client.db(database).dropDatabase();
    await client.close();
  }

  const openPlace = async () => {
    const database = newDatabase();
    const opened = [await openBlobBucket({ url: await serverUrl(), database })];
    const [blobs] = opened;
    if (!blobs) throw new Error('unreachable');
    return {
      blobs,
      async reopen() {
        const again = await openBlobBucket({ url: await serverUrl(), database });
        opened.push(again);
        return again;
      },
      async destroy() {
        for (const one of opened) await one.close();
        await dropDatabase(database);
      },
    };
  };
  // The server that stands in for MongoDB hangs at times when two write files at once; MONGO_URL names a real one.
  blobContract('GridFS', openPlace, { isOneAtATime: given === undefined });

  const test = suite('blob bucket');

  test.after(async () => {
    if (started) await (await started).stop();
  });

  test('what an earlier process had not finished is removed at a start, chunks and all', async () => {
    const url = await serverUrl();
    const database = newDatabase();
    const first = await openBlobBucket({ url, database });
    const { sha256 } = await first.put(pieces('whole'), { sizeMaxBytes: 10, at: 1 });
    let reached = () => {};
    const isHalf = new Promise<void>((resolve) => {
      reached = resolve;
    });
    async function* half(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(600_000, 'half');
      reached();
      await new Promise(() => {});
    }
    void first.put(half(), { sizeMaxBytes: 1e6, at: 1 }).catch(() => {});
    await isHalf;
    const client = await new MongoClient(url).connect();
    const chunks = client.db(database).collection('blobs.chunks');
    assert.ok((await chunks.countDocuments()) > 1, 'some of it is there');
    await first.close();
    const again = await openBlobBucket({ url, database });
    assert.is(await chunks.countDocuments(), 1);
    assert.is(await again.size(sha256), 5);
    await again.close();
    await client.close();
    await dropDatabase(database);
  });

  test('a server that is away is said so at the start', async () => {
    const error = await failure(openBlobBucket({ url: 'mongodb://127.0.0.1:1/none' }));
    assert.instance(error, StoreUnusable);
  });

  test.run();
}
