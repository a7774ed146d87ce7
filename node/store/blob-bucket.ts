import { type Collection, type Db, GridFSBucket, MongoClient, ObjectId } from 'mongodb';
import type { EpochMs } from '../core/ids.ts';
import {
  type BlobAge,
  type BlobInfo,
  type Blobs,
  type ByteRange,
  StoreUnavailable,
  StoreUnusable,
} from '../ports.ts';
import { BlobDigest, isHash } from './blob-digest.ts';
import { DATABASE_IN_URL, DEFAULT_DATABASE } from './mongo-database.ts';

const BUCKET = 'blobs';

/** How long a single call may take; a long file takes many. */
const TIMEOUT_MS = 5_000;

/** Long enough for a handshake across an ocean, short enough for a start that says what is wrong. */
const SERVER_SELECTION_MS = 2_000;

/** Files come and go beside each other, some at a time; each connection costs the server a megabyte. */
const CONNECTIONS_MAX = 5;

/** Names of what is on its way: nothing that anybody looks for. */
const INCOMING = 'incoming';

/** A file as GridFS keeps it; its name is its hash. */
type BucketFile = { _id: ObjectId; length: number; filename: string; metadata?: { at: number } };

/**
 * Opens, or makes, the blobs in a MongoDB database: one GridFS bucket. Whoever has the store in that database has it to
 * themselves. @throws StoreUnusable when the server cannot be reached
 */
export async function openBlobBucket({
  url,
  database,
}: {
  readonly url: string;
  readonly database?: string;
}): Promise<Blobs> {
  const client = new MongoClient(url, {
    appName: 'grapevine',
    serverSelectionTimeoutMS: SERVER_SELECTION_MS,
    connectTimeoutMS: SERVER_SELECTION_MS,
    socketTimeoutMS: TIMEOUT_MS,
    maxPoolSize: CONNECTIONS_MAX,
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
  try {
    await client.connect();
    const db = client.db(database ?? (DATABASE_IN_URL.test(url) ? undefined : DEFAULT_DATABASE));
    const bucket = new BlobBucket(client, db);
    await bucket.clean();
    return bucket;
  } catch (cause) {
    await client.close(true);
    throw new StoreUnusable(`The MongoDB server cannot keep files: ${messageOf(cause)}`, { cause });
  }
}

class BlobBucket implements Blobs {
  readonly #client: MongoClient;
  readonly #bucket: GridFSBucket;
  readonly #files: Collection<BucketFile>;
  readonly #chunks: Collection;
  /** What has begun to come: whose chunks are to be removed when its process did not end. */
  readonly #incoming: Collection<{ _id: ObjectId }>;
  /** What changes names or ages happens one after the other: so nothing is removed that was just put again. */
  #turn: Promise<unknown> = Promise.resolve();
  #isOpen = true;

  constructor(client: MongoClient, db: Db) {
    this.#client = client;
    this.#bucket = new GridFSBucket(db, { bucketName: BUCKET });
    this.#files = db.collection<BucketFile>(`${BUCKET}.files`);
    this.#chunks = db.collection(`${BUCKET}.chunks`);
    this.#incoming = db.collection<{ _id: ObjectId }>(`${BUCKET}.incoming`);
  }

  /** Removes what an earlier process had not finished. */
  async clean(): Promise<void> {
    for await (const { _id } of this.#incoming.find()) {
      await this.#files.deleteOne({ _id, filename: INCOMING });
      if ((await this.#files.countDocuments({ _id })) === 0) await this.#chunks.deleteMany({ files_id: _id });
      await this.#incoming.deleteOne({ _id });
    }
  }

  async put(
    bytes: AsyncIterable<Uint8Array>,
    { sizeMaxBytes, at, expected }: { sizeMaxBytes: number; at: EpochMs; expected?: string },
  ): Promise<BlobInfo> {
    const digest = new BlobDigest(sizeMaxBytes);
    const _id = new ObjectId();
    await this.#asked(() => this.#incoming.insertOne({ _id }));
    const upload = this.#bucket.openUploadStreamWithId(_id, INCOMING, { metadata: { at } });
    // A failure is told by the call that meets it.
    upload.on('error', () => {});
    try {
      for await (const chunk of bytes) {
        digest.add(chunk);
        await this.#asked(() => told((done) => upload.write(chunk, done)));
      }
      const info = digest.end(expected);
      await this.#asked(() => told((done) => upload.end(done)));
      await this.#inTurn(async () => {
        const known = await this.#files.updateMany(
          { filename: info.sha256 },
          { $set: { 'metadata.at': at } },
        );
        if (known.matchedCount > 0) await this.#bucket.delete(_id);
        else await this.#files.updateOne({ _id }, { $set: { filename: info.sha256 } });
      });
      await this.#asked(() => this.#incoming.deleteOne({ _id }));
      return info;
    } catch (error) {
      // What cannot be removed now is at the next start.
      await upload.abort().catch(() => {});
      throw error;
    }
  }

  touch(sha256: string, at: EpochMs): Promise<boolean> {
    return this.#inTurn(async () => {
      if (!isHash(sha256)) return false;
      const { matchedCount } = await this.#files.updateMany(
        { filename: sha256 },
        { $set: { 'metadata.at': at } },
      );
      return matchedCount > 0;
    });
  }

  async size(sha256: string): Promise<number | undefined> {
    return (await this.#find(sha256))?.length;
  }

  async get(sha256: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    const file = await this.#find(sha256);
    return file && this.#read(file, range);
  }

  async list({ after = '', limit }: { after?: string; limit: number }): Promise<readonly BlobAge[]> {
    const found = await this.#asked(() =>
      this.#files
        .find({ filename: { $gt: after, $ne: INCOMING } })
        .sort({ filename: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(({ filename, metadata }) => ({ sha256: filename, at: metadata?.at ?? 0 }));
  }

  remove(sha256: string, { ifBefore }: { ifBefore: EpochMs }): Promise<boolean> {
    return this.#inTurn(async () => {
      const found = isHash(sha256) ? await this.#files.find({ filename: sha256 }).toArray() : [];
      if (found.length === 0 || found.some(({ metadata }) => (metadata?.at ?? 0) >= ifBefore)) return false;
      for (const { _id } of found) await this.#bucket.delete(_id);
      return true;
    });
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#turn.catch(() => {});
    await this.#client.close(true);
  }

  async #find(sha256: string): Promise<BucketFile | undefined> {
    if (!isHash(sha256)) return undefined;
    return (await this.#asked(() => this.#files.findOne({ filename: sha256 }))) ?? undefined;
  }

  async *#read({ _id, length }: BucketFile, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
    if (length === 0) return;
    const options = range ? { start: range.start, end: range.end + 1 } : undefined;
    try {
      for await (const chunk of this.#bucket.openDownloadStream(_id, options)) yield chunk;
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  /** @throws StoreUnavailable */
  async #asked<T>(ask: () => Promise<T>): Promise<T> {
    if (!this.#isOpen) throw new StoreUnavailable('The files are closed.');
    try {
      return await ask();
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#asked(task));
    this.#turn = turn.catch(() => {}); // who asked for it is told
    return turn;
  }
}

/** A stream's call with a callback, as a promise. */
function told(ask: (done: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    ask((error) => (error ? reject(error) : resolve()));
  });
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function unavailable(cause: unknown): Error {
  return new StoreUnavailable(`The MongoDB server does not answer: ${messageOf(cause)}`, { cause });
}
