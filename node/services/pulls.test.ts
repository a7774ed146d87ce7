import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noEpoch } from '../core/epoch.ts';
import type { IssueId } from '../core/ids.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('pull');

/** East has one expert with one seat, who is busy; nobody else is there. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert } = await world.expert(East, 'Anna', { capacity: 1 });
  const users = { North: await world.user(North), East: await world.user(East, 'Eve') };
  const busy = await world.submit(East, users.East, { title: 'The first' });
  await world.accept(East, expert);
  const comeFree = () => world.run(East.services.issues.resolve(expert, busy, { text: 'Done.' }));
  return { world, North, East, expert, users, comeFree };
};

const atWork = async (world: TestWorld, region: TestRegion, actor: Actor): Promise<string | undefined> =>
  (await world.offers(region, actor))[0]?.issue.id;
const isPlaced = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.phase.at === 'placed';

test('an expert who comes free gets the strongest claim of the mesh, not the one that waits beside them', async () => {
  const { world, North, East, expert, users, comeFree } = await begin();
  const far = await world.submit(North, users.North, { urgency: 'critical' });
  await world.pass(20_000);
  const near = await world.submit(East, users.East);
  await world.pass(20_000);
  await comeFree();
  await world.offer(East, expert, 500);
  assert.is(await atWork(world, East, expert), far);
  assert.is(East.state.issues.get(near)?.epoch, noEpoch);
  await world.quiet();
  assert.ok(isPlaced(North, far));
});

test('a claim here that is as strong, but for the margin, gets the seat at once', async () => {
  const { world, North, East, expert, users, comeFree } = await begin();
  const far = await world.submit(North, users.North);
  await world.pass(4_000);
  const near = await world.submit(East, users.East);
  await world.pass(60_000);
  await comeFree();
  assert.is(await atWork(world, East, expert), near);
  assert.is(North.state.issues.get(far)?.epoch, noEpoch);
});

test('claims are compared as they are by then: one that grows faster overtakes one that is older', async () => {
  const { world, North, East, expert, users, comeFree } = await begin();
  const far = await world.submit(North, users.North);
  await world.pass(10_000);
  const near = await world.submit(East, users.East, { urgency: 'high' });
  // At first the claim in North is the stronger one, later the one here, which grows twice as fast.
  await world.pass(40_000);
  await comeFree();
  assert.is(await atWork(world, East, expert), near);
  assert.is(North.state.issues.get(far)?.epoch, noEpoch);
});

test('a claim that the expert may not take does not keep the seat from what waits here', async () => {
  const { world, North, East, expert, users, comeFree } = await begin();
  const roaming = await world.signIn(North, 'anna1@example.org');
  const own = await world.submit(North, roaming, { urgency: 'critical' });
  await world.pass(20_000);
  const near = await world.submit(East, users.East);
  await world.pass(10_000);
  await comeFree();
  await world.offer(East, expert, 1_000);
  assert.is(await atWork(world, East, expert), near);
  await world.pass(60_000);
  assert.is(North.state.issues.get(own)?.epoch, noEpoch);
});

test('a peer that says nothing keeps the seat empty only for a moment', async () => {
  const { world, North, East, expert, users, comeFree } = await begin();
  await world.submit(North, users.North, { urgency: 'critical' });
  await world.pass(20_000);
  const near = await world.submit(East, users.East);
  await world.pass(5_000);
  world.network.cut(North.state.self, East.state.self);
  await comeFree();
  assert.is(East.running.aside.countOf(expert.accountId), 1);
  await world.offer(East, expert, timing.askSeatMs + 200);
  assert.is(await atWork(world, East, expert), near);
});

test('one mute peer after the other does not keep the seat empty', async () => {
  const names = ['North', 'East', 'South', 'West', 'Far'] as const;
  const world = await TestWorld.of(names);
  const { East } = world.regions;
  const others = names.filter((name) => name !== 'East').map((name) => world.regions[name]);
  const { actor: expert } = await world.expert(East, 'Anna', { capacity: 1 });
  const user = await world.user(East);
  const busy = await world.submit(East, user, { title: 'The first' });
  await world.accept(East, expert);
  for (const region of others) {
    await world.submit(region, await world.user(region, region.name), { urgency: 'critical' });
  }
  await world.pass(20_000);
  const near = await world.submit(East, user);
  await world.pass(5_000);
  for (const { state } of others) world.network.cut(state.self, East.state.self);
  await world.run(East.services.issues.resolve(expert, busy, { text: 'Done.' }));
  await world.offer(East, expert, timing.askSeatMs + 200);
  assert.is(await atWork(world, East, expert), near);
});

test('all that waits in another region is fetched, one for each seat', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna', { capacity: 3, isOnline: false });
  const user = await world.user(North);
  const ids: IssueId[] = [];
  for (let n = 0; n < 5; n += 1) ids.push(await world.submit(North, user, { title: `Issue ${n}` }));
  await world.pass(60_000);
  await world.run(East.services.accounts.setPresence(actor, { presence: 'online' }));
  await world.pass(2_000);
  await world.quiet();
  assert.equal(
    ids.map((id) => isPlaced(North, id)),
    [true, true, true, false, false],
  );
  assert.is(East.running.aside.countOf(actor.accountId), 0);
});

test.run();
