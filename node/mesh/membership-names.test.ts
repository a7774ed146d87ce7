import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../ports.ts';
import { signRecord } from './membership-record.ts';
import { isAllUp, stateAt, TestMesh, type TestNode } from './membership-testing.ts';

const three = ['East', 'North', 'West'];

const start = async (mesh: TestMesh): Promise<[TestNode, TestNode, TestNode]> => {
  const [east, north, west] = await mesh.startAll(three);
  if (!east || !north || !west) throw new RangeError('three nodes');
  return [east, north, west];
};

test('a new node that asks for a taken name is told to choose another, and nobody else notices', async () => {
  for (const host of ['A smaller id', 'Z greater id']) {
    const mesh = new TestMesh();
    const nodes = await start(mesh);
    const second = await mesh.start('north', { host, peers: ['sim://West'] });
    await mesh.until(() => second.conflicts.length > 0, 2_000);
    await mesh.clock.advance(5_000);
    assert.equal(second.conflicts, [
      "A region named north exists already in this mesh; choose another --region or use that region's data folder.",
    ]);
    let late = '';
    second.membership.onConflict((sentence) => {
      late = sentence;
    });
    assert.is(late, second.conflicts[0], 'who listens late is told as well');
    for (const node of nodes) {
      assert.ok(isAllUp(node, three));
      assert.equal(node.conflicts, []);
    }
  }
});

test('of two claims born in a partition the smaller peer id stays; the other is told to stop', async () => {
  const mesh = new TestMesh();
  const [east, north, west] = await start(mesh);
  mesh.network.partition([east.mesh.self, north.mesh.self], [west.mesh.self]);
  for (const [host, isSmaller] of [
    ['a', false],
    ['A', true],
  ] as const) {
    // Ids are compared by code unit: 'sim-A' < 'sim-East' < 'sim-a'.
    const rival = await mesh.start(isSmaller ? 'North' : 'East', { host });
    mesh.network.partition([rival.mesh.self], [east.mesh.self, north.mesh.self, west.mesh.self]);
    const companion = await mesh.start(`Companion ${host}`, { peers: [`sim://${host}`] });
    mesh.network.partition([companion.mesh.self], [east.mesh.self, north.mesh.self, west.mesh.self]);
    await mesh.until(() => isAllUp(companion, [`Companion ${host}`, rival.name]), 5_000);
    mesh.network.heal();
    void companion.mesh.dial(['sim://East'], { timeoutMs: 2_000 });
    const loser = isSmaller ? north : rival;
    await mesh.until(() => loser.conflicts.length === 1, 10_000);
    loser.crash();
    await mesh.clock.advance(10_000);
    const owner = isSmaller ? rival.mesh.self : east.mesh.self;
    for (const node of [east, west, companion])
      assert.is(node.membership.byName(rival.name)?.record.region, owner, `as ${node.name} sees it`);
    assert.ok(
      [east, companion].some((node) => node.complaints.some((line) => line.includes('claim one name'))),
    );
  }
  assert.equal([...east.conflicts, ...west.conflicts], []);
});

test('two new nodes with one name that meet end with one', async () => {
  const mesh = new TestMesh();
  const first = await mesh.start('North', { host: 'a' });
  const second = await mesh.start('North', { host: 'b', peers: ['sim://a'] });
  await mesh.until(() => first.conflicts.length + second.conflicts.length > 0, 3_000);
  await mesh.clock.advance(3_000);
  assert.equal([first.conflicts.length, second.conflicts.length], [0, 1]);
});

/** A peer that speaks the protocol by hand. */
const stranger = async (mesh: TestMesh, victim: TestNode) => {
  const own = mesh.network.createMesh('Stranger');
  await own.start();
  void own.dial(victim.mesh.addresses(), { timeoutMs: 2_000 });
  await mesh.until(() => own.connected().length === 1, 2_000);
  const ask = async (method: string, body: Json): Promise<Json> => {
    let reply: Json | undefined;
    own.request(victim.mesh.self, method, body, { timeoutMs: 1_000 }).then(
      (answer) => {
        reply = answer;
      },
      () => {
        reply = 'refused';
      },
    );
    await mesh.until(() => reply !== undefined, 2_000);
    return reply ?? null;
  };
  return { own, ask };
};

