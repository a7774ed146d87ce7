/** One node as a child process: its start, its end, its last words. Also used by tests of real nodes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { MeshProblem } from './problem.ts';

/** Longer than a node needs to finish its requests and close its store; then it is killed. */
const stopTimeoutMs = 8_000;
/** A node starts in a second or two; this long only on a machine that is overwhelmed. */
const startTimeoutMs = 60_000;
/** Enough to see what led to an end, little enough to stay on the screen. */
const lastLines = 12;

const ReadyLine = z.union([
  z.object({
    ready: z.literal(true),
    url: z.string(),
    p2p: z.array(z.string()),
    admin: z.object({ email: z.string(), password: z.string() }).nullable(),
  }),
  z.object({ error: z.string(), exitCode: z.int() }),
]);

export type NodeOptions = {
  readonly region: string;
  readonly port: number;
  readonly p2pPort: number;
  /** Its store, and its log in `node.log`. */
  readonly dataDir: string;
  /** Where it keeps its documents, if not in its folder. */
  readonly store?: string | undefined;
  readonly secretFile: string;
  /** The way into the mesh; none for the first node. */
  readonly peer: string | undefined;
  /** The address it tells others, if not the one it listens on. */
  readonly announce?: string;
  /** Pairs `announced=address` of what to dial in place of what others tell. */
  readonly dialInstead?: readonly string[];
  readonly isDemo: boolean;
  /** Starts it also when its region has left the mesh: whoever starts the whole mesh wants all of it. */
  readonly isRejoining?: boolean;
  readonly adminEmail: string;
  readonly adminPassword: string;
  /** Further settings, by their names in the environment. */
  readonly environment?: Readonly<Record<string, string>>;
};

/** How a child ended. */
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type NodeProcess = {
  readonly region: string;
  readonly pid: number | undefined;
  /** Settles when its API answers. @throws MeshProblem when it ends before, with its reason */
  readonly ready: Promise<{ readonly url: string; readonly p2p: readonly string[] }>;
  readonly ended: Promise<Ended>;
  /** The last lines of its log. */
  lastWords(): string;
  /** Asks it to stop, and kills it if it does not. Does nothing when it has ended. */
  stop(): Promise<void>;
  /** Kills it at once, as a crash would. */
  kill(): Promise<void>;
  /** Freezes it, as a machine that sleeps: it answers nobody and notices nothing until `resume`. */
  pause(): void;
  resume(): void;
};

/** The built command line. This file itself runs from its source (tests), compiled (bench), or bundled (mesh). */
const builtMain = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'dist/grapevine/main.js');
};

const argumentsOf = (options: NodeOptions): string[] => [
  'start',
  ...['--region', options.region],
  ...['--port', String(options.port)],
  ...['--p2p-port', String(options.p2pPort)],
  // A mesh to try out is nobody else's business: it listens on this machine only.
  ...['--p2p-host', '127.0.0.1'],
  ...['--data', options.dataDir],
  ...(options.store === undefined ? [] : ['--store', options.store]),
  ...['--mesh-secret', options.secretFile],
  ...['--admin-email', options.adminEmail],
  ...(options.peer === undefined ? [] : ['--peer', options.peer]),
  ...(options.announce === undefined ? [] : ['--announce', options.announce]),
  ...(options.dialInstead === undefined ? [] : ['--dial-instead', ...options.dialInstead]),
  ...(options.isDemo ? ['--demo'] : []),
  ...(options.isRejoining ? ['--rejoin'] : []),
];

/** A word as a shell takes it. */
const quoted = (word: string) =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The command that starts this node again by hand. */
export const startCommand = (options: NodeOptions): string =>
  ['npx grapevine', ...argumentsOf(options).map(quoted)].join(' ');

/** The settings of a mesh are its own: what the environment says of nodes, or of npm, is not for them. */
const environmentOf = (options: NodeOptions): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GRAPEVINE_|npm_)/.test(name))),
  ...options.environment,
  GRAPEVINE_ADMIN_PASSWORD: options.adminPassword,
});

/**
 * Starts a node.
 * @param main the command line to run; the built one unless a test brings its own
 */
export const startNode = (options: NodeOptions, main: string = builtMain()): NodeProcess => {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const logFile = join(options.dataDir, 'node.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [main, ...argumentsOf(options), '--json'], {
    env: environmentOf(options),
    // The channel tells a node that the mesh is gone, however it ended.
    stdio: ['ignore', 'pipe', log, 'ipc'],
    // A process group of its own: a Ctrl-C reaches only the mesh, which then stops the nodes in order.
    detached: true,
  });
  closeSync(log);
  const ended = new Promise<Ended>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  const lastWords = () => {
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
    return lines.slice(-lastLines).join('\n');
  };
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ready = readyOf(child, options.region, ended, lastWords);
  // Whoever waits for it is told; if nobody does, its end is.
  ready.catch(() => {});
  return {
    region: options.region,
    pid: child.pid,
    ready,
    ended,
    lastWords,
    stop: async () => {
      if (hasEnded()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      await ended;
      clearTimeout(timer);
    },
    kill: async () => {
      if (hasEnded()) return;
      child.kill('SIGKILL');
      await ended;
    },
    pause: () => {
      child.kill('SIGSTOP');
    },
    resume: () => {
      child.kill('SIGCONT');
    },
  };
};

const readyOf = async (
  child: ChildProcess,
  region: string,
  ended: Promise<Ended>,
  lastWords: () => string,
): Promise<{ url: string; p2p: string[] }> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new MeshProblem(`${region} did not come up within ${startTimeoutMs / 1_000} s.`)),
      startTimeoutMs,
    );
  });
  const gone = ended.then(({ code, signal }) => {
    throw new MeshProblem(
      `${region} ended while it started (${signal ?? `exit code ${code}`}). Its last lines:\n${lastWords()}`,
    );
  });
  const said = new Promise<{ url: string; p2p: string[] }>((resolve, reject) => {
    if (child.stdout === null) return;
    createInterface(child.stdout).once('line', (line) => {
      try {
        const ready = ReadyLine.parse(JSON.parse(line));
        if ('ready' in ready) resolve(ready);
        else reject(new MeshProblem(`${region} cannot start: ${ready.error}`));
      } catch {
        reject(new MeshProblem(`${region} said something unexpected at its start: ${line}`));
      }
    });
  });
  try {
    return await Promise.race([said, gone, tooLate]);
  } finally {
    clearTimeout(timer);
    gone.catch(() => {});
    tooLate.catch(() => {});
  }
};
