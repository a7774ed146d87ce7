import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** For tests: the MongoDB-wire server they run against, and what to say where there is none. */
export type MongoServer = {
  readonly url: string;
  /** Stops the process from running, as a machine that hangs would; resolves when none of its threads runs any more. */
  freeze(): Promise<void>;
  thaw(): void;
  stop(): Promise<void>;
};

export const MONGO_NEEDED = 'needs a MongoDB server (set MONGO_URL, or pip install secantusdb==0.7.0b3)';

const COMMAND = 'secantusd-py';
/** It starts in a second or two, on a busy machine in several. */
const START_MAX_MS = 30_000;
const POLL_MS = 50;
/** A signal arrives in microseconds, where every core is busy a little later. */
const FREEZE_MAX_MS = 5_000;

/** Whether `startMongoServer` has a server to start. */
export function isMongoServerInstalled(): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, COMMAND)));
}

/** A server of our own: the only member of a replica set, or standalone. @throws when it does not start */
export async function startMongoServer(options: { isStandalone?: boolean } = {}): Promise<MongoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-mongo-'));
  const port = await freePort();
  const child = spawn(
    COMMAND,
    [
      '--port',
      `${port}`,
      '--storage-path',
      folder,
      '--log-level',
      'ERROR',
      ...(options.isStandalone ? ['--standalone'] : []),
    ],
    { stdio: 'ignore' },
  );
  const killChild = () => void child.kill('SIGKILL');
  process.once('exit', killChild); // also when a test ends this process early
  const exit = once(child, 'exit').then(() => 'exited' as const);
  const state = await Promise.race([exit, answersOn(port)]);
  if (state !== 'up') {
    killChild();
    await rm(folder, { recursive: true, force: true });
    throw new Error(`${COMMAND} did not start on port ${port}: ${state}.`);
  }
  return {
    url: `mongodb://127.0.0.1:${port}/`,
    async freeze() {
      child.kill('SIGSTOP');
      const deadline = performance.now() + FREEZE_MAX_MS;
      while (!(await isStopped(child.pid)) && performance.now() < deadline) await pause(POLL_MS);
    },
    thaw: () => void child.kill('SIGCONT'),
    async stop() {
      process.off('exit', killChild);
      killChild();
      await exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Whether every thread of a process has come to its stop; where the system does not tell, it is believed. */
async function isStopped(pid: number | undefined): Promise<boolean> {
  const tasks = `/proc/${pid}/task`;
  const threads = await readdir(tasks).catch(() => []);
  const states = await Promise.all(
    threads.map((thread) => readFile(join(tasks, thread, 'status'), 'utf8').catch(() => 'State:\tT')),
  );
  return states.every((status) => /^State:\s+T/m.test(status));
}

async function answersOn(port: number): Promise<'up' | 'late'> {
  const deadline = performance.now() + START_MAX_MS;
  while (performance.now() < deadline) {
    const socket = createConnection(port, '127.0.0.1');
    const isUp = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isUp) return 'up';
    await pause(POLL_MS);
  }
  return 'late';
}
