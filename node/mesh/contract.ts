import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../core/ids.ts';
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

/** Longer than any `settle` waits: a call with this deadline that fails did not fail by its deadline. */
const NEVER_MS = 120_000;

/** Enough for anything that works on a busy machine. */
const PATIENCE_MS = 10_000;

/** Short, for tests that wait for a deadline to pass. */
const SHORT_MS = 150;

const GOSSIP_SIZE_MAX_BYTES = 64 * 1024;

const topic = 'contract';

/** Registers and runs one test for every guarantee of the `Mesh` port, on the adapter that `world` makes. */
export function meshContract(name: string, world: () => Promise<MeshWorld>): void {
  const test = suite<{ world: MeshWorld }>(`mesh contract: ${name}`);

  test.before.each(async (context) => {
    context.world = await world();
  });
  test.after.each(async (context) => {
    await context.world.destroy();
  });

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

  test('a request brings the reply, either way, and names the asker truly', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    for (const [asker, asked] of [
      [a, b],
      [b, a],
    ] as const) {
      const requests: unknown[] = [];
      asked.handle('ask', async (from, body) => {
        requests.push([from, body]);
        return { text: 'grüße, नमस्ते 👋', list: [1, null, true, { deep: -0.5 }] };
      });
      assert.equal(await ask(world, asker, asked, 'ask', { q: ['ü', 1e21, null] }), {
        text: 'grüße, नमस्ते 👋',
        list: [1, null, true, { deep: -0.5 }],
      });
      assert.equal(requests, [[asker.self, { q: ['ü', 1e21, null] }]]);
    }
  });

  test('what a handler changes in a body stays with it', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    const kept: number[] = [1];
    b.handle('take', async (_from, body) => {
      if (Array.isArray(body)) body.push(2);
      return kept;
    });
    const sent: Json[] = [1];
    const reply = await ask(world, a, b, 'take', sent);
    kept.push(3);
    assert.equal([sent, reply], [[1], [1]]);
  });

  test('two hundred requests at once each get their own reply, in any order', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    let first = () => {};
    const others = new Promise<void>((resolve) => {
      first = resolve;
    });
    b.handle('number', async (_from, body) => {
      if (body === 0) await others;
      return { number: Number(body) };
    });
    const replies = Array.from({ length: 200 }, (_, number) =>
      a.request(b.self, 'number', number, { timeoutMs: PATIENCE_MS }),
    );
    await finish(world, Promise.all(replies.slice(1)));
    first();
    assert.equal(
      await finish(world, Promise.all(replies)),
      Array.from({ length: 200 }, (_, number) => ({ number })),
    );
  });

  test('900 kB pass both ways; more than 1 MiB is too large and harms nothing', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    const seen: number[] = [];
    b.handle('echo', async (_from, body) => {
      seen.push(String(body).length);
      return String(body);
    });
    b.handle('much', async () => 'x'.repeat(1_200_000));
    const big = 'x'.repeat(900_000);
    assert.ok((await ask(world, a, b, 'echo', big)) === big, 'the reply equals the request');
    await fails(
      world,
      'too-large',
      a.request(b.self, 'echo', 'x'.repeat(1_200_000), { timeoutMs: PATIENCE_MS }),
    );
    await fails(world, 'too-large', a.request(b.self, 'much', null, { timeoutMs: PATIENCE_MS }));
    assert.is(await ask(world, a, b, 'echo', 'small'), 'small');
    assert.equal(seen, [900_000, 5], 'what is too large is not delivered');
  });

  test('a request without a reply ends at its deadline, and the next one works', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    b.handle('never', () => new Promise(() => {}));
    b.handle('now', async () => 'now');
    await fails(world, 'timeout', a.request(b.self, 'never', null, { timeoutMs: SHORT_MS }));
    assert.is(await ask(world, a, b, 'now', null), 'now');
  });

  test('a method that nobody handles, or no longer, is unknown', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    await fails(world, 'unknown-method', a.request(b.self, 'toString', null, { timeoutMs: PATIENCE_MS }));
    const cancel = b.handle('once', async () => 1);
    assert.throws(() => b.handle('once', async () => 2), 'one handler per method');
    assert.is(await ask(world, a, b, 'once', null), 1);
    cancel();
    cancel();
    await fails(world, 'unknown-method', a.request(b.self, 'once', null, { timeoutMs: PATIENCE_MS }));
    b.handle('once', async () => 3);
    cancel();
    assert.is(await ask(world, a, b, 'once', null), 3, 'a former handler cannot cancel its successor');
  });

  test('a handler that throws fails the request, and its text stays at home', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    b.handle('later', async () => {
      throw new Error('password of the store');
    });
    b.handle('at once', () => {
      throw new Error('password of the store');
    });
    for (const method of ['later', 'at once']) {
      const error = await fails(world, 'failed', a.request(b.self, method, null, { timeoutMs: PATIENCE_MS }));
      assert.not.match(error.message, 'password');
    }
  });

  test('who is not connected is unreachable', async ({ world }) => {
    const [a, b] = await startPair(world);
    for (const peer of [b.self, a.self, RegionId.parse('nobody')])
      await fails(world, 'unreachable', a.request(peer, 'ask', null, { timeoutMs: NEVER_MS }));
  });

  test('a peer that dies mid-request is unreachable at once', async ({ world }) => {
    const [a, b] = await connectedPair(world);
    let asked = false;
    b.handle('never', () => {
      asked = true;
      return new Promise(() => {});
    });
    const request = a.request(b.self, 'never', null, { timeoutMs: NEVER_MS });
    request.catch(() => {});
    await world.settle(() => asked);
    await finish(world, b.stop());
    await fails(world, 'unreachable', request);
    await world.settle(() => a.connected().length === 0);
  });

  test('gossip reaches everyone in a line but oneself, with its author and its bytes', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const [author, node] of nodes.entries()) {
      for (const box of heard) box.length = 0;
      await finish(world, node.publish(topic, body));
      await world.settle(() => heard.every((box, index) => index === author || box.length === 1));
      for (const [index, box] of heard.entries())
        assert.equal(box, index === author ? [] : [{ from: node.self, body }]);
    }
  });

  for (const verdict of ['reject', 'ignore'] as const)
    test(`gossip that is judged '${verdict}' is not passed on`, async ({ world }) => {
      const { nodes, heard, judge } = await line(world);
      const [a] = nodes;
      judge[1] = (body) => (body[0] === 0 ? verdict : 'accept');
      await finish(world, a.publish(topic, Uint8Array.of(0)));
      await world.settle(() => heard[1].length === 1);
      await finish(world, a.publish(topic, Uint8Array.of(1)));
      await world.settle(() => heard[2].length > 0);
      assert.equal(heard[2], [{ from: a.self, body: Uint8Array.of(1) }]);
    });

  test('gossip of 64 KiB passes, more is too large', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const largest = new Uint8Array(GOSSIP_SIZE_MAX_BYTES).fill(7);
    await finish(world, nodes[0].publish(topic, largest));
    await world.settle(() => heard[2].length === 1);
    assert.equal(heard[2][0]?.body.length, largest.length);
    await fails(world, 'too-large', nodes[0].publish(topic, new Uint8Array(GOSSIP_SIZE_MAX_BYTES + 1)));
  });

  test('a subscription hears its topic only, once, until it is cancelled', async ({ world }) => {
    const { nodes, heard } = await line(world);
    const [a, b, c] = nodes;
    const other: number[] = [];
    const cancel = b.subscribe('other', (_from, body) => {
      other.push(body.length);
      return 'accept';
    });
    assert.throws(() => b.subscribe('other', () => 'accept'), 'one subscription per topic');
    await world.settle(() => {
      void a.publish('other', Uint8Array.of(1, 2));
      return other.length > 0;
    });
    cancel();
    cancel();
    const count = other.length;
    await finish(world, a.publish('other', Uint8Array.of(3)));
    await finish(world, a.publish(topic, Uint8Array.of(4)));
    await world.settle(() => heard[1].length === 1 && heard[2].length === 1);
    assert.is(other.length, count);
    assert.equal(heard[1], [{ from: a.self, body: Uint8Array.of(4) }]);
    await finish(world, c.publish('nobody listens', Uint8Array.of(1)));
  });

  test('publishing without any peer does not throw', async ({ world }) => {
    const [a] = await start(world, 1);
    a.subscribe(topic, () => 'accept');
    await finish(world, a.publish(topic, Uint8Array.of(1)));
  });

  test('a signature holds for its bytes and its signer only', async ({ world }) => {
    const [a, b] = await startPair(world);
    const bytes = new TextEncoder().encode('region record');
    const signature = await finish(world, a.sign(bytes));
    const verify = (peer: RegionId, text: Uint8Array, proof: Uint8Array) =>
      finish(world, b.verify(peer, text, proof));
    assert.is(await verify(a.self, bytes, signature), true);
    assert.is(await verify(b.self, bytes, signature), false);
    assert.is(await verify(a.self, Uint8Array.of(...bytes, 0), signature), false);
    assert.is(await verify(a.self, bytes, Uint8Array.of(1, 2, 3)), false);
    assert.is(await verify(RegionId.parse('nobody'), bytes, signature), false);
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

  test.run();
}

/** Awaits a promise that settles only if the world's time goes on. */
async function finish<T>(world: MeshWorld, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const settled = () => {
    isSettled = true;
  };
  promise.then(settled, settled);
  await world.settle(() => isSettled);
  return promise;
}

/** Expects a MeshError with that code. */
async function fails(world: MeshWorld, code: MeshFailure, promise: Promise<unknown>): Promise<MeshError> {
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
async function start(world: MeshWorld, count: number): Promise<[Mesh, Mesh, Mesh]> {
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

async function startPair(world: MeshWorld): Promise<[Mesh, Mesh]> {
  const [a, b] = await start(world, 2);
  return [a, b];
}

async function connectedPair(world: MeshWorld): Promise<[Mesh, Mesh]> {
  const [a, b] = await startPair(world);
  await connect(world, a, b);
  return [a, b];
}

function dial(world: MeshWorld, from: Mesh, addresses: readonly string[]): Promise<RegionId> {
  return finish(world, from.dial(addresses, { timeoutMs: PATIENCE_MS }));
}

async function connect(world: MeshWorld, from: Mesh, to: Mesh): Promise<void> {
  assert.is(await dial(world, from, to.addresses()), to.self);
  await world.settle(() => from.connected().includes(to.self) && to.connected().includes(from.self));
}

function ask(world: MeshWorld, from: Mesh, to: Mesh, method: string, body: Json): Promise<Json> {
  return finish(world, from.request(to.self, method, body, { timeoutMs: PATIENCE_MS }));
}

/** Collects what a node's connection listener hears from now on. */
function events(node: Mesh): [RegionId, boolean][] {
  const seen: [RegionId, boolean][] = [];
  node.onConnection((peer, isConnected) => seen.push([peer, isConnected]));
  return seen;
}

type Heard = { from: RegionId; body: Uint8Array }[];
type Judge = (body: Uint8Array) => 'accept' | 'ignore' | 'reject';

/** What a `line` says until its gossip flows; kept out of `heard`. */
const greeting = Uint8Array.of(255);

/** Three nodes, A-B-C, subscribed to `topic`, whose gossip flows from end to end. `judge` may be replaced. */
async function line(world: MeshWorld) {
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
