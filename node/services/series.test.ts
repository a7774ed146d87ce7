import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { spans } from '../core/series.ts';
import { TestWorld } from './testing.ts';

const test = suite('series');

const minuteMs = 60_000;

const begin = async () => {
  const world = await TestWorld.of(['North', 'East'], { isMeasured: true });
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const ask = (span: 'hour' | 'day' | 'week' = 'hour') =>
    world.run(North.services.admin.series(admin, { span }));
  return { world, North, East, admin, ask };
};

test('each region is measured every minute, and the mesh is all of them together', async () => {
  const { world, North, East, ask } = await begin();
  await world.expert(North, 'Nora');
  await world.expert(East, 'Egon');
  await world.submit(North, await world.user(North), { category: 'other' });
  await world.pass(3 * minuteMs);
  const { mesh, regions, stepMs, notAsked } = await ask();
  assert.equal([stepMs, notAsked], [minuteMs, undefined]);
  assert.equal(
    regions.map(({ region }) => region),
    ['East', 'North'],
  );
  assert.ok(regions.every(({ points }) => points.length >= 3));
  const full = mesh.filter(({ regions: of }) => of === 2).at(-1);
  assert.equal([full?.online, full?.trust], [2, 0.5]);
});

test('how long issues waited until somebody accepted is told for both regions at once', async () => {
  const { world, North, ask } = await begin();
  const user = await world.user(North);
  await world.submit(North, user);
  await world.pass(5 * minuteMs);
  const { actor } = await world.expert(North, 'Nora');
  await world.accept(North, actor);
  await world.pass(2 * minuteMs);
  const { mesh } = await ask();
  const accepted = mesh.filter((point) => point.accepted > 0);
  assert.is(accepted.length, 1);
  const median = accepted[0]?.waitMedianMs ?? 0;
  assert.ok(median > 4 * minuteMs && median < 6.5 * minuteMs, `${median}`);
});

test('what is kept is bounded, survives a restart, and gets coarser with the span', async () => {
  const { world, North, ask } = await begin();
  await world.expert(North, 'Nora');
  await world.pass(100 * minuteMs);
  const kept = spans.hour.kept + spans.day.kept + spans.week.kept;
  assert.ok(North.state.intervals.size <= kept);
  const hour = await ask('hour');
  assert.ok(hour.mesh.length >= 59 && hour.mesh.length <= 61, `${hour.mesh.length} points`);
  assert.ok((await ask('day')).mesh.length >= 10);
  assert.ok((await ask('week')).mesh.length >= 2);
  const again = await world.restart('North');
  assert.is(again.state.intervals.size, North.state.intervals.size);
});

test('a region that is gone is named, and its part is missing', async () => {
  const { world, North, ask } = await begin();
  await world.pass(minuteMs);
  world.crash('East');
  await world.gone(North, 'East');
  const { regions, notAsked } = await ask();
  assert.equal([regions.map(({ region }) => region), notAsked], [['North'], ['East']]);
});

test('a region that nobody wants measured commits nothing for it', async () => {
  const world = await TestWorld.of(['North']);
  await world.pass(10 * minuteMs);
  assert.is(world.regions.North.state.intervals.size, 0);
});

test.run();
