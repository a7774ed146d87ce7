import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isAllUp, stateAt, TestMesh } from './membership-testing.ts';

const four = ['East', 'North', 'South', 'West'];
const twelve = Array.from({ length: 12 }, (_, n) => `Region ${String(n).padStart(2, '0')}`);

test('four regions that know one address find each other, and each sees itself', async () => {
  const mesh = new TestMesh();
  const nodes = await mesh.startAll(four);
  assert.ok(mesh.clock.monotonicMs() < 3_000, `${mesh.clock.monotonicMs()} ms`);
  for (const { membership, name } of nodes) {
    assert.equal(
      membership.members().map(({ record }) => record.name),
      four,
    );
    assert.equal(
      membership
        .members()
        .filter(({ isSelf }) => isSelf)
        .map(({ record }) => record.name),
      [name],
    );
  }
  await mesh.clock.advance(2_000);
  const [east] = nodes;
  const roundTripMs = east?.membership.byName('west')?.roundTripMs ?? 0;
  assert.ok(roundTripMs > 4 && roundTripMs < 100, `${roundTripMs} ms`);
});

test('a fifth region that joins through any one node appears at all others within a second', async () => {
  for (const way of four) {
    const mesh = new TestMesh({ seed: `fifth by ${way}` });
    const nodes = await mesh.startAll(four);
    nodes.push(await mesh.start('Central', { peers: [`sim://${way}`] }));
    const tookMs = await mesh.until(() => nodes.every((node) => isAllUp(node, [...four, 'Central'])), 5_000);
    assert.ok(tookMs < 1_000, `${tookMs} ms`);
  }
});

test('a node without any network starts, sees itself, and says once why its peer does not answer', async () => {
  const mesh = new TestMesh();
  const north = await mesh.start('North', { peers: ['sim://Nowhere', 'sim://North'] });
  await mesh.clock.advance(120_000);
  assert.ok(isAllUp(north, ['North']));
  assert.is(north.complaints.length, 1);
  assert.match(north.complaints[0] ?? '', /Nowhere.*Nobody listens/);
});

test('a peer address that answers later is found, within the longest wait', async () => {
  const mesh = new TestMesh();
  const north = await mesh.start('North', { peers: ['sim://South'] });
  await mesh.clock.advance(120_000);
  const south = await mesh.start('South');
  await mesh.until(() => isAllUp(north, ['North', 'South']) && isAllUp(south, ['North', 'South']), 35_000);
});

test('in a line, where the ends cannot reach each other, everyone is known and only neighbours are up', async () => {
  const mesh = new TestMesh();
  const [west, north, east] = await Promise.all(
    ['West', 'North', 'East'].map((name) => mesh.start(name, { peers: ['sim://North'] })),
  );
  if (!west || !north || !east) throw new RangeError('three nodes');
  const nodes = [west, north, east];
  mesh.network.partition([west.mesh.self], [east.mesh.self]);
  await mesh.until(() => isAllUp(north, ['East', 'North', 'West']), 10_000);
  await mesh.until(() => stateAt(west, 'East') !== 'unknown' && stateAt(east, 'West') !== 'unknown', 10_000);
  await mesh.clock.advance(30_000);
  assert.is(
    stateAt(west, 'East'),
    'suspected',
    'another hears it, so it is not down; but it gets no work from here',
  );
  assert.is(stateAt(west, 'North'), 'up');
  assert.ok(west.mesh.connected().every((peer) => peer !== east.mesh.self));
  mesh.network.heal();
  await mesh.until(() => nodes.every((node) => isAllUp(node, ['East', 'North', 'West'])), 10_000);
});

test('a killed process is suspected at once and down within 6 s, everywhere', async () => {
  const mesh = new TestMesh();
  const [east, ...others] = await mesh.startAll(four);
  if (!east) throw new RangeError('four nodes');
  east.crash();
  const suspectedMs = await mesh.until(
    () => others.every((node) => stateAt(node, 'East') === 'suspected'),
    10_000,
  );
  const downMs =
    suspectedMs + (await mesh.until(() => others.every((node) => stateAt(node, 'East') === 'down'), 10_000));
  assert.ok(suspectedMs < 300, `suspected after ${suspectedMs} ms`);
  assert.ok(downMs > 4_000 && downMs < 6_000, `down after ${downMs} ms`);
  assert.ok(others.every((node) => four.every((name) => name === 'East' || stateAt(node, name) === 'up')));
});

test('a machine that falls silent is suspected after three pings and down after some 8 s', async () => {
  const mesh = new TestMesh();
  const [east, ...others] = await mesh.startAll(four);
  if (!east) throw new RangeError('four nodes');
  east.crash({ isSilent: true });
  const suspectedMs = await mesh.until(
    () => others.every((node) => stateAt(node, 'East') === 'suspected'),
    10_000,
  );
  const downMs =
    suspectedMs + (await mesh.until(() => others.every((node) => stateAt(node, 'East') === 'down'), 10_000));
  assert.ok(suspectedMs >= 2_900 && suspectedMs < 4_500, `suspected after ${suspectedMs} ms`);
  assert.ok(downMs >= 7_000 && downMs < 9_500, `down after ${downMs} ms`);
});

test('a region that comes back is up at once, with a later boot epoch and at another address', async () => {
  const mesh = new TestMesh();
  const [east, ...others] = await mesh.startAll(four);
  if (!east) throw new RangeError('four nodes');
  east.crash();
  await mesh.clock.advance(300_000);
  for (const node of others) node.arrivals.length = 0;
  const again = await mesh.start('East', { address: 'sim://moved' });
  const tookMs = await mesh.until(() => [again, ...others].every((node) => isAllUp(node, four)), 5_000);
  assert.ok(tookMs < 1_000, `${tookMs} ms`);
  for (const node of others) {
    assert.is(node.membership.byName('East')?.record.bootEpoch, 2);
    assert.equal(node.membership.byName('East')?.record.addresses, ['sim://moved']);
    assert.equal(node.arrivals, ['East']);
  }
});

