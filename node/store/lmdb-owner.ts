import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnusable } from '../ports.ts';
import type { LmdbDatabase } from './lmdb-tree.ts';

/**
 * Who owns an LMDB store. Each process listens on a socket of its own, with a name nobody else has, and then writes
 * that name into the database, in one transaction: LMDB's write lock holds between processes and is freed by a
 * process's death. So an owner can always be asked whether it lives, and two that find it dead cannot both follow it.
 * The version of that record is the owner's term, which every commit checks.
 */

/** Sorts before all collections. */
export const OWNER_KEY = Buffer.from('\x01owner');

/** sun_path has 104 bytes on macOS and 108 on Linux, its final NUL included. */
const SOCKET_PATH_MAX_BYTES = 103;

/** A local socket answers at once, or its process is stopped, which is not dead. */
const PROBE_TIMEOUT_MS = 1_000;

/** How often an owner may change while we look: more means that several processes are being started in a loop. */
const CLAIMS_MAX = 10;

export type LmdbOwnership = {
  /** The owner record's version while this process owns the store. */
  readonly term: number;
  release(): Promise<void>;
};

/** @throws StoreUnusable when a living process owns it */
export async function ownLmdb(db: LmdbDatabase, folder: string): Promise<LmdbOwnership> {
  const name = socketName(folder);
  const server = await listen(socketPath(folder, name));
  try {
    for (let n = 0; n < CLAIMS_MAX; n += 1) {
      const former = db.getEntry(OWNER_KEY);
      if (former !== undefined && former.value !== '') {
        const path = socketPath(folder, former.value);
        if (await answers(path)) break;
        if (process.platform !== 'win32') await rm(path, { force: true });
      }
      const term = db.transactionSync(() => {
        if (db.getEntry(OWNER_KEY)?.version !== former?.version) return undefined; // someone else was faster
        const next = (former?.version ?? 0) + 1;
        db.put(OWNER_KEY, name, next);
        return next;
      });
      if (term !== undefined) return { term, release: () => release(db, server, term) };
    }
  } catch (error) {
    await close(server);
    throw error;
  }
  await close(server);
  throw new StoreUnusable(
    `Another process uses the store in ${folder}: stop it first, or choose another folder.`,
  );
}

/**
 * Whether a living process has the store in `folder`, told without opening it: a damaged store can be judged too, and
 * nothing is made where there is none. An owner whose socket does not fit into the folder (a very long path, or
 * Windows) is not seen.
 */
export async function isLmdbInUse(folder: string): Promise<boolean> {
  const files = await readdir(folder).catch(() => []);
  const sockets = files.filter((file) => file.startsWith('owner-') && file.endsWith('.sock'));
  const answered = await Promise.all(sockets.map((socket) => answers(join(folder, socket))));
  return answered.includes(true);
}

async function release(db: LmdbDatabase, server: Server, term: number): Promise<void> {
  // The record stays, without a name: terms must go on growing.
  await db.ifVersion(OWNER_KEY, term, () => {
    db.put(OWNER_KEY, '', term);
  });
  await close(server);
}

/**
 * A new name: within the folder, so that it means the same wherever the folder is mounted; where that path would be
 * too long for a socket, in the folder for temporary files; on Windows a named pipe.
 */
function socketName(folder: string): string {
  const unique = `${randomBytes(8).toString('hex')}.sock`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\grapevine-${unique}`;
  const isShort = Buffer.byteLength(join(folder, `owner-${unique}`)) <= SOCKET_PATH_MAX_BYTES;
  return isShort ? `owner-${unique}` : join(tmpdir(), `grapevine-${unique}`);
}

/** A name without a folder stands for a socket in the store's folder. */
function socketPath(folder: string, name: string): string {
  return name.startsWith('owner-') ? join(folder, name) : name;
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref(); // being an owner is no reason to stay alive
    server.once('error', reject);
    server.listen(path, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    const settle = (isAlive: boolean): void => {
      socket.destroy();
      resolve(isAlive);
    };
    socket.setTimeout(PROBE_TIMEOUT_MS, () => settle(true));
    socket.once('connect', () => settle(true));
    // Refused: nobody listens any more. Missing: the folder was copied, or cleaned up. Otherwise better not touch it.
    socket.once('error', (error: NodeJS.ErrnoException) => {
      settle(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT');
    });
  });
}
