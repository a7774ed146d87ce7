import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { RegionId } from '../../node/core/ids.ts';
import { type LifeNode, type LifeNodes, lifeNodes } from '../../node/life/nodes.ts';
import { ask } from '../../node/life/people.ts';
import { MeshView } from '../../node/schemas/mesh-views.ts';
import type { FinalRegion } from '../final.ts';
import type { SeededRandom } from '../random.ts';
import type { Trace } from '../trace.ts';
import { lookAtDisk, readDisk, storeFolderOf } from './disk.ts';
import { type Link, LiveNetwork } from './network.ts';
import { orAborted, type Patience, until } from './waiting.ts';

/** A region over all its processes. */
export type LiveRegion = {
  readonly name: string;
  readonly id: RegionId;
  readonly url: string;
  readonly node: LifeNode;
};

/** A disk right after its process was killed, and when the next process began to write on it. */
export type Autopsy = { readonly disk: FinalRegion; restartedMs: number };

type State = 'running' | 'frozen' | 'ended';

const LogLine = z.object({
  level: z.number(),
  msg: z.string().default(''),
  error: z.object({ name: z.string().optional(), code: z.string().optional() }).optional(),
});
/** As pino numbers them. */
const levelError = 50;

/** Suspected after 3 s of silence, down after some 8 s; and much later where nodes share a machine with others. */
const noticeMaxMs = 60_000;
/** After a partition a region may wait up to 30 s before it dials again. */
const gatherMaxMs = 90_000;

/** Real nodes as processes, what lies between them, and what is done to them. Tells the trace of everything. */
export class LiveMesh {
  readonly network: LiveNetwork;
  readonly regions: readonly LiveRegion[];
  readonly autopsies: Autopsy[] = [];
  readonly #nodes: LifeNodes;
  readonly #trace: Trace;
  readonly #nowMs: () => number;
  readonly #signal: AbortSignal;
  readonly #states = new Map<string, State>();
  readonly #cuts: (readonly Link[])[] = [];
  #starts = 0;

  private constructor(
    regions: readonly LiveRegion[],
    parts: { network: LiveNetwork; nodes: LifeNodes; trace: Trace; nowMs: () => number; signal: AbortSignal },
  ) {
    this.regions = regions;
    this.network = parts.network;
    this.#nodes = parts.nodes;
    this.#trace = parts.trace;
    this.#nowMs = parts.nowMs;
    this.#signal = parts.signal;
    for (const region of regions) this.#begun(region);
  }

  /** Starts one node for each name; settles when all see each other. Stops what it has started when it fails. */
  static async start(
    names: readonly string[],
    deps: { random: SeededRandom; trace: Trace; nowMs: () => number; signal: AbortSignal },
  ): Promise<LiveMesh> {
    const nodes = await lifeNodes();
    const network = await LiveNetwork.open(names, deps.random.fork('network'));
    try {
      const starts = names.map(async (name) => {
        const options = await nodes.plan(name, {
          peer: names[0] === name ? undefined : network.announcedBy(names[0] ?? ''),
          announce: network.announcedBy(name),
          dialInstead: network.dialInstead(name),
        });
        network.leadTo(name, options.p2pPort);
        const node = await nodes.start(options);
        return { name, id: await idOf(node), url: node.url, node };
      });
      const regions = await orAborted(Promise.all(starts), deps.signal);
      const mesh = new LiveMesh(regions, { ...deps, network, nodes });
      await mesh.together();
      return mesh;
    } catch (error) {
      await nodes.stop();
      await network.close();
      throw error;
    }
  }

  get names(): string[] {
    return this.regions.map(({ name }) => name);
  }

  /** @throws Error when there is none of that name */
  region(name: string): LiveRegion {
    const region = this.regions.find((one) => one.name === name);
    if (region === undefined) throw new Error(`There is no region ${name}.`);
    return region;
  }

  /** As a power cut does; then looks at what is on its disk. */
  async kill(name: string): Promise<void> {
    const region = this.region(name);
    await region.node.kill();
    this.#ended(region, 'crashed');
    this.autopsies.push({ disk: await readDisk(ownerOf(region)), restartedMs: Number.POSITIVE_INFINITY });
  }

  /** In good order. */
  async stop(name: string): Promise<void> {
    const region = this.region(name);
    await region.node.process().stop();
    this.#ended(region, 'stopped');
  }

