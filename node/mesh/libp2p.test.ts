import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MeshError, type MeshFailure } from '../ports.ts';
import { meshContract } from './contract.ts';
import { newPrivateKey, peerIdOf } from './libp2p-keys.ts';
import { loopback, portOf, type RealWorld, realWorld } from './libp2p-testing.ts';
import { newMeshSecret, parseMeshSecret } from './secret.ts';

meshContract('libp2p', realWorld);

const test = suite<{ world: RealWorld }>('mesh over libp2p');
test.before.each(async (context) => {
  context.world = await realWorld();
});
test.after.each(({ world }) => world.destroy());

const patience = { timeoutMs: 10_000 };

async function failure(promise: Promise<unknown>, code: MeshFailure): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MeshError)) throw new Error(`expected a MeshError, not ${error}`);
  assert.is(error.code, code, error.message);
  return error.message;
}

/** A TCP server on a free port of loopback that does with each connection what it is told. */
async function serve(world: RealWorld, onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.onDestroy(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}

test('a key keeps its peer id, and the node has it', async ({ world }) => {
  const privateKey = await newPrivateKey();
  const node = await world.start({ privateKey });
  assert.is(node.self, peerIdOf(privateKey));
  assert.throws(() => peerIdOf(Uint8Array.of(1, 2, 3)), /damaged/);
});

test('another mesh secret keeps a node out, and the error names it within 6 seconds', async ({ world }) => {
  const stranger = await world.start({ secret: parseMeshSecret(newMeshSecret()) });
  const node = await world.start();
  const startMs = performance.now();
  const error = await stranger
    .dial(node.addresses(), { timeoutMs: 30_000 })
    .catch((reason: unknown) => reason);
  assert.ok(error instanceof MeshError && /mesh secret/.test(error.message), String(error));
  assert.ok(performance.now() - startMs < 6_000);
  assert.equal([stranger.connected(), node.connected()], [[], []]);
});

test('what listens and never answers is a timeout, and the next address gets its turn', async ({ world }) => {
  const former = await world.start();
  const port = portOf(former);
  await former.stop();
  // Nobody listens where it announces itself.
  const hidden = await world.start({
    listen: { host: loopback.host, port },
    announce: ['127.20.0.1:9000'],
  });
  const near = await world.start({ dialInstead: [`127.20.0.1:9000=127.0.0.1:${port}`] });
  const far = await world.start();
  await failure(far.dial(hidden.addresses(), patience), 'unreachable');
  assert.is(await near.dial(hidden.addresses(), { ...patience, expect: hidden.self }), hidden.self);

  const misled = await world.start({ dialInstead: ['127.20.0.1:9000=127.20.0.2:9000'] });
  assert.match(
    await failure(misled.dial(hidden.addresses(), patience), 'unreachable'),
    /127\.20\.0\.1.*\/ip4\/127\.20\.0\.2\/tcp\/9000.* was dialled instead/,
  );
});

test('a port in use is named', async ({ world }) => {
  const node = await world.start();
  const second = world.start({ listen: { ...loopback, port: portOf(node) } });
  const error = await second.catch((reason: unknown) => reason);
  assert.match(String(error), `port ${portOf(node)}`);
});

test('bytes that are no handshake do no harm', async ({ world }) => {
  const [a, b] = [await world.start(), await world.start()];
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', '\0'.repeat(300_000), 'ÿ'.repeat(24)]) {
    const socket = connectTcp(portOf(b), '127.0.0.1').on('error', () => {});
    await new Promise<void>((resolve) => socket.on('connect', () => socket.write(bytes, () => resolve())));
    world.onDestroy(() => socket.destroy());
  }
  assert.is(await a.dial(b.addresses(), patience), b.self);
  await world.settle(() => b.connected().length > 0);
  assert.equal(b.connected(), [a.self]);
});

