import { access, constants, mkdir, open as openFile, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { open } from 'lmdb';
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
import { foldChanges, toDoc, type Write } from './change.ts';
import { idOfKey } from './key.ts';
import { type LmdbOwnership, OWNER_KEY, ownLmdb } from './lmdb-owner.ts';
import { documentKey, GroupPlan, type LmdbDatabase, treeKey, updateIndexes } from './lmdb-tree.ts';
import { toScan } from './scan.ts';
import { checkSpecs, ID_INDEX, indexesOf, isId } from './spec.ts';

export type LmdbStoreOptions = {
  /** The folder; made if missing. The database is the file `store.mdb` in it. */
  readonly path: string;
  readonly specs: CollectionSpecs;
  /** How long a commit may take, e.g. on a disk that hangs. Default 5 s. */
  readonly timeoutMs?: number;
  /** Commits are refused when the disk has less room than this. Default 16 MiB. */
  readonly reserveBytes?: number;
};

const TIMEOUT_MS = 5_000;

/** With pages of 8 KiB a key may have 4,026 bytes, enough for four indexed texts and an id; with 4 KiB 1,978. */
const PAGE_BYTES = 8_192;

/** This process, and a backup or doctor beside it; each thread that reads takes one. */
const READERS_MAX = 16;

/** Commits that share one sync of the disk. More would make the first of them wait for the others' work. */
const GROUP_MAX = 256;

/**
 * LMDB damages its process's memory when it meets a full disk (seen with 3.5: malloc's checks end the process later),
 * so it must never meet one. A commit rewrites a page for each level of the tree and key; 16 MiB is room for the
 * largest group of ordinary ones, and for logs to tell what happened.
 */
const RESERVE_BYTES = 16 * 1024 * 1024;

/** What a document may take on the disk for each byte of it, old pages and free-list included. */
const ROOM_PER_BYTE = 4;

/** A commit that waits for its turn or for the disk. */
type Waiting = {
  readonly writes: readonly Write[];
  readonly timer: NodeJS.Timeout;
  resolve(): void;
  reject(error: Error): void;
};

/**
 * Opens, or makes, the store in a folder and takes possession of it.
 * @throws StoreUnusable when another process has it, or the folder cannot be used; TypeError for bad specs
 */
export async function openLmdbStore(options: LmdbStoreOptions): Promise<Store> {
  const { path, specs, timeoutMs = TIMEOUT_MS, reserveBytes = RESERVE_BYTES } = options;
  checkSpecs(specs);
  const folder = resolve(path);
  let db: LmdbDatabase;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 }); // password hashes lie in it
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const file = join(folder, 'store.mdb');
    await checkFile(file);
    db = open<string, Buffer>({
      path: file,
      noSubdir: true,
      keyEncoding: 'binary',
      encoding: 'string',
      useVersions: true,
      pageSize: PAGE_BYTES,
      maxReaders: READERS_MAX,
      // Nobody sees a document before it is on the disk.
      overlappingSync: false,
      // One block of writes is one commit here anyway; with it on, a failure also rejects a promise inside lmdb that
      // nobody can catch, which ends the process.
      eventTurnBatching: false,
    });
  } catch (cause) {
    throw new StoreUnusable(unusableFolder(folder, cause), { cause });
  }
  try {
    const ownership = await ownLmdb(db, folder);
    updateIndexes(db, specs);
    return new LmdbStore(db, specs, ownership, { timeoutMs, reserveBytes, folder });
  } catch (error) {
    await db.close();
    if (error instanceof StoreUnusable) throw error;
    throw new StoreUnusable(unusableFolder(folder, error), { cause: error });
  }
}

/** LMDB's mark at the start of its files, behind a page header of 16 or, with room for encryption, 24 bytes. */
const MAGIC = Buffer.from([0xde, 0xc0, 0xef, 0xbe]);

