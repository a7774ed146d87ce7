import { type Collection, type Db, MongoClient } from 'mongodb';
import {
  type Change,
  type CollectionSpecs,
  type Page,
  type QueryOptions,
  type Range,
  type Store,
  type Stored,
  StoreUnavailable,
  StoreUnusable,
} from '../ports.ts';
import { foldChanges, type Write } from './change.ts';
import { idKey } from './key.ts';
import { applyWrites, findConflict, isTransient } from './mongo-commit.ts';
import { DATABASE_IN_URL, DEFAULT_DATABASE } from './mongo-database.ts';
import { fromMongo, type MongoDocument } from './mongo-document.ts';
import { beat, type Fence, type Owner, releaseFence, renewTerm, takeFence } from './mongo-fence.ts';
import { META, updateIndexes } from './mongo-indexes.ts';
import { toScan } from './scan.ts';
import { checkSpecs, ID_INDEX, indexesOf, isId } from './spec.ts';

export type MongoStoreOptions = {
  /** mongodb:// or mongodb+srv://, of a replica set or a sharded cluster. */
  readonly url: string;
  /** Default: the one named in the URL, else `grapevine`. */
  readonly database?: string;
  readonly specs: CollectionSpecs;
  /** How long a call may take. Default 5 s. */
  readonly timeoutMs?: number;
  /** How often the owner gives a sign of life; a dead owner is followed after three. Default 1 s. */
  readonly heartbeatMs?: number;
};

const TIMEOUT_MS = 5_000;

/** A takeover after a crash waits three of these; one small write each while nothing else is committed. */
const HEARTBEAT_MS = 1_000;

/** Long enough for a handshake across an ocean, short enough for a start that says what is wrong. */
const SERVER_SELECTION_MS = 2_000;

/** Reads run beside the one commit; each connection costs the server a megabyte. */
const CONNECTIONS_MAX = 10;

/** A transaction that met another one is tried again after so long. */
const RETRY_PAUSE_MS = 20;