test('a node that restarts on its port with its key is found again, for requests and gossip', async ({
  world,
}) => {
  const privateKey = await newPrivateKey();
  const a = await world.start();
  const first = await world.start({ privateKey });
  const seen: boolean[] = [];
  a.onConnection((_peer, isConnected) => seen.push(isConnected));
  const heard: string[] = [];
  a.subscribe('news', (_from, body) => {
    heard.push(Buffer.from(body).toString());
    return 'accept';
  });
  await a.dial(first.addresses(), patience);
  const address = first.addresses();
  const port = portOf(first);
  await first.stop();
  await world.settle(() => seen.length === 2);

  const second = await world.start({ privateKey, listen: { ...loopback, port } });
  second.handle('ask', async () => 'answer');
  assert.is(await a.dial(address, patience), first.self);
  assert.is(await a.request(second.self, 'ask', null, patience), 'answer');
  await world.settle(() => {
    void second.publish('news', Buffer.from('back'));
    return heard.includes('back');
  });
  assert.equal(seen, [true, false, true]);
});

test('nodes that all dial each other at once, subscribed before, hear and reach everyone', async ({
  world,
}) => {
  const nodes = await Promise.all(Array.from({ length: 4 }, () => world.start()));
  const heard = new Set<string>();
  for (const [index, node] of nodes.entries()) {
    node.subscribe('news', (from) => {
      heard.add(`${index} by ${from}`);
      return 'accept';
    });
    node.handle('who', async () => node.self);
  }
  const pairs = nodes.flatMap((from) => nodes.filter((to) => to !== from).map((to) => [from, to] as const));
  await Promise.all(pairs.map(([from, to]) => from.dial(to.addresses(), patience)));
  await world.settle(() => nodes.every((node) => node.connected().length === 3));
  await world.settle(() => {
    for (const node of nodes) void node.publish('news', Buffer.from(node.self));
    return heard.size === 12;
  });
  for (const [from, to] of pairs) assert.is(await from.request(to.self, 'who', null, patience), to.self);
  assert.ok(nodes.every((node) => node.connected().length === 3));
});

test('when the first of two connections breaks, gossip does not stay silent', async ({ world }) => {
  const [a, b] = [await world.start(), await world.start()];
  const wires: Socket[] = [];
  const proxy = await serve(world, (socket) => {
    const onward = connectTcp(portOf(b), '127.0.0.1').on('error', () => {});
    wires.push(socket, onward);
    socket.pipe(onward).pipe(socket);
  });
  const heard: string[] = [];
  b.subscribe('news', (_from, body) => {
    heard.push(Buffer.from(body).toString());
    return 'accept';
  });
  const arrives = (text: string) =>
    world.settle(() => {
      void a.publish('news', Buffer.from(text));
      return heard.includes(text);
    });
  await a.dial([`127.0.0.1:${proxy}`], patience);
  await arrives('over the first');
  await b.dial([`127.0.0.1:${portOf(a)}`], patience);
  // Some round trips, so that gossipsub knows the second connection and relies on the first.
  b.handle('ask', async () => 'answer');
  for (let round = 0; round < 50; round++) await a.request(b.self, 'ask', null, patience);
  a.onConnection((_peer, isConnected) => {
    if (!isConnected) void a.dial(b.addresses(), patience);
  });
  for (const wire of wires) wire.destroy();
  await arrives('over the next');
});

test('a gossip handler or connection listener that throws is logged and harms nobody else', async ({
  world,
}) => {
  const [a, b] = [await world.start(), await world.start()];
  let isTold = false;
  b.onConnection(() => {
    throw new Error('bug in a listener');
  });
  b.onConnection(() => {
    isTold = true;
  });
  b.subscribe('news', () => {
    throw new Error('bug in a handler');
  });
  await a.dial(b.addresses(), patience);
  await world.settle(() => {
    void a.publish('news', Uint8Array.of(1));
    return world.errors.length >= 2;
  });
  assert.ok(isTold);
  b.handle('ask', async () => 'alive');
  assert.is(await a.request(b.self, 'ask', null, patience), 'alive');
});

test.run();
