import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { RegionId } from '../node/core/ids.ts';
import { meshContract } from '../node/mesh/contract.ts';
import { type Mesh, MeshError } from '../node/ports.ts';
import { VirtualClock } from './clock.ts';
import { type LinkConditions, latencyOf, lines, linkConditionsDefault } from './link.ts';
import { SimulatedNetwork } from './network.ts';
import { SeededRandom } from './random.ts';

/** As `MeshWorld.settle` promises. */
const settleMaxMs = 20_000;

meshContract('simulated', async () => {
  const clock = new VirtualClock();
  const network = new SimulatedNetwork({ clock, random: new SeededRandom('contract') });
  const nodes: Mesh[] = [];
  return {
    create: async () => {
      const node = network.createMesh(`node ${nodes.length}`);
      nodes.push(node);
      return node;
    },
    settle: async (condition) => {
      if (!(await clock.advanceUntil(condition, settleMaxMs))) throw new Error('The condition never held.');
    },
    destroy: async () => {
      for (const node of nodes) await node.stop();
    },
  };
});

/** Started nodes, each connected to all others, with the events that each heard: "time at what". */
const connectedNodes = async (
  names: string[],
  conditions: Partial<LinkConditions> = {},
  seed = 'network',
) => {
  const clock = new VirtualClock();
  const network = new SimulatedNetwork({ clock, random: new SeededRandom(seed), conditions });
  const nodes = names.map((name) => network.createMesh(name));
  for (const node of nodes) await node.start();
  for (const [index, node] of nodes.entries())
    for (const later of nodes.slice(index + 1)) void node.dial(later.addresses(), { timeoutMs: 5_000 });
  await clock.advance(5_000);
  const [a, b, c = b] = nodes;
  if (a === undefined || b === undefined || c === undefined) throw new RangeError('two names at least');
  return { clock, network, nodes, a, b, c };
};

const ask = (from: Mesh, to: Mesh, timeoutMs = 1_000): Promise<string> =>
  from.request(to.self, 'echo', 'hello', { timeoutMs }).then(
    (reply) => String(reply),
    (error: unknown) => (error instanceof MeshError ? error.code : 'a bug'),
  );

const closings = (node: Mesh) => {
  const seen: RegionId[] = [];
  node.onConnection((peer, isConnected) => {
    if (!isConnected) seen.push(peer);
  });
  return seen;
};

test('a cut stops one direction; a request either way gets no reply; healing mends the same connection', async () => {
  const { clock, network, a, b } = await connectedNodes(['A', 'B']);
  let arrived = 0;
  b.handle('echo', async (_from, body) => {
    arrived += 1;
    return String(body);
  });
  network.cut(b.self, a.self);
  const lost = ask(a, b);
  await clock.advance(1_000);
  assert.is(await lost, 'timeout');
  assert.is(arrived, 1, 'the way there is open, the reply is lost');
  network.heal();
  const found = ask(a, b);
  await clock.advance(1_000);
  assert.is(await found, 'hello');
});

test('a connection over a cut link closes at both ends after a while, and dialling meets silence', async () => {
  const { clock, network, a, b, c } = await connectedNodes(['A', 'B', 'C']);
  const seen = { a: closings(a), b: closings(b), c: closings(c) };
  network.partition([a.self, c.self], [b.self]);
  await clock.advance(20_000);
  assert.equal(seen, { a: [b.self], b: [a.self, c.self], c: [b.self] });
  let code = '';
  a.dial(b.addresses(), { timeoutMs: 2_000 }).catch((error: MeshError) => {
    code = error.code;
  });
  await clock.advance(2_000);
  assert.is(code, 'timeout');
  network.heal();
  void a.dial(b.addresses(), { timeoutMs: 2_000 });
  await clock.advance(2_000);
  assert.ok(a.connected().includes(b.self) && b.connected().includes(a.self));
});

test('a crash closes the peers’ connections after the detection delay and fails what they asked', async () => {
  const { clock, network, a, b } = await connectedNodes(['A', 'B']);
  const seen = closings(a);
  b.handle('echo', () => new Promise(() => {}));
  const pending = ask(a, b, 60_000);
  await clock.advance(100);
  network.crash(b.self, { detectedAfterMs: 300 });
  await clock.advance(299);
  assert.equal(seen, []);
  await clock.advance(1);
  assert.equal(seen, [b.self]);
  assert.is(await pending, 'unreachable');
});

test('a crashed node’s code goes nowhere: what it awaits never comes, what it sends never leaves', async () => {
  const { clock, network, a, b } = await connectedNodes(['A', 'B']);
  let arrived = 0;
  a.handle('echo', async () => {
    arrived += 1;
    return 'too late';
  });
  let settled = 0;
  const count = () => {
    settled += 1;
  };
  b.request(a.self, 'missing', null, { timeoutMs: 500 }).then(count, count);
  network.crash(b.self);
  b.request(a.self, 'echo', null, { timeoutMs: 500 }).then(count, count);
  b.dial(a.addresses(), { timeoutMs: 500 }).then(count, count);
  await clock.advance(60_000);
  assert.equal({ settled, arrived }, { settled: 0, arrived: 0 });
});