/** LMDB ends the whole process when it is given a file that is not its own, so look first. */
async function checkFile(path: string): Promise<void> {
  const handle = await openFile(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (handle === undefined) return;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    const isEmpty = bytesRead === 0; // its first start died early
    if (!isEmpty && !buffer.includes(MAGIC)) throw new Error('store.mdb is damaged, or not an LMDB file.');
  } finally {
    await handle.close();
  }
}

function unusableFolder(folder: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return `The store cannot be in ${folder}: there is a file of that name. Choose a folder.`;
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return `The store cannot be in ${folder}: it may not be written. Choose another folder, or allow it.`;
  }
  return `The store in ${folder} cannot be opened: ${cause instanceof Error ? cause.message : cause}`;
}

/**
 * One tree holds everything: documents under their id, index keys with the id they stand for. Commits are kept in
 * groups: while one group is being synced, the next collects. The versions of a group are checked before its first
 * put, here, where nobody else may write; that nobody else does is checked by LMDB in the same transaction.
 */
class LmdbStore implements Store {
  readonly #db: LmdbDatabase;
  readonly #specs: CollectionSpecs;
  readonly #ownership: LmdbOwnership;
  readonly #timeoutMs: number;
  readonly #reserveBytes: number;
  readonly #folder: string;
  #waiting: Waiting[] = [];
  #group: Promise<void> | undefined;
  /** Why nothing works any more. */
  #end: Error | undefined;
  /** A commit was given up whose outcome only the disk knows: nothing is read until it has told. */
  #isInDoubt = false;

  constructor(
    db: LmdbDatabase,
    specs: CollectionSpecs,
    ownership: LmdbOwnership,
    { timeoutMs, reserveBytes, folder }: { timeoutMs: number; reserveBytes: number; folder: string },
  ) {
    this.#db = db;
    this.#specs = specs;
    this.#ownership = ownership;
    this.#timeoutMs = timeoutMs;
    this.#reserveBytes = reserveBytes;
    this.#folder = folder;
  }

