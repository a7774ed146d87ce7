import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { linkConditionsDefault } from './link.ts';
import { type Fault, unleash } from './nemesis.ts';
import { World } from './world.ts';

const begin = async () => {
  const world = new World({ seed: 1, regions: ['North', 'South'] });
  await world.start();
  const [north, south] = ['North', 'South'].map((name) => world.region(name));
  if (north === undefined || south === undefined) throw new Error('A region is missing.');
  const at = { atMs: 1_000, forMs: 20_000 };
  /** What North thinks of South. */
  const state = () => north.process?.services.mesh.view().regions.find(({ name }) => name === 'South')?.state;
  /** Lets one fault happen, looks in the middle and some time after its end. */
  const suffer = async (fault: Fault, duringMs: number): Promise<{ during: unknown; after: unknown }> => {
    const over = unleash(world, [fault]);
    await world.clock.advance(fault.atMs + duringMs);
    const during = state();
    await world.finish(over);
    await world.clock.advance(45_000);
    return { during, after: state() };
  };
  return { world, north, south, at, suffer };
};

test('a crash, a freeze, a partition and a one-way cut make a region down, until they are over', async () => {
  const { at, suffer } = await begin();
  const all: Fault[] = [
    { ...at, kind: 'crash', region: 'South', isSilent: true, isInCommit: false },
    { ...at, kind: 'restart', region: 'South' },
    { ...at, kind: 'pause', region: 'South' },
    { ...at, kind: 'partition', groups: [['North'], ['South']] },
    { ...at, kind: 'cut', from: 'South', to: 'North' },
  ];
  for (const fault of all) {
    const { during, after } = await suffer(fault, 19_000);
    assert.is(during, 'down', `during ${fault.kind}`);
    assert.is(after, 'up', `after ${fault.kind}`);
  }
});

test('a frozen process does nothing, and goes on afterwards where it was, in the same process', async () => {
  const { world, south, suffer, at } = await begin();
  const former = south.process;
  let isCalled = false;
  former?.clock.after(5_000, () => {
    isCalled = true;
  });
  const over = suffer({ ...at, kind: 'pause', region: 'South' }, 19_000);
  const clock = former?.clock;
  const beforeMs = clock?.monotonicMs() ?? 0;
  await over;
  assert.is(south.process, former);
  assert.ok(isCalled);
  assert.ok((clock?.monotonicMs() ?? 0) - beforeMs > 60_000, 'its clock went on while it was frozen');
  assert.is(world.trace.events.filter(({ kind }) => kind === 'complained').length, 0);
});

test('links, disks and clocks are broken, and whole again afterwards', async () => {
  const { world, north, south, at, suffer } = await begin();
  const link = { from: north.id, to: south.id };
  const conditions = { ...linkConditionsDefault, lossRate: 0.5 };
  const names = { from: 'North', to: 'South' };
  const slow = unleash(world, [{ ...at, kind: 'link', conditions, link: names }]);
  await world.clock.advance(2_000);
  assert.is(world.network.conditions(link).lossRate, 0.5);
  await world.finish(slow);
  assert.equal(world.network.conditions(link), linkConditionsDefault);

  const ready = async () => world.finish(north.process?.services.health.ready() ?? Promise.reject());
  const full = unleash(world, [{ ...at, kind: 'disk', region: 'North', fault: 'unavailable' }]);
  await world.clock.advance(2_000);
  assert.not((await ready()).isReady);
  await world.finish(full);
  await world.clock.advance(10_000);
  assert.ok((await ready()).isReady);

  const now = () => (north.process?.clock.now() ?? 0) - world.clock.now();
  const skewMs = now();
  const jump = suffer({ ...at, kind: 'clock', region: 'North', byMs: 3_600_000 }, 1_000);
  const jumpedMs: number[] = [];
  world.clock.after(2_000, () => jumpedMs.push(now()));
  await jump;
  assert.ok(Math.abs((jumpedMs[0] ?? 0) - skewMs - 3_600_000) < 100);
  assert.ok(Math.abs(now() - skewMs) < 100);
});

test('a narrow link is as wide afterwards as it was before', async () => {
  const { world, at } = await begin();
  const narrow: Fault = { ...at, kind: 'link', conditions: { bytesPerSecond: 1_000 } };
  const over = unleash(world, [narrow]);
  await world.clock.advance(2_000);
  assert.is(world.network.conditions().bytesPerSecond, 1_000);
  await world.finish(over);
  assert.equal(world.network.conditions(), linkConditionsDefault);
});

test('a region whose disk is lost comes back with an empty one, and one that is gone never comes back', async () => {
  const { world, north, south, at } = await begin();
  await world.finish(unleash(world, [{ ...at, kind: 'restart', region: 'South' }]));
  await world.finish(unleash(world, [{ ...at, kind: 'disk-loss', region: 'South' }]));
  const starts = world.trace.events.flatMap((event) =>
    event.kind === 'started' && event.region === south.id ? [event.bootEpoch] : [],
  );
  assert.equal(starts, [1, 2, 1], 'the last one remembers nothing');
  assert.throws(() => south.loseDisk(), 'crash it before');
  await world.finish(unleash(world, [{ ...at, kind: 'gone', region: 'North' }]));
  assert.is(north.process, undefined);
  assert.equal(
    (await world.final()).map(({ name }) => name),
    ['South'],
  );
});

test('a backup that is put back takes with it what was committed since, and the trace says what is left', async () => {
  const { world, south, at } = await begin();
  const fault = { ...at, kind: 'restore', region: 'South', isSaid: true } as const;
  const isPutBack = () => world.trace.events.some((event) => event.kind === 'put-back');
  await world.finish(unleash(world, [{ ...fault, ageMs: 1 }]));
  assert.not(isPutBack(), 'nothing was committed since');
  const restart = { kind: 'restart', region: 'South', atMs: 6_000, forMs: 10_000 } as const;
  await world.finish(unleash(world, [restart, { ...fault, atMs: 30_000, ageMs: 25_000 }]));
  const back = world.trace.events.find((event) => event.kind === 'put-back');
  assert.is(back?.kind === 'put-back' && back.region, south.id);
  const own = south.process?.running.state.adoptionOf(south.id);
  assert.is(own?.by, south.id, 'it adopts itself, for its operator says what it is');
});

test('a region that joins is known to all, and its experts come to work', async () => {
  const { world, at, north } = await begin();
  const settled: string[] = [];
  const over = unleash(
    world,
    [{ ...at, kind: 'join', region: 'Central', experts: 2 }],
    async (region, experts) => {
      settled.push(`${experts} experts of ${region.name}`);
    },
  );
  await world.finish(over);
  await world.clock.advance(10_000);
  assert.equal(settled, ['2 experts of Central']);
  const known = north.process?.services.mesh.view().regions.map(({ name, state }) => `${name} ${state}`);
  assert.ok(known?.includes('Central up'));
  assert.is(world.region('Central').process?.isDead, false);
});

test('the trace tells of each fault when it begins and when it is over', async () => {
  const { world, south, at, suffer } = await begin();
  await suffer({ ...at, kind: 'restart', region: 'South' }, 1_000);
  const told = world.trace.events.flatMap((event) =>
    event.kind === 'fault' ? [`${event.what} ${event.is} ${event.regions.join()}`] : [],
  );
  assert.equal(told, [`restart beginning ${south.id}`, `restart over ${south.id}`]);
});

test.run();
