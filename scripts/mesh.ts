/** `npm run mesh`: four regions on this machine, as four processes, until Ctrl-C. */
import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { slugOf } from '../node/config.ts';
import { BadMeshSecret, readOrCreateMeshSecret } from '../node/mesh/secret.ts';
import { parentIdUnderNpm, watchStopSignals } from '../node/stop-signals.ts';
import { makeDemoAccounts } from './mesh/demo.ts';
import { openMeshFolder, type State, saveState, secretFileOf, stateFileOf } from './mesh/folder.ts';
import { apiAt } from './mesh/http.ts';
import { type NodeOptions, type NodeProcess, startCommand, startNode } from './mesh/node-process.ts';
import {
  type MeshOptions,
  p2pPortOffset,
  parseMeshOptions,
  type RegionName,
  regionNames,
} from './mesh/options.ts';
import { adminEmail, people } from './mesh/people.ts';
import { ensurePortsFree } from './mesh/ports.ts';
import { MeshProblem } from './mesh/problem.ts';
import { type Row, table } from './mesh/table.ts';

/** Regions find each other within a second or two; after this the table says what is missing. */
const gatherTimeoutMs = 20_000;
/** Often enough not to be felt, seldom enough not to slow the nodes down. */
const pollMs = 50;

const MeshView = z.object({ regions: z.array(z.object({ name: z.string(), state: z.string() })) });

type Member = { readonly region: RegionName; readonly options: NodeOptions; readonly node: NodeProcess };

/** What it needs from outside; the real ones unless a test brings others. */
export type MeshWorld = {
  /** Settles when the pages are built; waited for before anything is said to be up. */
  readonly pages: Promise<unknown>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Where SIGINT and the like arrive. */
  readonly signals: EventEmitter;
  readonly exitAtOnce: () => void;
  /** The process that this one shall not outlive, if any. */
  readonly parentId: (() => number) | undefined;
  /** The command line that each node runs. */
  readonly nodeMain?: string;
};