  async get(collection: string, id: string): Promise<Stored | undefined> {
    indexesOf(this.#specs, collection);
    this.#checkReadable();
    return isId(id) ? this.#read(collection, id) : undefined;
  }

  async query(collection: string, index: string, range: Range, options: QueryOptions): Promise<Page> {
    const scan = toScan(this.#specs, collection, index, range, options);
    this.#checkReadable();
    if (scan.start >= scan.end) return scan.page([]);
    const [start, end] = [treeKey(collection, index, scan.start), treeKey(collection, index, scan.end)];
    const bounds = scan.isReverse
      ? { start: end, exclusiveStart: true, end: start, inclusiveEnd: true, reverse: true }
      : { start, end };
    const rows = [...this.#db.getRange({ ...bounds, limit: scan.count, versions: true })];
    const keyStart = treeKey(collection, index, '').length;
    return scan.page(
      rows.flatMap(({ key, value, version = 0 }) => {
        const stored =
          index === ID_INDEX
            ? { id: idOfKey(key.toString('latin1', keyStart)), version, doc: toDoc(value) }
            : this.#read(collection, value);
        return stored === undefined ? [] : [{ key: key.toString('latin1', keyStart), stored }];
      }),
    );
  }

  async commit(changes: readonly Change[]): Promise<void> {
    const writes = foldChanges(this.#specs, changes);
    if (this.#end !== undefined) throw this.#end;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(waiting), this.#timeoutMs);
      const waiting: Waiting = { writes, timer, resolve, reject };
      this.#waiting.push(waiting);
      this.#group ??= this.#keepGroups();
    });
  }

  async close(): Promise<void> {
    if (this.#end?.name === 'StoreUnavailable') return;
    this.#end = new StoreUnavailable('The store is closed.');
    for (const waiting of this.#waiting.splice(0)) fail(waiting, this.#end);
    await this.#group;
    await this.#ownership.release();
    await this.#db.close();
  }

  #read(collection: string, id: string): Stored | undefined {
    const entry = this.#db.getEntry(documentKey(collection, id));
    return entry && { id, version: entry.version ?? 0, doc: toDoc(entry.value) };
  }

  #checkReadable(): void {
    if (this.#end?.name === 'StoreUnavailable') throw this.#end;
    if (this.#isInDoubt) throw new StoreUnavailable('The disk has not answered yet.');
  }

  /** Keeps what waits, group after group, until nothing does. */
  async #keepGroups(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Meanwhile more commits may join the group.
      const room = await this.#room();
      await this.#keep(this.#waiting.splice(0, GROUP_MAX), room);
    }
    this.#group = undefined;
  }

  /** Bytes that may still be written; an error when the folder cannot even be looked at, e.g. has been deleted. */
  async #room(): Promise<number | StoreUnavailable> {
    try {
      const { bavail, bsize } = await statfs(this.#folder);
      return bavail * bsize - this.#reserveBytes;
    } catch (cause) {
      return new StoreUnavailable(`The store's folder ${this.#folder} cannot be reached.`, { cause });
    }
  }

  async #keep(group: readonly Waiting[], room: number | StoreUnavailable): Promise<void> {
    const lack = typeof room !== 'number' ? room : shortageOf(group, room);
    if (lack !== undefined) {
      for (const waiting of group) fail(waiting, lack);
      return;
    }
    const plan = new GroupPlan(this.#db, this.#specs);
    const accepted: Waiting[] = [];
    for (const waiting of group) {
      const conflict = plan.add(waiting.writes);
      if (conflict === undefined) accepted.push(waiting);
      else fail(waiting, conflict);
    }
    if (accepted.length === 0) return;
    try {
      const isOwner = await this.#db.ifVersion(OWNER_KEY, this.#ownership.term, () => plan.put());
      if (isOwner) {
        for (const waiting of accepted) succeed(waiting);
      } else {
        this.#end ??= new StoreUnusable(`Another process has taken over the store in ${this.#folder}.`);
        for (const waiting of [...accepted, ...this.#waiting.splice(0)]) fail(waiting, this.#end);
      }
    } catch (cause) {
      const reason = await reasonOf(cause);
      const error = new StoreUnavailable(`The disk did not keep the changes: ${reason}`, { cause });
      for (const waiting of accepted) fail(waiting, error);
    } finally {
      this.#isInDoubt = false;
    }
  }

  /** The deadline of a commit has passed. */
  #giveUp(late: Waiting): void {
    const isStillWaiting = this.#waiting.includes(late);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== late);
    if (!isStillWaiting) this.#isInDoubt = true;
    const outcome = isStillWaiting ? 'nothing was kept' : 'it is unknown whether the changes were kept';
    late.reject(new StoreUnavailable(`The disk did not answer within ${this.#timeoutMs} ms: ${outcome}.`));
  }
}

function shortageOf(group: readonly Waiting[], room: number): StoreUnavailable | undefined {
  const texts = group.flatMap(({ writes }) => writes.map(({ after }) => after?.text.length ?? 0));
  const needed = ROOM_PER_BYTE * texts.reduce((sum, length) => sum + length, 0);
  return room > needed ? undefined : new StoreUnavailable('The disk is full: nothing was kept.');
}

/** What the disk said: lmdb tells it apart from the failure, at the latest in the next turn of the event loop. */
async function reasonOf(cause: unknown): Promise<string> {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof Error && 'commitError' in cause && cause.commitError instanceof Promise))
    return message;
  const told = cause.commitError.catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  return Promise.race([told.then(String), nextTurn(message)]);
}

function succeed({ timer, resolve }: Waiting): void {
  clearTimeout(timer);
  resolve();
}

function fail({ timer, reject }: Waiting, error: Error): void {
  clearTimeout(timer);
  reject(error);
}
