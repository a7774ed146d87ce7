import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import type { LiveEvent, MessageList } from '../schemas/views.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('reading');

/** An issue of North that an expert of East works on; South keeps out of it. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const { actor: expert, events: atExpert } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  const atUser: LiveEvent[] = [];
  await world.run(North.services.live.subscribe(user, undefined, (event) => atUser.push(event)));
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, expert);
  await world.quiet();
  const say = (region: TestRegion, who: Actor, text: string) =>
    world.run(region.services.issues.postMessage(who, id, { text }));
  const mark = (region: TestRegion, who: Actor, lines: Record<string, number>, isSeen = true) =>
    world.run(region.services.reading.markRead(who, id, { lines, isSeen }));
  return { world, North, East, South, user, expert, atUser, atExpert, id, say, mark };
};

const chatOf = (world: TestWorld, region: TestRegion, who: Actor, id: IssueId): Promise<MessageList> =>
  world.run(region.services.issues.messages(who, id, { after: 0, limit: 100 }));

const readerOf = async (world: TestWorld, region: TestRegion, who: Actor, id: IssueId, role: string) =>
  (await chatOf(world, region, who, id)).readers?.find((reader) => reader.role === role);

const unread = async (world: TestWorld, region: TestRegion, who: Actor) =>
  (await world.run(region.services.issues.list(who, { limit: 10 }))).items[0]?.unread;

test('what one side has loaded and read the other is shown, in another region and live', async () => {
  const { world, North, East, user, expert, atUser, id, say, mark } = await begin();
  await say(North, user, 'one');
  await say(North, user, 'two');
  await world.quiet();
  await mark(East, expert, { North: 2 }, false);
  await world.quiet();
  const loaded = await readerOf(world, North, user, id, 'expert');
  assert.equal([loaded?.delivered, loaded?.read], [{ North: 2 }, {}]);
  const before = atUser.length;
  await mark(East, expert, { North: 1 });
  await world.until(() => atUser.slice(before).some(({ kind }) => kind === 'read'), 1_000);
  const read = await readerOf(world, North, user, id, 'expert');
  assert.equal([read?.delivered, read?.read], [{ North: 2 }, { North: 1 }]);
});

test('a position never moves back, told twice it changes nothing, and nobody reads what is not there', async () => {
  const { world, North, East, user, expert, id, say, mark } = await begin();
  for (const text of ['one', 'two', 'three']) await say(North, user, text);
  await world.quiet();
  await mark(East, expert, { North: 3 });
  await mark(East, expert, { North: 1 });
  await mark(East, expert, { North: 99, Atlantis: 5 });
  await world.quiet();
  for (const [region, who] of [
    [North, user],
    [East, expert],
  ] as const) {
    assert.equal((await readerOf(world, region, who, id, 'expert'))?.read, { North: 3 });
  }
});

test('each side counts the lines of the other that it has not read', async () => {
  const { world, North, East, user, expert, say, mark } = await begin();
  await say(North, user, 'one');
  await say(North, user, 'two');
  await say(East, expert, 'hello');
  await world.quiet();
  assert.equal([await unread(world, North, user), await unread(world, East, expert)], [1, 2]);
  await mark(East, expert, { North: 1, East: 1 });
  await mark(North, user, { North: 2, East: 1 });
  await world.quiet();
  assert.equal([await unread(world, North, user), await unread(world, East, expert)], [0, 1]);
});

test('what was read while the regions could not reach each other is known when they can, and on any disk', async () => {
  const { world, North, East, user, expert, id, say, mark } = await begin();
  await say(North, user, 'one');
  await world.quiet();
  world.network.partition([North.state.self], [East.state.self]);
  await mark(East, expert, { North: 1 });
  await world.pass(30_000);
  assert.is(await readerOf(world, North, user, id, 'expert'), undefined);
  world.network.heal();
  await world.quiet();
  assert.equal((await readerOf(world, North, user, id, 'expert'))?.read, { North: 1 });
  const again = await world.restart('North');
  assert.equal((await readerOf(world, again, user, id, 'expert'))?.read, { North: 1 });
});

test('while the origin is away its user reads elsewhere; the expert sees it, and so does the origin afterwards', async () => {
  const { world, North, East, South, user, expert, id, say, mark } = await begin();
  await say(East, expert, 'hello');
  await world.quiet();
  const { email } = (await world.run(North.services.accounts.me(user))).account;
  const roaming = await world.signIn(South, email);
  world.crash('North');
  await world.gone(South, 'North');
  assert.is(await unread(world, South, roaming), 1);
  await mark(South, roaming, { East: 1 });
  await world.until(() => East.state.outbox.size + South.state.outbox.size > 0);
  assert.equal((await readerOf(world, East, expert, id, 'user'))?.read, { East: 1 });
  const again = await world.restart('North');
  await world.quiet();
  assert.equal((await readerOf(world, again, user, id, 'user'))?.read, { East: 1 });
});

test('the next expert hears how far the user has come; who had it before keeps their place', async () => {
  const { world, North, East, user, expert, id, say, mark } = await begin();
  await say(East, expert, 'hello');
  await world.quiet();
  await mark(North, user, { East: 1 });
  await world.quiet();
  await world.run(East.services.issues.transfer(expert, id, { note: 'please' }));
  await world.run(East.services.accounts.setPresence(expert, { presence: 'away' }));
  const next = await world.expert(East, 'Emma');
  await world.accept(East, next.actor);
  await world.quiet();
  assert.equal((await readerOf(world, East, next.actor, id, 'user'))?.read, { East: 1 });
});

test('who has no part in an issue leaves no mark, and who is merely asked none that shows', async () => {
  const { world, North, East, user, expert, id, mark } = await begin();
  const stranger = await world.user(North, 'Mallory');
  await world.pass(2_000);
  const marking = North.services.reading.markRead(stranger, id, { lines: { North: 1 }, isSeen: true });
  assert.is(await world.refused(marking), 'not-found');
  const second = await world.submit(North, user, { title: 'Another' });
  await world.run(North.services.issues.postMessage(user, second, { text: 'hello?' }));
  await world.offer(East, expert);
  await world.quiet();
  await world.run(East.services.reading.markRead(expert, second, { lines: { North: 1 }, isSeen: true }));
  await world.quiet();
  assert.equal((await chatOf(world, North, user, second)).readers, []);
  await mark(East, expert, {});
});

test('that somebody types is told to the other side, wherever their page is, and not too often', async () => {
  const { world, North, East, South, user, expert, atUser, atExpert, id } = await begin();
  const typing = (events: readonly LiveEvent[]) =>
    events.flatMap((event) => (event.kind === 'typing' ? [event.by.name] : []));
  await world.run(East.services.reading.typing(expert, id));
  await world.until(() => typing(atUser).length === 1, 1_000);
  await world.run(East.services.reading.typing(expert, id));
  await world.pass(1_000);
  assert.equal(typing(atUser), ['Egon']);
  await world.run(North.services.reading.typing(user, id));
  await world.until(() => typing(atExpert).length === 1, 1_000);
  const { email } = (await world.run(North.services.accounts.me(user))).account;
  const roaming = await world.signIn(South, email);
  const atSouth: LiveEvent[] = [];
  await world.run(South.services.live.subscribe(roaming, undefined, (event) => atSouth.push(event)));
  await world.pass(5_000);
  await world.run(East.services.reading.typing(expert, id));
  await world.until(() => typing(atSouth).length === 1, 1_000);
});

test('a page that reads from a stand-in is told so: its place in the order of arrival was another region’s', async () => {
  const { world, North, South, user, id, say } = await begin();
  for (const text of ['one', 'two', 'three']) await say(North, user, text);
  await world.quiet();
  const { email } = (await world.run(North.services.accounts.me(user))).account;
  const roaming = await world.signIn(South, email);
  assert.is((await chatOf(world, South, roaming, id)).region, 'North');
  world.crash('North');
  await world.gone(South, 'North');
  const standIn = await chatOf(world, South, roaming, id);
  assert.is(standIn.region, 'East');
  assert.is(standIn.items.length, 3);
});

test.run();
