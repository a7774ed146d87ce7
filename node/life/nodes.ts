/** For tests, benchmarks and `npm run sim -- live`: real nodes as processes of this machine, to start, kill and start again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeOptions, type NodeProcess, startNode } from '../../scripts/mesh/node-process.ts';
import { slugOf } from '../config.ts';
import { readOrCreateMeshSecret } from '../mesh/secret.ts';

/** Of every admin of these nodes; nobody else can reach them. */
export const adminPassword = 'correct horse battery staple';

export type LifeNode = {
  readonly region: string;
  readonly options: NodeOptions;
  readonly url: string;
  /** Where another node can be told to find this one. */
  readonly p2pAddress: string;
  /** The process that runs now; another one after `restart`. */
  process(): NodeProcess;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again with the same folder and ports; settles when it answers. */
  restart(): Promise<void>;
};

export type LifeNodes = {
  readonly dir: string;
  readonly secretFile: string;
  /** Options of a node of this mesh, on ports that are free now. */
  plan(region: string, more?: Partial<NodeOptions>): Promise<NodeOptions>;
  /** Starts a node and waits until it answers. @throws MeshProblem with its last words */
  start(options: NodeOptions): Promise<LifeNode>;
  /** Starts a process that is not expected to come up. It is ended by `stop` too. */
  attempt(options: NodeOptions): NodeProcess;
  /** Ends every process and removes the folder; nothing can be started in it afterwards. */
  stop(): Promise<void>;
};

/** A folder, a mesh secret, and the nodes that are started in it. */
export async function lifeNodes(): Promise<LifeNodes> {
  const dir = await mkdtemp(join(tmpdir(), 'grapevine-life-'));
  const secretFile = join(dir, 'mesh-secret');
  await readOrCreateMeshSecret(secretFile);
  const processes: NodeProcess[] = [];
  let isStopped = false;
  const attempt = (options: NodeOptions): NodeProcess => {
    // It would outlive its folder, and whoever stopped the others.
    if (isStopped)
      throw new Error(`${options.region} is not started: the nodes of this folder have been stopped.`);
    const started = startNode(options);
    processes.push(started);
    return started;
  };
  return {
    dir,
    secretFile,
    async plan(region, more = {}) {
      const [port, p2pPort] = await freePorts(2);
      return {
        region,
        port: port ?? 0,
        p2pPort: p2pPort ?? 0,
        dataDir: join(dir, slugOf(region)),
        secretFile,
        peer: undefined,
        // Everybody of a test sits at one address.
        isDemo: true,
        adminEmail: `admin@${slugOf(region)}.example`,
        adminPassword,
        ...more,
      };
    },
    async start(options) {
      let current = attempt(options);
      const { url } = await current.ready;
      return {
        region: options.region,
        options,
        url,
        p2pAddress: `/ip4/127.0.0.1/tcp/${options.p2pPort}`,
        process: () => current,
        kill: () => current.kill(),
        async restart() {
          current = attempt(options);
          await current.ready;
        },
      };
    },
    attempt,
    async stop() {
      isStopped = true;
      // Nothing is asserted of their end here, and a killed process is gone sooner.
      await Promise.all(processes.map((one) => one.kill()));
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Several nodes of one mesh, started together; the first is the way in for the others. */
export async function startMesh(nodes: LifeNodes, regions: readonly string[]): Promise<LifeNode[]> {
  const plans: NodeOptions[] = [];
  for (const region of regions) {
    const first = plans[0];
    plans.push(
      await nodes.plan(region, {
        peer: first === undefined ? undefined : `/ip4/127.0.0.1/tcp/${first.p2pPort}`,
      }),
    );
  }
  return Promise.all(plans.map((options) => nodes.start(options)));
}

/** Ports that nobody listens on at the moment, all different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(typeof address === 'object' && address !== null ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A hook whose failure is printed: uvu ends the suite in silence. */
export const toldHook = (hook: () => Promise<unknown>) => async (): Promise<void> => {
  try {
    await hook();
  } catch (error) {
    console.error(error);
    throw error;
  }
};
