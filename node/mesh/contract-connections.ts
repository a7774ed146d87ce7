import * as assert from 'uvu/assert';
import type { RegionId } from '../core/ids.ts';
import type { Json } from '../ports.ts';
import {
  ask,
  connect,
  connectedPair,
  dial,
  events,
  fails,
  finish,
  line,
  type MeshSuite,
  NEVER_MS,
  PATIENCE_MS,
  start,
  startPair,
  topic,
} from './contract-world.ts';

/** Dialing, addresses, connection events, hanging up, stopping. */
export function connectionsContract(test: MeshSuite): void {
  test('an address of a node leads to that node', async ({ world }) => {
    const [a, b] = await startPair(world);
    assert.ok(b.addresses().length > 0, 'a started node has addresses');
    for (const address of b.addresses()) assert.is(await dial(world, a, [address]), b.self);
  });

  test('both sides learn of a connection, once, and can use it at once', async ({ world }) => {
    const [a, b] = await startPair(world);
    const seen = { a: events(a), b: events(b) };
    const answers: Json[] = [];
    a.handle('who', async (from) => ({ asker: from }));
    b.onConnection((peer, isConnected) => {
      assert.equal(b.connected(), [peer], 'connected() already tells when the listener is called');
      if (isConnected)
        b.request(peer, 'who', null, { timeoutMs: PATIENCE_MS }).then((answer) => answers.push(answer));
    });
    await connect(world, a, b);
    await world.settle(() => answers.length === 1);
    await dial(world, a, b.addresses());
    assert.equal(answers, [{ asker: b.self }]);
    assert.equal(seen.a, [[b.self, true]]);
    assert.equal(seen.b, [[a.self, true]]);
    assert.equal(a.connected(), [b.self]);
    assert.equal(b.connected(), [a.self]);
  });

  test('dial tries the addresses in turn', async ({ world }) => {
    const [a, b, gone] = await start(world, 3);
    const dead = gone.addresses();
    await finish(world, gone.stop());
    assert.is(await dial(world, a, [...dead, ...b.addresses()]), b.self);
  });

  test('dial fails as unreachable where nobody listens, without addresses, and on itself', async ({
    world,
  }) => {
    const [a, gone] = await startPair(world);
    const dead = gone.addresses();
    await finish(world, gone.stop());
    for (const addresses of [dead, [], a.addresses()])
      await fails(world, 'unreachable', a.dial(addresses, { timeoutMs: PATIENCE_MS }));
    assert.equal(a.connected(), []);
  });

  test('dial does not settle for another peer than the expected one', async ({ world }) => {
    const [a, b, c] = await start(world, 3);
    await fails(world, 'unreachable', a.dial(b.addresses(), { timeoutMs: PATIENCE_MS, expect: c.self }));
    assert.equal(a.connected(), []);
    assert.is(await finish(world, a.dial(b.addresses(), { timeoutMs: PATIENCE_MS, expect: b.self })), b.self);
  });

  test('hangUp closes the connection on both sides and allows another', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    const seen = { a: events(a), b: events(b) };
    await finish(world, a.hangUp(b.self));
    await world.settle(() => a.connected().length === 0 && b.connected().length === 0);
    await finish(world, a.hangUp(b.self));
    await connect(world, b, a);
    assert.equal(seen.a, [
      [b.self, false],
      [b.self, true],
    ]);
    assert.equal(seen.b, [
      [a.self, false],
      [a.self, true],
    ]);
    b.handle('echo', async (_from, body) => ({ was: String(body) }));
    assert.equal(await ask(world, a, b, 'echo', 'again'), { was: 'again' });
  });

  test('a cancelled connection listener hears nothing more', async ({ world }) => {
    const [a, b] = await startPair(world);
    const heard: RegionId[] = [];
    const cancel = a.onConnection((peer) => heard.push(peer));
    cancel();
    cancel();
    await connect(world, a, b);
    assert.equal(heard, []);
  });

  test('a stopped node is silent: peers see it leave, nothing comes or goes', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const [a, b, c] = nodes;
    const seen = events(b);
    let asked = false;
    b.handle('never', () => {
      asked = true;
      return new Promise(() => {});
    });
    const pending = a.request(b.self, 'never', null, { timeoutMs: NEVER_MS });
    pending.catch(() => {});
    await world.settle(() => asked);
    await finish(world, a.stop());
    await fails(world, 'unreachable', pending);
    await world.settle(() => seen.length === 1);
    assert.equal(seen, [[a.self, false]]);
    assert.equal(a.connected(), []);
    await finish(world, c.publish(topic, Uint8Array.of(5)));
    await world.settle(() => heard[1].length === 1);
    await finish(world, a.publish(topic, Uint8Array.of(6)));
    await fails(world, 'unreachable', a.request(b.self, 'never', null, { timeoutMs: NEVER_MS }));
    await fails(world, 'unreachable', a.dial(b.addresses(), { timeoutMs: PATIENCE_MS }));
    await finish(world, a.stop());
    assert.equal(heard[0], []);
    assert.is(heard[1].length, 1);
  });
}