test('a forged or altered record is refused, by push and by gossip', async () => {
  const mesh = new TestMesh();
  const [east, north] = await start(mesh);
  const { own, ask } = await stranger(mesh, north);
  const genuine = east.membership.self;
  const forged = { ...genuine, seq: genuine.seq + 1, url: 'http://evil.example' };
  await ask('members/push', { records: [forged] });
  await own.publish('grapevine/members/records/1', Buffer.from(JSON.stringify(forged)));
  await mesh.clock.advance(2_000);
  assert.is(north.membership.byName('East')?.record.url, genuine.url);
  assert.ok(north.complaints.some((line) => line.includes('false signature')));
});

test('a region’s record is gossiped by itself or not at all, be it genuine', async () => {
  const mesh = new TestMesh();
  const [, north] = await start(mesh);
  const { own } = await stranger(mesh, north);
  const other = mesh.network.createMesh('Other');
  await other.start();
  const content = { name: 'Other', url: 'http://localhost', bootEpoch: 1, seq: 0, version: '0.1.0' };
  const genuine = Buffer.from(JSON.stringify(await signRecord(other, content)));
  await own.publish('grapevine/members/records/1', genuine);
  await mesh.clock.advance(1_000);
  assert.is(stateAt(north, 'Other'), 'unknown');
  void other.dial(north.mesh.addresses(), { timeoutMs: 1_000 });
  await mesh.clock.advance(1_000);
  await other.publish('grapevine/members/records/1', genuine);
  await mesh.clock.advance(1_000);
  assert.is(stateAt(north, 'Other'), 'suspected');
});

test('a record that no page could show safely, or that is no record, is not taken', async () => {
  const mesh = new TestMesh();
  const [, north] = await start(mesh);
  const { own, ask } = await stranger(mesh, north);
  const base = { ...north.membership.self, region: own.self, name: 'Stranger', signature: '' };
  const bodies: Json[] = [
    { records: [{ ...base, url: 'javascript:alert(1)' }] },
    { records: [{ ...base, name: '<b>North</b>' }] },
    { records: Array.from({ length: 201 }, () => ({ ...base })) },
    { records: [{ ...base, addresses: Array.from({ length: 17 }, () => 'sim://x') }] },
    'nonsense',
  ];
  for (const body of bodies)
    assert.is(await ask('members/push', body), 'refused', JSON.stringify(body).slice(0, 80));
  for (const method of ['members/ping', 'members/compare', 'members/bye'])
    assert.is(await ask(method, { beat: -1, versions: 7, bootEpoch: 'x' }), 'refused');
  assert.is(stateAt(north, 'Stranger'), 'unknown');
  assert.ok(isAllUp(north, three));
});

test('a goodbye speaks for its sender only, and not for its later starts', async () => {
  const mesh = new TestMesh();
  const [east, north] = await start(mesh);
  const { ask } = await stranger(mesh, north);
  assert.is(await ask('members/bye', { bootEpoch: 99 }), null);
  assert.ok(isAllUp(north, three));
  void east.mesh.request(north.mesh.self, 'members/bye', { bootEpoch: 0 }, { timeoutMs: 1_000 });
  await mesh.clock.advance(1_000);
  assert.is(stateAt(north, 'East'), 'up');
});

test('a node whose addresses change while it runs tells the others', async () => {
  const mesh = new TestMesh();
  const [east, north, west] = await start(mesh);
  east.mesh.addresses = () => ['sim://East', 'sim://second network'];
  const isKnown = (node: TestNode) => node.membership.byName('East')?.record.addresses.length === 2;
  const tookMs = await mesh.until(() => isKnown(north) && isKnown(west), 5_000);
  assert.ok(tookMs < 1_500, `${tookMs} ms`);
  assert.is(north.membership.byName('East')?.record.seq, 1);
});

test('a node whose store is an older copy says so', async () => {
  const mesh = new TestMesh();
  const [east] = await start(mesh);
  east.crash();
  mesh.bootEpochs.set('East', -1);
  const restored = await mesh.start('East', { peers: ['sim://North'] });
  await mesh.clock.advance(3_000);
  assert.ok(restored.complaints.some((line) => line.includes('older copy')));
});

test.run();