  /** On the same disk and ports. */
  async restart(name: string): Promise<void> {
    // After the end nothing begins any more.
    this.#signal.throwIfAborted();
    const region = this.region(name);
    for (const autopsy of this.autopsies)
      if (autopsy.disk.name === name) autopsy.restartedMs = Math.min(autopsy.restartedMs, this.#nowMs());
    await region.node.restart();
    this.#begun(region);
  }

  /** The process that comes back and thinks nothing happened. */
  freeze(name: string): void {
    const { id, node } = this.region(name);
    node.process().pause();
    this.#states.set(name, 'frozen');
    this.#trace.add({ kind: 'fault', what: 'pause', regions: [id], is: 'beginning' });
  }

  thaw(name: string): void {
    const { id, node } = this.region(name);
    node.process().resume();
    this.#states.set(name, 'running');
    this.#trace.add({ kind: 'fault', what: 'pause', regions: [id], is: 'over' });
  }

  /** Nothing passes in these directions until `heal`. */
  cut(links: readonly Link[]): void {
    this.network.cut(links);
    this.#cuts.push(links);
    this.#tellOfCut(links, 'beginning');
  }

  /** Starts a second process on the store of a region, on other ports. It is ended with the mesh at the latest. */
  async intrude(name: string): Promise<{ refusal: string | undefined; code: number | null }> {
    const { dataDir } = this.region(name).node.options;
    const options = await this.#nodes.plan(name, {
      // With a folder of its own for its log alone.
      dataDir: `${dataDir}-second`,
      store: `lmdb:${storeFolderOf(dataDir)}`,
    });
    this.#signal.throwIfAborted();
    const intruder = this.#nodes.attempt(options);
    const refusal = await intruder.ready.then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (refusal === undefined) await intruder.kill();
    return { refusal, code: (await intruder.ended).code };
  }

  /** Everything is whole again: roads, frozen processes, ended ones. Settles when all regions see each other. */
  async heal(): Promise<void> {
    this.network.mend();
    for (const links of this.#cuts.splice(0)) this.#tellOfCut(links, 'over');
    for (const [name, state] of this.#states) if (state === 'frozen') this.thaw(name);
    await Promise.all(
      this.names.filter((name) => this.#states.get(name) === 'ended').map((name) => this.restart(name)),
    );
    await this.together();
  }

  /** Settles when every region sees all others up. */
  async together(): Promise<void> {
    for (const { name } of this.regions)
      for (const other of this.names)
        await this.#until(
          `${name} sees ${other} up`,
          gatherMaxMs,
          async () => (await this.#stateOf(name, other)) === 'up',
        );
  }

  /** Settles when a region no longer counts on another one (suspected), or has given it up (down). */
  async notices(name: string, lost: string, as: 'suspected' | 'down' = 'suspected'): Promise<void> {
    const attempt = async () => {
      const state = await this.#stateOf(name, lost);
      return state === 'down' || state === as;
    };
    await this.#until(`${name} notices that ${lost} is silent`, noticeMaxMs, attempt);
  }

  /** What all disks hold at this moment. */
  look(): Promise<FinalRegion[]> {
    return Promise.all(this.regions.map((region) => lookAtDisk(ownerOf(region))));
  }

  /** Stops all nodes in good order and reads their disks, and what their logs complain of. */
  async end(): Promise<FinalRegion[]> {
    await Promise.all(this.regions.map(({ node }) => node.process().stop()));
    const disks: FinalRegion[] = [];
    for (const region of this.regions) {
      disks.push(await readDisk(ownerOf(region)));
      for (const what of await complaintsOf(region))
        this.#trace.add({ kind: 'complained', by: region.name, what });
    }
    return disks;
  }

  /** Ends all processes, however they are, and removes their folder. */
  async close(): Promise<void> {
    await this.#nodes.stop();
    await this.network.close();
  }

  async #stateOf(name: string, other: string): Promise<string | undefined> {
    const { regions } = await ask(MeshView, 'GET', `${this.region(name).url}/api/v1/mesh`);
    return regions.find((one) => one.name === other)?.state;
  }

  #until(what: string, limitMs: number, attempt: () => Promise<boolean>): Promise<true> {
    const patience: Patience = { limitMs, signal: this.#signal };
    return until(what, async () => (await attempt()) && true, patience);
  }

  #begun({ id, name }: LiveRegion): void {
    this.#starts += 1;
    this.#states.set(name, 'running');
    this.#trace.add({ kind: 'started', region: id, bootEpoch: this.#starts });
  }

  #ended({ id, name }: LiveRegion, kind: 'crashed' | 'stopped'): void {
    this.#states.set(name, 'ended');
    this.#trace.add({ kind, region: id });
  }

  #tellOfCut(links: readonly Link[], is: 'beginning' | 'over'): void {
    const names = new Set(links.flatMap(({ from, to }) => [from, to]));
    const regions = [...names].map((name) => this.region(name).id);
    this.#trace.add({ kind: 'fault', what: 'cut', regions, is });
  }
}

const ownerOf = ({ id, name, node }: LiveRegion) => ({ id, name, dataDir: node.options.dataDir });

/** A node names itself in the addresses that it announces. */
const idOf = async (node: LifeNode): Promise<RegionId> => {
  const { p2p } = await node.process().ready;
  return RegionId.parse(p2p[0]?.split('/p2p/')[1]);
};

/**
 * Lines of level error in a node's log, except that its disk did not keep up: on a machine that is busy with something
 * else a commit may take seconds, the region says so, and people try again.
 */
const complaintsOf = async ({ node }: LiveRegion): Promise<string[]> => {
  const text = await readFile(join(node.options.dataDir, 'node.log'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { success, data } = LogLine.safeParse(jsonOf(line));
      // What a process says when it dies of an error.
      if (!success) return [`Not a line of a log: ${line}`];
      const isSlowDisk = data.error?.code === 'store-unavailable' || data.error?.name === 'StoreUnavailable';
      return data.level >= levelError && !isSlowDisk ? [line] : [];
    });
};

/** Nothing for what is no JSON. */
const jsonOf = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