/**
 * Opens, or makes, the store in a MongoDB database and takes possession of it.
 * @throws StoreUnusable when the server cannot be reached within some 2 s or has no transactions, or another process
 *   uses the database; TypeError for bad specs
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { url, specs, timeoutMs = TIMEOUT_MS, heartbeatMs = HEARTBEAT_MS } = options;
  checkSpecs(specs);
  const client = connect(url, timeoutMs);
  try {
    await client.connect();
    const db = client.db(options.database ?? (DATABASE_IN_URL.test(url) ? undefined : DEFAULT_DATABASE));
    await checkTransactions(db);
    const fences = db.collection<Fence>(META);
    const owner = await takeFence(fences, heartbeatMs);
    await updateIndexes(db, specs);
    return new MongoStore({ client, db, fences, owner, specs, timeoutMs, heartbeatMs });
  } catch (cause) {
    await client.close(true);
    if (cause instanceof StoreUnusable) throw cause;
    throw new StoreUnusable(`The MongoDB server cannot be used: ${messageOf(cause)}`, { cause });
  }
}

function connect(url: string, timeoutMs: number): MongoClient {
  try {
    return new MongoClient(url, {
      appName: 'grapevine',
      serverSelectionTimeoutMS: Math.min(SERVER_SELECTION_MS, timeoutMs),
      connectTimeoutMS: Math.min(SERVER_SELECTION_MS, timeoutMs),
      // Ends what waits on a connection that has gone silent; the calls' own deadline is in #within.
      socketTimeoutMS: timeoutMs,
      maxPoolSize: CONNECTIONS_MAX,
      readPreference: 'primary',
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true },
      // As in JSON.
      ignoreUndefined: true,
    });
  } catch (cause) {
    throw new StoreUnusable(`The URL of the MongoDB server is not valid: ${messageOf(cause)}`, { cause });
  }
}

/** @throws StoreUnusable on a standalone server */
async function checkTransactions(db: Db): Promise<void> {
  const { setName, msg } = await db.admin().command({ hello: 1 });
  if (typeof setName === 'string' || msg === 'isdbgrid') return;
  throw new StoreUnusable(
    'The MongoDB server is a standalone one, which has no transactions: start it with --replSet and run rs.initiate() once; one member is enough.',
  );
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** A commit's caller, who may stop waiting. */
type Call = { isGivenUp: boolean };

type Parts = {
  readonly client: MongoClient;
  readonly db: Db;
  readonly fences: Collection<Fence>;
  readonly owner: Owner;
  readonly specs: CollectionSpecs;
  readonly timeoutMs: number;
  readonly heartbeatMs: number;
};

/** Commits run one after the other, each a transaction that also raises the fence's beat. Reads run beside them. */
class MongoStore implements Store {
  readonly #parts: Parts;
  #owner: Owner;
  #lastTurn: Promise<unknown> = Promise.resolve();
  readonly #heart: NodeJS.Timeout;
  /** Whether something was committed since the last beat of the heart, which is a sign of life as well. */
  #isProvenAlive = false;
  /** Why nothing can be committed any more. */
  #end: Error | undefined;
  /** A commit failed and may still be kept: before anything else is read or written, that must be ruled out. */
  #isInDoubt = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#owner = parts.owner;
    this.#heart = setInterval(() => this.#beat(), parts.heartbeatMs);
    this.#heart.unref();
  }

  async get(collection: string, id: string): Promise<Stored | undefined> {
    indexesOf(this.#parts.specs, collection);
    const found = await this.#read(
      async () =>
        isId(id) && this.#parts.db.collection<MongoDocument>(collection).findOne({ _id: idKey(id) }),
    );
    return found ? fromMongo(found) : undefined;
  }

  async query(collection: string, index: string, range: Range, options: QueryOptions): Promise<Page> {
    const scan = toScan(this.#parts.specs, collection, index, range, options);
    const path = index === ID_INDEX ? '_id' : `keys.${index}`;
    const found = await this.#read(() =>
      this.#parts.db
        .collection<MongoDocument>(collection)
        .find({ [path]: { $gte: scan.start, $lt: scan.end } })
        .sort({ [path]: scan.isReverse ? -1 : 1 })
        .limit(scan.count)
        .toArray(),
    );
    return scan.page(
      found.map((document) => ({
        key: (index === ID_INDEX ? document._id : document.keys[index]) ?? '',
        stored: fromMongo(document),
      })),
    );
  }

  async commit(changes: readonly Change[]): Promise<void> {
    const writes = foldChanges(this.#parts.specs, changes);
    if (this.#end !== undefined) throw this.#end;
    if (writes.length === 0) return;
    const call = { isGivenUp: false };
    const kept = this.#inTurn(() => this.#keep(writes, call));
    await this.#within(kept, () => {
      call.isGivenUp = true;
    });
  }

  async close(): Promise<void> {
    if (this.#end?.name === 'StoreUnavailable') return;
    this.#end = new StoreUnavailable('The store is closed.');
    clearInterval(this.#heart);
    const release = this.#inTurn(() => releaseFence(this.#parts.fences, this.#owner));
    // A server that is away cannot be told; the next owner then waits for the heartbeats that will be missing.
    await this.#within(release).catch(() => {});
    await this.#parts.client.close(true);
  }

  /** One task after the other, in the order they were asked for. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(task);
    this.#lastTurn = turn.catch(() => {}); // who asked for it is told
    return turn;
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    if (this.#end?.name === 'StoreUnavailable') throw this.#end;
    const settled = this.#isInDoubt ? this.#inTurn(() => this.#settle()) : Promise.resolve();
    return this.#within(settled.then(read));
  }

  /** Ends in time, and only with the errors of the port. */
  async #within<T>(work: Promise<T>, giveUp?: () => void): Promise<T> {
    const { timeoutMs } = this.#parts;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new StoreUnavailable(`The MongoDB server did not answer within ${timeoutMs} ms.`);
      timer = setTimeout(() => {
        giveUp?.();
        reject(error);
      }, timeoutMs);
    });
    try {
      return await Promise.race([work, late]);
    } catch (cause) {
      if (cause instanceof Error && cause.name.startsWith('Store')) throw cause;
      throw new StoreUnavailable(`The MongoDB server does not answer: ${messageOf(cause)}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  async #keep(writes: readonly Write[], call: Call): Promise<void> {
    for (;;) {
      if (call.isGivenUp) throw new StoreUnavailable('The MongoDB server did not answer in time.');
      if (this.#end !== undefined) throw this.#end;
      await this.#settle();
      if (await this.#tryToKeep(writes, call)) return;
      const conflict = await findConflict(this.#parts.db, writes);
      if (conflict !== undefined) throw conflict;
      // Another transaction was in the way, of a process that is about to learn that it has lost the store.
      await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MS));
    }
  }

  /** One transaction. False: nothing was kept, because a version did not fit or another transaction met it. */
  async #tryToKeep(writes: readonly Write[], call: Call): Promise<boolean> {
    const session = this.#parts.client.startSession();
    try {
      session.startTransaction({
        readConcern: { level: 'snapshot' },
        writeConcern: { w: 'majority', journal: true },
      });
      if (!(await beat(this.#parts.fences, this.#owner, session))) throw this.#lose();
      const isFitting = await applyWrites(this.#parts.db, writes, session);
      // Who was told that it failed must not find it kept later.
      if (!isFitting || call.isGivenUp) {
        await session.abortTransaction();
        return false;
      }
      // From here on only the server knows.
      this.#isInDoubt = true;
      await session.commitTransaction();
      this.#isInDoubt = false;
      this.#isProvenAlive = true;
      return true;
    } catch (error) {
      if (!isTransient(error)) throw error;
      this.#isInDoubt = false;
      return false;
    } finally {
      // Aborts what was not committed, as far as the server can be reached.
      await session.endSession().catch(() => {});
    }
  }

  /** After a commit of unknown outcome: makes sure that it is either kept by now or never will be. */
  async #settle(): Promise<void> {
    if (!this.#isInDoubt) return;
    const owner = await renewTerm(this.#parts.fences, this.#owner);
    if (owner === undefined) throw this.#lose();
    this.#owner = owner;
    this.#isInDoubt = false;
  }

  #lose(): Error {
    this.#end ??= new StoreUnusable('Another process has taken over this MongoDB database.');
    return this.#end;
  }

  #beat(): void {
    const isNeeded = !this.#isProvenAlive;
    this.#isProvenAlive = false;
    if (!isNeeded) return;
    this.#inTurn(async () => {
      if (this.#end === undefined && !this.#isInDoubt && !(await beat(this.#parts.fences, this.#owner)))
        this.#lose();
    }).catch(() => {}); // a server that is away is reported by the next call that needs it
  }
}
