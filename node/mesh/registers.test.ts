import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json, Log } from '../ports.ts';
import { TestMesh, type TestNode } from './membership-testing.ts';
import { type RegisterSource, Registers } from './registers.ts';
import { isLater, type Register } from './registers-digest.ts';
import { batchCountMax, batchSizeMaxBytes, registerSizeMaxBytes } from './registers-messages.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Replica = {
  readonly node: TestNode;
  readonly registers: Registers;
  /** Requests that reached this node, by method. */
  readonly asked: Map<string, number>;
  write(values: Record<string, Json>): void;
  /** Writes without telling anyone, as if the push was lost. */
  writeSilently(values: Record<string, Json>): void;
  content(): Record<string, Json>;
};

const replicaOf = (mesh: TestMesh, node: TestNode): Replica => {
  const kept = new Map<string, Register>();
  const listeners = new Set<(keys: readonly string[]) => void>();
  const source: RegisterSource = {
    digest: () => [...kept.values()].map(({ key, version }) => ({ key, version })),
    read: async (keys) => keys.flatMap((key) => kept.get(key) ?? []),
    merge: async (registers) => {
      for (const register of registers)
        if (isLater(register.version, kept.get(register.key)?.version)) kept.set(register.key, register);
    },
    onLocalChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const asked = new Map<string, number>();
  const counting = new Proxy(node.mesh, {
    get: (target, name) => {
      if (name === 'handle')
        return (method: string, handler: Parameters<typeof target.handle>[1]) =>
          target.handle(method, (from, body) => {
            asked.set(method, (asked.get(method) ?? 0) + 1);
            return handler(from, body);
          });
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  const registers = new Registers({
    mesh: counting,
    clock: mesh.clock,
    random: mesh.random.fork(`registers of ${node.name}`),
    log: silent,
    membership: node.membership,
    source,
  });
  registers.start();
  const writeSilently = (values: Record<string, Json>) => {
    for (const [key, value] of Object.entries(values)) {
      const counter = (kept.get(key)?.version.counter ?? 0) + 1;
      kept.set(key, { key, version: { counter, writer: node.mesh.self }, value });
    }
  };
  return {
    node,
    registers,
    asked,
    writeSilently,
    write: (values) => {
      writeSilently(values);
      for (const listener of listeners) listener(Object.keys(values));
    },
    content: () =>
      Object.fromEntries(
        [...kept.values()]
          .map(({ key, value }): [string, Json] => [key, value])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
  };
};

const names = ['East', 'North', 'South', 'West'];

const start = async (mesh: TestMesh): Promise<[Replica, Replica, Replica, Replica]> => {
  const [east, north, south, west] = (await mesh.startAll(names)).map((node) => replicaOf(mesh, node));
  if (!east || !north || !south || !west) throw new RangeError('four nodes');
  return [east, north, south, west];
};

const areSame = (replicas: readonly Replica[]): boolean => {
  const [first, ...rest] = replicas.map((replica) => JSON.stringify(replica.content()));
  return rest.every((content) => content === first);
};

/** `count` values of about `sizeBytes` each. */
const many = (prefix: string, count: number, sizeBytes = 20): Record<string, Json> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${prefix}/${n}`, { n, text: 'x'.repeat(sizeBytes) }]),
  );

test('what is written in one region is in all others one message later', async () => {
  const mesh = new TestMesh();
  const replicas = await start(mesh);
  const [east] = replicas;
  east.write({ 'account/1': { name: 'Ana' } });
  const tookMs = await mesh.until(() => replicas.every((replica) => 'account/1' in replica.content()), 5_000);
  assert.ok(tookMs <= 50, `${tookMs} ms`);
  assert.ok(areSame(replicas));
});

test('many writes while a push is under way go together, in their latest version', async () => {
  const mesh = new TestMesh();
  const [east, north] = await start(mesh);
  await mesh.clock.advance(10_000);
  north.asked.clear();
  for (let n = 0; n < 200; n += 1) east.write({ 'setting/weights': n });
  await mesh.until(() => north.content()['setting/weights'] === 199, 1_000);
  assert.is(north.asked.get('registers/push'), 2);
});

test('what was lost on the way is found by comparing, both ways, from any one region to all', async () => {
  const mesh = new TestMesh();
  const replicas = await start(mesh);
  const [east, north] = replicas;
  east.writeSilently(many('account', 50));
  north.writeSilently({ ...many('setting', 50), 'account/7': 'two wrote this one' });
  const tookMs = await mesh.until(
    () => areSame(replicas) && Object.keys(east.content()).length === 100,
    60_000,
  );
  assert.ok(tookMs < 30_000, `${tookMs} ms`);
  assert.is(east.content()['account/7'], 'two wrote this one', 'equal counters: the greater writer');
});

test('one comparison brings both sides up to date', async () => {
  const mesh = new TestMesh();
  const [east, north] = (await mesh.startAll(['East', 'North'])).map((node) => replicaOf(mesh, node));
  if (!east || !north) throw new RangeError('two nodes');
  await mesh.clock.advance(1_000);
  for (const { asked } of [east, north]) asked.clear();
  east.writeSilently(many('account', 5));
  north.writeSilently(many('setting', 5));
  await mesh.until(() => areSame([east, north]), 10_000);
  const comparisons = [east, north].map(({ asked }) => asked.get('registers/compare') ?? 0);
  assert.equal(
    [...comparisons].sort((a, b) => a - b),
    [0, 1],
  );
});

test('more than a page, a batch and a message converge as well', async () => {
  const mesh = new TestMesh();
  const [east, north] = (await mesh.startAll(['East', 'North'])).map((node) => replicaOf(mesh, node));
  if (!east || !north) throw new RangeError('two nodes');
  east.writeSilently(many('account', 2_500));
  north.writeSilently(many('big', 20, 100_000));
  north.writeSilently(many('account', 5));
  await mesh.until(() => areSame([east, north]) && Object.keys(east.content()).length === 2_520, 60_000);
  const messageCount = [east, north]
    .flatMap(({ asked }) => [...asked.values()])
    .reduce((sum, n) => sum + n, 0);
  assert.ok(messageCount > 2_500 / batchCountMax + 2_000_000 / batchSizeMaxBytes, `${messageCount} messages`);
});

test('regions that agree exchange nothing but a hash', async () => {
  const mesh = new TestMesh();
  const replicas = await start(mesh);
  const [east] = replicas;
  east.write(many('account', 500));
  await mesh.until(() => areSame(replicas), 10_000);
  await mesh.clock.advance(10_000);
  for (const replica of replicas) replica.asked.clear();
  await mesh.clock.advance(60_000);
  for (const { asked } of replicas) {
    assert.ok((asked.get('registers/compare') ?? 0) > 3);
    assert.equal([...asked.keys()], ['registers/compare']);
  }
});

test('a region that comes back is brought up to date at once', async () => {
  const mesh = new TestMesh();
  const [east, north, south, west] = await start(mesh);
  west.node.crash();
  west.registers.stop();
  await mesh.clock.advance(20_000);
  east.write(many('account', 30));
  const again = replicaOf(mesh, await mesh.start('West'));
  const tookMs = await mesh.until(() => areSame([east, north, south, again]), 5_000);
  assert.ok(tookMs < 2_000, `${tookMs} ms`);
});

test('a partition’s two halves take in what the other wrote, over a lossy network', async () => {
  const mesh = new TestMesh({ lossRate: 0.1, duplicateRate: 0.1, holdBackRate: 0.1 });
  const replicas = await start(mesh);
  const [east, north, south, west] = replicas;
  const ids = replicas.map(({ node }) => node.mesh.self);
  mesh.network.partition(ids.slice(0, 2), ids.slice(2));
  for (let round = 0; round < 20; round += 1) {
    east.write({ [`account/east${round}`]: round, 'setting/shared': `east ${round}` });
    west.write({ [`account/west${round}`]: round, 'setting/shared': `west ${round}` });
    await mesh.clock.advance(1_000);
  }
  assert.ok(!areSame([north, south]));
  mesh.network.heal();
  await mesh.until(() => areSame(replicas) && Object.keys(north.content()).length === 41, 120_000);
  assert.is(north.content()['setting/shared'], 'west 19');
});

test('a register too large for a message stays at home and holds up no other', async () => {
  const mesh = new TestMesh();
  const [east, north] = (await mesh.startAll(['East', 'North'])).map((node) => replicaOf(mesh, node));
  if (!east || !north) throw new RangeError('two nodes');
  east.writeSilently({ 'a/large': 'x'.repeat(registerSizeMaxBytes), 'b/small': 1 });
  north.writeSilently({ 'c/small': 1 });
  await mesh.until(() => 'b/small' in north.content() && 'c/small' in east.content(), 30_000);
  assert.not.ok('a/large' in north.content());
});

test('nonsense at the door changes nothing', async () => {
  const mesh = new TestMesh();
  const [east, north] = await start(mesh);
  const nonsense: Json[] = [
    null,
    { registers: [{ key: 'k', version: { counter: -1, writer: 'w' }, value: 1 }] },
    { registers: [{ key: '', version: { counter: 1, writer: 'w' }, value: 1 }] },
    { registers: [{ key: 'k', version: { counter: 1, writer: 'w' } }] },
    { count: 'many', hash: 7, buckets: [999], entries: [['k', 1]] },
  ];
  let refusals = 0;
  for (const method of ['registers/push', 'registers/compare', 'registers/page'])
    for (const body of nonsense)
      north.node.mesh.request(east.node.mesh.self, method, body, { timeoutMs: 1_000 }).catch(() => {
        refusals += 1;
      });
  await mesh.clock.advance(1_000);
  assert.is(refusals, 15);
  assert.equal(east.content(), {});
});

test.run();
