import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Clock, Log, Mesh } from '../ports.ts';
import { createMemoryBook } from './book.ts';
import type { Libp2pMeshOptions } from './libp2p.ts';
import { loopback, portOf, type RealWorld, realWorld } from './libp2p-testing.ts';
import { Membership } from './membership.ts';

/** Joining takes some 0.3 s here; the product promises 5 s. */
const joinMaxMs = 5_000;

const clock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Node = { readonly mesh: Mesh; readonly membership: Membership };

const startNode = async (
  world: RealWorld,
  name: string,
  peers: string[],
  options: Partial<Libp2pMeshOptions> = {},
): Promise<Node> => {
  const mesh = await world.start(options);
  const membership = new Membership(
    { name, url: 'http://localhost:8000', bootEpoch: 1, version: '0.1.0' },
    { mesh, clock, random: { next: Math.random }, log: silent, book: createMemoryBook() },
  );
  await membership.start({ peers });
  world.onDestroy(() => membership.stop());
  return { mesh, membership };
};

const isComplete = (nodes: readonly Node[]) => () =>
  nodes.every(({ membership }) => {
    const members = membership.members();
    return members.length === nodes.length && members.every(({ state }) => state === 'up');
  });

const test = suite<{ world: RealWorld }>('membership over libp2p');

test.before.each(async (context) => {
  context.world = await realWorld();
});
test.after.each(async (context) => {
  await context.world.destroy();
});

test('real nodes that know one address find each other; a fifth joins; who dies and who leaves is noticed', async ({
  world,
}) => {
  const north = await startNode(world, 'North', []);
  const way = north.mesh.addresses();
  const nodes = [north];
  for (const name of ['South', 'East', 'West']) nodes.push(await startNode(world, name, way));
  await world.settle(isComplete(nodes));
  const [, , east, west] = nodes;
  if (!east || !west) throw new RangeError('four nodes');

  const beforeMs = performance.now();
  nodes.push(await startNode(world, 'Central', west.mesh.addresses()));
  await world.settle(isComplete(nodes));
  const tookMs = performance.now() - beforeMs;
  assert.ok(tookMs < joinMaxMs, `joined after ${tookMs} ms`);

  // Closing the mesh under a membership is what the others see of a killed process.
  await east.mesh.stop();
  const left = nodes.filter((node) => node !== east);
  await world.settle(() => left.every(({ membership }) => membership.byName('East')?.state === 'suspected'));

  await west.membership.stop();
  await world.settle(() =>
    left.every((node) => node === west || node.membership.byName('West')?.state === 'down'),
  );
});

test('who is behind one NAT finds the others where they do not announce themselves, also those learnt by gossip', async ({
  world,
}) => {
  // Known before anything is announced: nodes that were there and are gone have left their ports free.
  const ports: number[] = [];
  for (const _ of ['North', 'South', 'East']) {
    const former = await world.start();
    ports.push(portOf(former));
    await former.stop();
  }
  // Nobody listens at these addresses of loopback: only the pairs lead from one node to another.
  const announced = ['127.20.0.1:9000', '127.20.0.2:9000', '127.20.0.3:9000'];
  const optionsOf = (self: number): Partial<Libp2pMeshOptions> => ({
    listen: { host: loopback.host, port: ports[self] ?? 0 },
    announce: [announced[self] ?? ''],
    dialInstead: announced.map((address, at) => `${address}=127.0.0.1:${ports[at]}`),
  });
  const north = await startNode(world, 'North', [], optionsOf(0));
  const south = await startNode(world, 'South', ['127.20.0.1:9000'], optionsOf(1));
  const east = await startNode(world, 'East', ['127.20.0.2:9000'], optionsOf(2));
  await world.settle(isComplete([north, south, east]));
});

test.run();