test('a restart too quick for any ping is noticed as an arrival', async () => {
  const mesh = new TestMesh();
  const [east, ...others] = await mesh.startAll(four);
  if (!east) throw new RangeError('four nodes');
  for (const node of others) node.arrivals.length = 0;
  east.crash({ isSilent: true });
  await mesh.start('East');
  await mesh.until(() => others.every((node) => node.arrivals.includes('East')), 2_000);
  assert.ok(others.every((node) => stateAt(node, 'East') === 'up'));
});

test('a region that says goodbye is down at once and is not awaited; its return is noticed', async () => {
  const mesh = new TestMesh();
  const [east, ...others] = await mesh.startAll(four);
  if (!east) throw new RangeError('four nodes');
  await east.leave();
  assert.ok(others.every((node) => stateAt(node, 'East') === 'down'));
  await mesh.clock.advance(60_000);
  assert.ok(others.every((node) => stateAt(node, 'East') === 'down'));
  const again = await mesh.start('East');
  await mesh.until(() => [again, ...others].every((node) => isAllUp(node, four)), 2_000);
});

test('a partition splits the view in two, and heals by itself however long it lasted', async () => {
  const mesh = new TestMesh();
  const [east, north, south, west] = await mesh.startAll(four);
  if (!east || !north || !south || !west) throw new RangeError('four nodes');
  const nodes = [east, north, south, west];
  for (const lastsMs of [10_000, 600_000]) {
    mesh.network.partition([east.mesh.self, north.mesh.self], [south.mesh.self, west.mesh.self]);
    await mesh.clock.advance(lastsMs);
    assert.equal(
      four.map((name) => stateAt(east, name)),
      ['up', 'up', 'down', 'down'],
    );
    assert.equal(
      four.map((name) => stateAt(west, name)),
      ['down', 'down', 'up', 'up'],
    );
    mesh.network.heal();
    const firstMs = await mesh.until(
      () => four.some((name) => name > 'O' && stateAt(east, name) === 'up'),
      40_000,
    );
    const restMs = await mesh.until(() => nodes.every((node) => isAllUp(node, four)), 40_000);
    assert.ok(firstMs < 32_000, `${firstMs} ms`);
    assert.ok(restMs < 3_000, `the first to meet tell the others: ${restMs} ms`);
  }
});

test('a lossy mesh suspects now and then but never declares a living region down', async () => {
  const mesh = new TestMesh({ lossRate: 0.1, duplicateRate: 0.1, holdBackRate: 0.1 });
  const nodes = await mesh.startAll(four);
  let downs = 0;
  for (const node of nodes)
    node.membership.onChange(() => {
      downs += node.membership.members().filter(({ state }) => state === 'down').length;
    });
  await mesh.clock.advance(600_000);
  assert.is(downs, 0);
});

test('a slow line of 1.2 s one way is slow, not dead', async () => {
  const mesh = new TestMesh({ latency: { minMs: 1_000, maxMs: 1_200 } });
  const nodes = await mesh.startAll(['North', 'South']);
  const states: string[] = [];
  for (const node of nodes)
    node.membership.onChange(() => states.push(...node.membership.members().map(({ state }) => state)));
  await mesh.clock.advance(60_000);
  assert.not.ok(states.includes('down'));
});

test('twelve regions all see each other up without everyone being connected to everyone', async () => {
  const mesh = new TestMesh();
  const nodes = await mesh.startAll(twelve);
  await mesh.clock.advance(30_000);
  assert.ok(nodes.every((node) => isAllUp(node, twelve)));
  const counts = nodes.map((node) => node.mesh.connected().length);
  assert.ok(Math.min(...counts) >= 4, `connections: ${counts}`);
  assert.ok(counts.reduce((sum, count) => sum + count) < 12 * 11 * 0.9, `connections: ${counts}`);
  const [first, victim, ...rest] = nodes;
  if (!first || !victim) throw new RangeError('twelve nodes');
  victim.crash();
  const downMs = await mesh.until(
    () => [first, ...rest].every((node) => stateAt(node, victim.name) === 'down'),
    20_000,
  );
  assert.ok(downMs < 14_000, `down everywhere after ${downMs} ms`);
});

test('two halves of a large mesh, each content with itself, find each other after a partition', async () => {
  const mesh = new TestMesh();
  const nodes = await mesh.startAll(twelve);
  const ids = nodes.map((node) => node.mesh.self);
  mesh.network.partition(ids.slice(0, 6), ids.slice(6));
  await mesh.clock.advance(120_000);
  assert.ok(
    nodes.every((node) => node.membership.members().filter(({ state }) => state === 'down').length === 6),
  );
  mesh.network.heal();
  const tookMs = await mesh.until(() => nodes.every((node) => isAllUp(node, twelve)), 40_000);
  assert.ok(tookMs < 32_000, `${tookMs} ms`);
});

test('a request to a member that is not connected connects first', async () => {
  const mesh = new TestMesh();
  const [north, south] = await mesh.startAll(['North', 'South']);
  if (!north || !south) throw new RangeError('two nodes');
  south.mesh.handle('hello', async () => 'hello');
  await north.mesh.hangUp(south.mesh.self);
  let reply: unknown;
  north.membership.request(south.mesh.self, 'hello', null, { timeoutMs: 2_000 }).then((answer) => {
    reply = answer;
  });
  await mesh.until(() => reply === 'hello', 2_000);
});

test.run();