test('a machine that dies silently is found out by silence alone, and comes back with its old identity', async () => {
  const { clock, network, a, b } = await connectedNodes(['A', 'B']);
  const seen = closings(a);
  network.crash(b.self, { isSilent: true });
  await clock.advance(10_000);
  assert.equal(seen, []);
  const again = network.createMesh('B');
  await again.start();
  assert.is(again.self, b.self);
  again.handle('echo', async () => 'back');
  void again.dial(a.addresses(), { timeoutMs: 2_000 });
  await clock.advance(2_000);
  const reply = ask(a, again);
  await clock.advance(1_000);
  assert.is(await reply, 'back');
  await clock.advance(60_000);
  assert.equal(seen, [], 'the new connection took the place of the old one');
});

test('requests over a lossy link fail about as often as two losses say', async () => {
  const { clock, a, b } = await connectedNodes(['A', 'B'], { lossRate: 0.2 });
  b.handle('echo', async (_from, body) => String(body));
  const replies = Array.from({ length: 500 }, () => ask(a, b));
  await clock.advance(1_000);
  const lost = (await Promise.all(replies)).filter((reply) => reply === 'timeout').length;
  assert.ok(lost > 130 && lost < 230, `${lost} of 500 lost, 180 expected`);
});

test('gossip is doubled and overtaken when the link says so, and only then', async () => {
  const heardOver = async (conditions: Partial<LinkConditions>) => {
    const { clock, a, b } = await connectedNodes(['A', 'B'], conditions);
    const heard: number[] = [];
    b.subscribe('topic', (_from, body) => {
      heard.push(body[0] ?? -1);
      return 'accept';
    });
    for (let n = 0; n < 100; n += 1) {
      await a.publish('topic', Uint8Array.of(n));
      await clock.advance(100);
    }
    await clock.advance(2_000);
    return heard;
  };
  const inOrder = Array.from({ length: 100 }, (_, n) => n);
  assert.equal(await heardOver({}), inOrder);
  assert.ok((await heardOver({ duplicateRate: 0.2 })).length > 105);
  const heldBack = await heardOver({ holdBackRate: 0.3 });
  assert.not.equal(heldBack, inOrder);
  assert.equal(
    [...heldBack].sort((x, y) => x - y),
    inOrder,
  );
});

test('a line known by name has its distance, its median and its rare long delays', () => {
  for (const [name, latency] of Object.entries(lines)) {
    const random = new SeededRandom(name);
    const draws = Array.from({ length: 20_000 }, () =>
      latencyOf({ ...linkConditionsDefault, latency }, random),
    ).sort((a, b) => a - b);
    const at = (share: number) => draws[Math.floor(share * draws.length)] ?? 0;
    assert.ok(at(0) >= latency.minMs && at(0.999_99) <= latency.maxMs, name);
    assert.ok(Math.abs(at(0.5) - latency.medianMs) < 0.1 * latency.medianMs, `${name}: median ${at(0.5)}`);
    const late = draws.filter((ms) => ms > latency.medianMs * 2).length / draws.length;
    assert.ok(late < 2 * latency.tailRate + 0.05, `${name}: ${late} are late`);
    assert.ok(at(1 - latency.tailRate / 10) > 1.5 * at(0.5) || name === 'satellite', `${name} has no tail`);
  }
});

test('over a narrow link messages pass one after the other; what would wait too long is dropped', async () => {
  const { clock, network, a, b } = await connectedNodes(['A', 'B']);
  const link = { from: a.self, to: b.self };
  network.setConditions({ latency: { minMs: 10, maxMs: 10 }, bytesPerSecond: 1_000 }, link);
  const arrivedMs: number[] = [];
  b.subscribe('topic', () => {
    arrivedMs.push(clock.monotonicMs());
    return 'accept';
  });
  const startMs = clock.monotonicMs();
  for (let n = 0; n < 20; n += 1) await a.publish('topic', new Uint8Array(500));
  await clock.advance(60_000);
  assert.equal(
    arrivedMs.slice(0, 3).map((ms) => Math.round(ms - startMs)),
    [510, 1_010, 1_510],
  );
  assert.is(arrivedMs.length, 11, 'five seconds of waiting, and the one that was on its way');
});

/** Four nodes that ask, gossip, lose, are cut and crash; everything that anyone saw, with its time. */
const trace = async (seed: string): Promise<string[]> => {
  const conditions = { lossRate: 0.1, duplicateRate: 0.1, holdBackRate: 0.1 };
  const { clock, network, nodes, a, b, c } = await connectedNodes(['A', 'B', 'C', 'D'], conditions, seed);
  const lines: string[] = [];
  const note = (node: Mesh, what: string) => lines.push(`${clock.monotonicMs()} ${node.self} ${what}`);
  for (const node of nodes) {
    node.onConnection((peer, isConnected) => note(node, `${peer} ${isConnected}`));
    node.handle('echo', async (from) => {
      note(node, `asked by ${from}`);
      return 'reply';
    });
    node.subscribe('topic', (from, body) => {
      note(node, `${from} says ${body[0]}`);
      return 'accept';
    });
  }
  for (let n = 0; n < 50; n += 1) {
    for (const node of nodes) void node.publish('topic', Uint8Array.of(n));
    void ask(a, b).then((reply) => note(a, reply));
    if (n === 10) network.partition([a.self], [b.self, c.self]);
    if (n === 30) network.crash(c.self);
    await clock.advance(500);
  }
  return lines;
};

test('the same seed gives the same trace, another seed another', async () => {
  const first = await trace('1');
  assert.ok(first.length > 300);
  assert.equal(await trace('1'), first);
  assert.not.equal(await trace('2'), first);
});

test.run();