const realWorld: MeshWorld = {
  pages: Promise.resolve(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  signals: process,
  exitAtOnce: () => process.exit(1),
  parentId: parentIdUnderNpm(process),
};

/**
 * Runs until it is stopped.
 * @returns the exit code: 0 stopped as asked, 1 failure, 2 wrong options
 */
export const mesh = async (argv: readonly string[], changes: Partial<MeshWorld> = {}): Promise<number> => {
  const world = { ...realWorld, ...changes };
  const options = parseMeshOptions(argv, world);
  if (typeof options === 'number') return options;

  const members: Member[] = [];
  const stop = watchStopSignals(world.signals, {
    stopAtOnce: () => {
      for (const { node } of members) void node.kill();
      world.exitAtOnce();
    },
    monotonicMs: () => performance.now(),
    parentId: world.parentId,
  });
  try {
    const work = start(options, members, world);
    // When it is stopped meanwhile, what the start says about its nodes' end is no news.
    work.catch(() => {});
    const isUp = await Promise.race([work.then(() => true), stop.asked.then(() => false)]);
    if (isUp) {
      const allEnded = Promise.all(members.map((member) => report(member, world.err)));
      const isStopped = await Promise.race([stop.asked.then(() => true), allEnded.then(() => false)]);
      if (!isStopped) throw new MeshProblem('All nodes have ended.');
    }
    world.out('\nStopping.\n');
    await stopAll(members);
    return 0;
  } catch (error) {
    await stopAll(members);
    const isExpected = error instanceof MeshProblem || error instanceof BadMeshSecret;
    const unexpected = error instanceof Error ? error.stack : String(error);
    world.err(`${isExpected ? error.message : unexpected}\n`);
    return 1;
  } finally {
    stop.cancel();
  }
};

const stopAll = (members: readonly Member[]) => Promise.all(members.map(({ node }) => node.stop()));

/** Starts everything; adds the nodes to `members` as it starts them, so that they can be stopped at any point. */
const start = async (options: MeshOptions, members: Member[], world: MeshWorld): Promise<void> => {
  const { dir, ports, isDemo } = options;
  await ensurePortsFree(
    regionNames.flatMap((region, at) => {
      const port = ports[at] ?? 0;
      return [
        { port, purpose: `the pages of ${region}` },
        { port: port + p2pPortOffset, purpose: `the mesh of ${region}` },
      ];
    }),
  );
  const state = await openMeshFolder(dir, options.isFresh);
  await readOrCreateMeshSecret(secretFileOf(dir));
  for (const [at, region] of regionNames.entries()) {
    const port = ports[at] ?? 0;
    const nodeOptions: NodeOptions = {
      region,
      port,
      p2pPort: port + p2pPortOffset,
      dataDir: join(dir, slugOf(region)),
      secretFile: secretFileOf(dir),
      // The first node is the way in; from it the others learn of each other.
      peer: at === 0 ? undefined : `/ip4/127.0.0.1/tcp/${(ports[0] ?? 0) + p2pPortOffset}`,
      isDemo,
      isRejoining: true,
      adminEmail,
      adminPassword: state.adminPassword,
    };
    members.push({ region, options: nodeOptions, node: startNode(nodeOptions, world.nodeMain) });
  }
  const urls = await Promise.all(members.map(async ({ node }) => (await node.ready).url));
  const states = await Promise.all(urls.map(gathered));
  if (isDemo && !state.isDemoMade) {
    await makeDemo(urls, state);
    await saveState(dir, { ...state, isDemoMade: true });
  }
  await world.pages;
  const rows = members.map(
    ({ region }, at): Row => ({
      region,
      url: urls[at] ?? '',
      state: states[at] ?? '',
      people: people[region],
    }),
  );
  world.out(`${summary(options, state, rows)}\n`);
};

const makeDemo = (urls: readonly string[], { demoPassword, adminPassword }: State) =>
  Promise.all(
    regionNames.map((region, at) =>
      makeDemoAccounts(apiAt(urls[at] ?? ''), people[region], adminEmail, {
        demo: demoPassword,
        admin: adminPassword,
      }),
    ),
  );

/** Waits until this node is ready and sees all four regions up. Resolves with its state in words, at the deadline too. */
const gathered = async (url: string): Promise<string> => {
  const api = apiAt(url);
  const deadline = performance.now() + gatherTimeoutMs;
  for (;;) {
    const said = await stateOf(api).catch(() => 'no answer');
    if (said === 'up' || performance.now() > deadline) return said;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

const stateOf = async (api: ReturnType<typeof apiAt>): Promise<string> => {
  if ((await api.request('GET', '/readyz')).status !== 200) return 'not ready';
  const { regions } = MeshView.parse((await api.request('GET', '/api/v1/mesh')).body);
  const missing = regionNames.filter(
    (name) => !regions.some((region) => region.name === name && region.state === 'up'),
  );
  return missing.length === 0 ? 'up' : `no news from ${missing.join(', ')}`;
};

/** Says when a node ends, and why, and how to start it again. The others go on: that is what a mesh is for. */
const report = async ({ region, options, node }: Member, err: MeshWorld['err']): Promise<void> => {
  const { code, signal } = await node.ended;
  // Ended as asked, by this program or by whoever sent it SIGTERM.
  if (code === 0) return;
  err(
    `\n${region} ended (${signal ?? `exit code ${code}`}); the others go on. Its last lines:\n${node.lastWords()}\nStart it again with:\n  ${startCommand(options)}\n`,
  );
};

const summary = ({ dir, isDemo, ports }: MeshOptions, state: State, rows: readonly Row[]): string => {
  const port = Math.max(...ports) + 1;
  const join_ = [
    `npx grapevine start --region Central --port ${port} --data ${join(dir, 'central')}`,
    `--mesh-secret ${secretFileOf(dir)} --peer 127.0.0.1:${(ports[0] ?? 0) + p2pPortOffset}`,
  ].join(' ');
  return [
    '',
    table(rows, isDemo),
    '',
    ...(isDemo
      ? [
          'In brackets: the language of their pages, unless another is chosen in the header.',
          `Password of every user and expert:  ${state.demoPassword}`,
        ]
      : []),
    `Admin, on any of these pages:       ${adminEmail}, password ${state.adminPassword}`,
    `(passwords are kept in ${stateFileOf(dir)})`,
    '',
    `The mesh secret is in ${secretFileOf(dir)}. A fifth region joins by:`,
    `  ${join_}`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
};
