import { type FileHandle, mkdir, open, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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

/** Where what is on its way is written, until it is whole. */
const INCOMING = 'incoming';

/**
 * Room that stays free on the disk, beside the store's own reserve: files must never be what fills the disk that
 * the store commits to.
 */
const RESERVE_BYTES = 64 * 1024 * 1024;

/** So often the room is looked at while bytes come in. */
const LOOK_EACH_BYTES = 4 * 1024 * 1024;

/** What is read from a file at once. */
const READ_BYTES = 64 * 1024;

/**
 * Opens, or makes, the blobs in a folder: a file for each, named by its hash, in 256 folders. Whoever has the store beside
 * it has it to themselves. @throws StoreUnusable when the folder cannot be used
 */
export async function openBlobFolder(
  path: string,
  { reserveBytes = RESERVE_BYTES }: { readonly reserveBytes?: number } = {},
): Promise<Blobs> {
  const folder = resolve(path);
  try {
    // What an earlier process had not finished is worth nothing.
    await rm(join(folder, INCOMING), { recursive: true, force: true });
    await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreUnusable(`Files cannot be kept in ${folder}: ${messageOf(cause)}`, { cause });
  }
  return new BlobFolder(folder, reserveBytes);
}

class BlobFolder implements Blobs {
  readonly #folder: string;
  readonly #reserveBytes: number;
  /** Names of what is on its way, in this process. */
  #incoming = 0;
  /** What changes names or ages happens one after the other: so nothing is removed that was just put again. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, reserveBytes: number) {
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
  }

  async put(
    bytes: AsyncIterable<Uint8Array>,
    { sizeMaxBytes, at, expected }: { sizeMaxBytes: number; at: EpochMs; expected?: string },
  ): Promise<BlobInfo> {
    this.#incoming += 1;
    const part = join(this.#folder, INCOMING, `${this.#incoming}`);
    const digest = new BlobDigest(sizeMaxBytes);
    let handle: FileHandle | undefined;
    try {
      handle = await onDisk(open(part, 'wx', 0o600));
      let uncheckedBytes = LOOK_EACH_BYTES;
      for await (const chunk of bytes) {
        digest.add(chunk);
        uncheckedBytes += chunk.byteLength;
        if (uncheckedBytes >= LOOK_EACH_BYTES) {
          await this.#checkRoom();
          uncheckedBytes = 0;
        }
        await onDisk(writeAll(handle, chunk));
      }
      const info = digest.end(expected);
      await onDisk(handle.sync());
      await onDisk(handle.close());
      handle = undefined;
      await this.#inTurn(() => this.#settle(part, info.sha256, at));
      return info;
    } finally {
      await handle?.close().catch(() => {});
      await rm(part, { force: true }).catch(() => {});
    }
  }

  touch(sha256: string, at: EpochMs): Promise<boolean> {
    return this.#inTurn(async () => {
      if (!isHash(sha256)) return false;
      const seconds = at / 1_000;
      return (await ifThere(utimes(this.#pathOf(sha256), seconds, seconds).then(() => true))) ?? false;
    });
  }

  async size(sha256: string): Promise<number | undefined> {
    if (!isHash(sha256)) return undefined;
    return (await ifThere(stat(this.#pathOf(sha256))))?.size;
  }

  async get(sha256: string, range?: ByteRange): Promise<AsyncIterable<Uint8Array> | undefined> {
    const isHere = (await this.size(sha256)) !== undefined;
    // Opened when it is read: who looks no further leaves nothing open.
    return isHere ? readThrough(this.#pathOf(sha256), range) : undefined;
  }

  async list({ after = '', limit }: { after?: string; limit: number }): Promise<readonly BlobAge[]> {
    const found: BlobAge[] = [];
    const shards = ((await ifThere(readdir(this.#folder))) ?? [])
      .filter((name) => /^[0-9a-f]{2}$/.test(name) && name >= after.slice(0, 2))
      .sort();
    for (const shard of shards) {
      const names = ((await ifThere(readdir(join(this.#folder, shard)))) ?? [])
        .filter((name) => isHash(name) && name > after)
        .sort();
      for (const sha256 of names) {
        const entry = await ifThere(stat(this.#pathOf(sha256)));
        if (entry) found.push({ sha256, at: entry.mtimeMs });
        if (found.length >= limit) return found;
      }
    }
    return found;
  }

  remove(sha256: string, { ifBefore }: { ifBefore: EpochMs }): Promise<boolean> {
    return this.#inTurn(async () => {
      if (!isHash(sha256)) return false;
      const entry = await ifThere(stat(this.#pathOf(sha256)));
      if (!entry || entry.mtimeMs >= ifBefore) return false;
      await onDisk(rm(this.#pathOf(sha256), { force: true }));
      return true;
    });
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => {});
  }

  /** Gives what is whole its name. The name is durable when its folder is. */
  async #settle(part: string, sha256: string, at: EpochMs): Promise<void> {
    const path = this.#pathOf(sha256);
    const shard = join(path, '..');
    await onDisk(mkdir(shard, { recursive: true, mode: 0o700 }));
    await onDisk(utimes(part, at / 1_000, at / 1_000));
    await onDisk(rename(part, path));
    await onDisk(syncFolder(shard));
    await onDisk(syncFolder(this.#folder));
  }

  /** @throws StoreUnavailable */
  async #checkRoom(): Promise<void> {
    const { bavail, bsize } = await onDisk(statfs(this.#folder));
    if (bavail * bsize < this.#reserveBytes)
      throw new StoreUnavailable('The disk has no room for further files: nothing was kept.');
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(task);
    this.#turn = turn.catch(() => {}); // who asked for it is told
    return turn;
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let written = 0; written < chunk.byteLength; ) {
    written += (await handle.write(chunk, written)).bytesWritten;
  }
}

async function* readThrough(path: string, range: ByteRange | undefined): AsyncGenerator<Uint8Array> {
  const handle = await onDisk(open(path, 'r'));
  try {
    let position = range?.start ?? 0;
    const end = range === undefined ? Number.POSITIVE_INFINITY : range.end + 1;
    while (position < end) {
      const wanted = Math.min(READ_BYTES, end - position);
      const { bytesRead, buffer } = await onDisk(handle.read(Buffer.alloc(wanted), 0, wanted, position));
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const codeOf = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** What the disk says, or undefined where there is no such file. @throws StoreUnavailable */
async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw unavailable(cause);
  }
}

/** @throws StoreUnavailable */
async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw unavailable(cause);
  }
}

function unavailable(cause: unknown): Error {
  const isFull = codeOf(cause) === 'ENOSPC' || codeOf(cause) === 'EDQUOT';
  return new StoreUnavailable(
    isFull
      ? 'The disk is full: nothing was kept.'
      : `The files on the disk cannot be reached: ${messageOf(cause)}`,
    { cause },
  );
}
