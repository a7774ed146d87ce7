import type { Stream } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Mesh, MeshError } from '../ports.ts';
import { encodeFrame, FrameReader } from './framing.ts';
import { decodePrivateKey, newPrivateKey } from './libp2p-keys.ts';
import { RPC_PROTOCOL } from './libp2p-messages.ts';
import { createNode, type Libp2pNode } from './libp2p-node.ts';
import { Penalties } from './libp2p-penalties.ts';
import { loopback, type RealWorld, realWorld } from './libp2p-testing.ts';

/** What a member with the mesh secret and a broken or evil program can do to another node. */
const test = suite<{ world: RealWorld; victim: Mesh; friend: Mesh; attacker: Libp2pNode }>('hostile member');

const patience = { timeoutMs: 10_000 };

test.before.each(async (context) => {
  const world = await realWorld();
  const victim = await world.start();
  const friend = await world.start();
  const attacker = await createNode({
    privateKey: decodePrivateKey(await newPrivateKey()),
    secret: world.secret,
    listen: loopback,
    penalties: new Penalties(() => 0),
  });
  world.onDestroy(() => attacker.stop());
  await attacker.start();
  await friend.dial(victim.addresses(), patience);
  Object.assign(context, { world, victim, friend, attacker });
});
test.after.each(({ world }) => world.destroy());

async function openStream(attacker: Libp2pNode, victim: Mesh): Promise<Stream> {
  return attacker.dialProtocol(multiaddr(victim.addresses()[0] ?? ''), RPC_PROTOCOL);
}

function request(id: number, method: string): Uint8Array {
  return encodeFrame(JSON.stringify({ id, method, body: null }));
}

test('frames that are too long or make no sense cost the sender its stream, and nothing else', async ({
  world,
  victim,
  friend,
  attacker,
}) => {
  victim.handle('ask', async () => 'answer');
  for (const bytes of [
    Uint8Array.of(0x7f, 0xff, 0xff, 0xff),
    encodeFrame('not JSON'),
    encodeFrame(''),
    encodeFrame('[1,2]'),
    encodeFrame('{"id":-1,"method":"ask","body":1}'),
    encodeFrame('{"id":1,"method":"ask"}'),
    encodeFrame(`{"id":1,"method":"${'x'.repeat(200)}","body":1}`),
    encodeFrame('{"id":1,"method":"ask","body":1,"__proto__":{"x":1}}'),
  ]) {
    const stream = await openStream(attacker, victim);
    stream.send(bytes);
    await world.settle(() => stream.status !== 'open');
  }
  const stream = await openStream(attacker, victim);
  const replies: string[] = [];
  const reader = new FrameReader(1_000);
  stream.addEventListener('message', ({ data }) => {
    reader.push(data.subarray());
    for (let frame = reader.next(); frame !== undefined; frame = reader.next())
      replies.push(frame.toString());
  });
  stream.send(request(7, 'ask'));
  await world.settle(() => replies.length === 1);
  assert.equal(replies, ['{"id":7,"body":"answer"}']);
  assert.is(await friend.request(victim.self, 'ask', null, patience), 'answer');
  assert.equal(world.errors, []);
});

test('a peer has only so many requests worked on at once, and the others are still served', async ({
  world,
  victim,
  friend,
  attacker,
}) => {
  let running = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  victim.handle('slow', async () => {
    running++;
    await released;
    return null;
  });
  victim.handle('ask', async () => 'answer');
  for (const stream of [await openStream(attacker, victim), await openStream(attacker, victim)])
    for (let id = 0; id < 100; id++) stream.send(request(id, 'slow'));
  await world.settle(() => running === 32);
  for (let round = 0; round < 20; round++)
    assert.is(await friend.request(victim.self, 'ask', null, patience), 'answer');
  assert.is(running, 32);
  release();
  await world.settle(() => running === 200);
});

test('who does not read the replies is held back, not buffered for', async ({
  world,
  victim,
  friend,
  attacker,
}) => {
  let answered = 0;
  victim.handle('much', async () => {
    answered++;
    return 'x'.repeat(900_000);
  });
  victim.handle('ask', async () => 'answer');
  const stream = await openStream(attacker, victim);
  stream.addEventListener('message', () => {});
  stream.pause();
  for (let id = 0; id < 200; id++) stream.send(request(id, 'much'));
  await world.settle(() => answered >= 8);
  for (let round = 0; round < 20; round++)
    assert.is(await friend.request(victim.self, 'ask', null, patience), 'answer');
  assert.ok(answered < 50, `${answered} replies of 900 kB were made for a peer that reads none`);
  assert.is(stream.status, 'open');
});

test('more streams than a peer needs push out its oldest', async ({ world, victim, attacker }) => {
  const streams: Stream[] = [];
  for (let count = 0; count < 5; count++) streams.push(await openStream(attacker, victim));
  await world.settle(() => streams[0]?.status !== 'open');
  assert.equal(
    streams.slice(1).map(({ status }) => status),
    ['open', 'open', 'open', 'open'],
  );
});

test('a reply that makes no sense fails the request; the next one opens a new stream', async ({
  world,
  victim,
  attacker,
}) => {
  let streams = 0;
  await attacker.handle(RPC_PROTOCOL, (stream) => {
    streams++;
    const answer = streams === 1 ? 'nonsense' : '{"id":2,"body":"sense"}';
    stream.addEventListener('message', () => stream.send(encodeFrame(answer)));
  });
  const [address] = attacker.getMultiaddrs();
  const peer = await victim.dial([String(address)], patience);
  const error = await victim.request(peer, 'ask', null, patience).catch((reason: unknown) => reason);
  assert.ok(error instanceof MeshError && error.code === 'unreachable', String(error));
  assert.is(await victim.request(peer, 'ask', null, patience), 'sense');
  assert.is(streams, 2);
  assert.equal(world.errors, []);
});

test('gossip above the limit is not delivered, even if signed by a member', async ({
  world,
  victim,
  attacker,
}) => {
  const heard: number[] = [];
  victim.subscribe('news', (_from, body) => {
    heard.push(body.byteLength);
    return 'accept';
  });
  await attacker.dial(multiaddr(victim.addresses()[0] ?? ''));
  const { pubsub } = attacker.services;
  await world.settle(() => {
    void pubsub.publish('news', new Uint8Array(1));
    return heard.length > 0;
  });
  await pubsub.publish('news', new Uint8Array(64 * 1024 + 1));
  await pubsub.publish('news', new Uint8Array(2));
  await world.settle(() => heard.includes(2));
  assert.ok(heard.every((size) => size <= 2));
});

test.run();
