import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('retirements');

const reason = { reason: 'Its machine was scrapped.' };

type Scene = {
  readonly world: TestWorld;
  readonly North: TestRegion;
  readonly East: TestRegion;
  readonly West: TestRegion;
  readonly admin: Actor;
};

/** North is gone, and West has adopted what it had. */
const begin = async ({ isAlive = false } = {}): Promise<Scene> => {
  const world = await TestWorld.of(['East', 'West', 'North']);
  const { North, East, West } = world.regions;
  const admin = await world.admin(West);
  await world.pass(6_000);
  if (isAlive) cutOff(world, North);
  else world.crash('North');
  await world.gone(West, 'North');
  await world.gone(East, 'North');
  await world.run(West.services.admin.adopt(admin, 'North', { ...reason, isForced: false }));
  await world.until(() =>
    [East, West].every(({ state }) => state.surveys.values().every((s) => s.isSettled)),
  );
  return { world, North, East, West, admin };
};

const linksOf = (world: TestWorld, { state }: TestRegion) =>
  Object.values(world.regions)
    .filter((other) => other.state.self !== state.self)
    .flatMap((other) => [
      { from: state.self, to: other.state.self },
      { from: other.state.self, to: state.self },
    ]);

const cutOff = (world: TestWorld, region: TestRegion): void => {
  for (const link of linksOf(world, region)) world.network.cut(link.from, link.to);
};

const names = ({ services }: TestRegion): string[] => services.mesh.view().regions.map(({ name }) => name);

test('a region that is there, or that nobody has adopted yet, is not retired', async () => {
  const world = await TestWorld.of(['East', 'West', 'North']);
  const { West, East } = world.regions;
  const admin = await world.admin(West);
  await world.pass(6_000);
  for (const name of ['North', 'West'])
    assert.is(await world.refused(West.services.admin.retire(admin, name, reason)), 'wrong-state');
  assert.is(await world.refused(West.services.admin.retire(admin, 'Nowhere', reason)), 'invalid');
  world.crash('North');
  await world.gone(West, 'North');
  await world.gone(East, 'North');
  assert.is(await world.refused(West.services.admin.retire(admin, 'North', reason)), 'wrong-state');
  assert.equal(names(West), ['East', 'North', 'West']);
});

test('a retired region is on nobody’s list, until an admin takes that back', async () => {
  const { world, East, West, admin } = await begin();
  await world.run(West.services.admin.retire(admin, 'North', reason));
  await world.until(() => !names(East).includes('North'));
  assert.equal(names(West), ['East', 'West']);
  assert.equal(
    East.services.mesh.view(admin).retired?.map(({ name, reason: why }) => [name, why]),
    [['North', reason.reason]],
  );
  assert.is(East.services.mesh.view().retired, undefined, 'who is no admin does not see why');
  await world.run(East.services.admin.unretire(admin, 'north'));
  await world.until(() => names(West).includes('North'));
  assert.is(await world.refused(West.services.admin.unretire(admin, 'North')), 'invalid');
  const { items } = await world.run(West.services.admin.audit(admin, { limit: 10 }));
  assert.equal(items.map(({ action, subject }) => [action, subject]).slice(0, 2), [
    ['take-back', 'North'],
    ['retire', 'North'],
  ]);
});

test('its name is free for a new region with an empty store', async () => {
  const { world, East, West, admin } = await begin();
  await world.run(West.services.admin.retire(admin, 'North', reason));
  await world.until(() => !names(East).includes('North'));
  const conflicts: string[] = [];
  const fresh = await world.start('North', { machine: 'New North' });
  fresh.membership.onConflict((sentence) => conflicts.push(sentence));
  await world.until(() => [East, West].every((region) => names(region).includes('North')));
  await world.until(() => names(fresh).length === 3);
  await world.pass(10_000);
  assert.equal(conflicts, []);
  const user = await world.user(fresh, 'Nadine');
  assert.ok(await world.submit(fresh, user));
});

test('one that comes back with what nobody heard of hands it on, and leaves', async () => {
  const { world, North, East, West, admin } = await begin({ isAlive: true });
  const user = await world.user(North, 'Ursula');
  const id = await world.submit(North, user);
  assert.is(North.state.issues.get(id)?.phase.at, 'queued');
  await world.run(West.services.admin.retire(admin, 'North', reason));
  await world.until(() => !names(East).includes('North'));
  let hasLeft = false;
  North.running.draining.onLeft(() => {
    hasLeft = true;
  });
  for (const link of linksOf(world, North)) world.network.heal(link);
  await world.until(() => hasLeft);
  const keeper = [East, West].find(({ state }) => state.issues.get(id) !== undefined);
  assert.is(keeper?.state.issues.get(id)?.phase.at, 'queued', 'it waits where somebody may take it up');
  assert.is(await world.refused(North.services.admin.stay(admin, 'North')), 'wrong-state');
});

test.run();
