import type { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegionId } from '../core/ids.ts';
import { type Json, type Mesh, MeshError, type MeshFailure } from '../ports.ts';

/** A small world in which one test's nodes live: real sockets and time, or simulated ones. */
export interface MeshWorld {
  /** A new node with an identity of its own, not yet started, in the same mesh as the others. */
  create(): Promise<Mesh>;
  /**
   * Lets time pass until the condition holds, by polling or by moving the virtual clock.
   * @throws an Error if it does not hold within some 20 s, well before `NEVER_MS`
   */
  settle(condition: () => boolean): Promise<void>;
  /** Stops every node made here, also those a test has already stopped. */
  destroy(): Promise<void>;
}

/** A suite whose every test lives in a world of its own. */
export type MeshSuite = ReturnType<typeof suite<{ world: MeshWorld }>>;

/** Longer than any `settle` waits: a call with this deadline that fails did not fail by its deadline. */
export const NEVER_MS = 120_000;

/** Enough for anything that works on a busy machine. */
export const PATIENCE_MS = 10_000;

/** The topic that a `line` is subscribed to. */
export const topic = 'contract';

/** Awaits a promise that settles only if the world's time goes on. */
export async function finish<T>(world: MeshWorld, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = () => {
    isSettled = true;
  };
  promise.then(settled, settled);
  await world.settle(() => isSettled);
  return promise;
}

/** Expects a MeshError with that code. */
export async function fails(
  world: MeshWorld,
  code: MeshFailure,
  promise: Promise<unknown>,
): Promise<MeshError> {
  const error = await finish(
    world,
    promise.then(
      () => undefined,
      (reason: unknown) => reason,
    ),
  );
  if (!(error instanceof MeshError)) throw new Error(`expected a MeshError '${code}', not ${error}`);
  assert.is(error.code, code, error.message);
  return error;
}

/** So many started, unconnected nodes; typed as three so that tests can take them apart. */
export async function start(world: MeshWorld, count: number): Promise<[Mesh, Mesh, Mesh]> {
  const nodes: Mesh[] = [];
  for (let made = 0; made < count; made++) {
    const node = await finish(world, world.create());
    await finish(world, node.start());
    nodes.push(node);
  }
  const [a, b = a, c = a] = nodes;
  if (a === undefined || b === undefined || c === undefined) throw new RangeError('count starts at 1');
  return [a, b, c];
}

export async function startPair(world: MeshWorld): Promise<[Mesh, Mesh]> {
  const [a, b] = await start(world, 2);
  return [a, b];
}

export async function connectedPair(world: MeshWorld): Promise<[Mesh, Mesh]> {
  const [a, b] = await startPair(world);
  await connect(world, a, b);
  return [a, b];
}

export function dial(world: MeshWorld, from: Mesh, addresses: readonly string[]): Promise<RegionId> {
  return finish(world, from.dial(addresses, { timeoutMs: PATIENCE_MS }));
}

export async function connect(world: MeshWorld, from: Mesh, to: Mesh): Promise<void> {
  assert.is(await dial(world, from, to.addresses()), to.self);
  await world.settle(() => from.connected().includes(to.self) && to.connected().includes(from.self));
}

export function ask(world: MeshWorld, from: Mesh, to: Mesh, method: string, body: Json): Promise<Json> {
  return finish(world, from.request(to.self, method, body, { timeoutMs: PATIENCE_MS }));
}

/** Collects what a node's connection listener hears from now on. */
export function events(node: Mesh): [RegionId, boolean][] {
  const seen: [RegionId, boolean][] = [];
  node.onConnection((peer, isConnected) => seen.push([peer, isConnected]));
  return seen;
}

type Heard = { from: RegionId; body: Uint8Array }[];
type Judge = (body: Uint8Array) => 'accept' | 'ignore' | 'reject';

/** What a `line` says until its gossip flows; kept out of `heard`. */
const greeting = Uint8Array.of(255);

/** Three nodes, A-B-C, subscribed to `topic`, whose gossip flows from end to end. `judge` may be replaced. */
export async function line(world: MeshWorld) {
  const nodes = await start(world, 3);
  const [a, b, c] = nodes;
  await connect(world, a, b);
  await connect(world, b, c);
  const heard: [Heard, Heard, Heard] = [[], [], []];
  const judge: [Judge, Judge, Judge] = [() => 'accept', () => 'accept', () => 'accept'];
  const greeted = new Set<string>();
  const join = (index: 0 | 1 | 2) =>
    nodes[index].subscribe(topic, (from, body) => {
      if (body.length === 1 && body[0] === 255) greeted.add(`${index} by ${from}`);
      else heard[index].push({ from, body });
      return judge[index](body);
    });
  for (const index of [0, 1, 2] as const) join(index);
  await world.settle(() => {
    for (const node of nodes) void node.publish(topic, greeting);
    return greeted.size === 6;
  });
  return { nodes, heard, judge };
}
