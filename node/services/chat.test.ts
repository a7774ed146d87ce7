import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('chat');

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert, events } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, expert);
  await world.quiet();
  const say = (region: TestRegion, who: Actor, text: string, key?: string) =>
    world.run(region.services.issues.postMessage(who, id, { text, ...(key !== undefined && { key }) }));
  return { world, North, East, user, expert, events, id, say };
};

const linesOf = async (world: TestWorld, region: TestRegion, who: Actor, id: IssueId, after = 0) =>
  (await world.run(region.services.issues.messages(who, id, { after, limit: 100 }))).items;

test('lines cross between regions both ways, each writer in order, and both sides agree', async () => {
  const { world, North, East, user, expert, id, say } = await begin();
  for (const text of ['u1', 'u2']) await say(North, user, text);
  for (const text of ['e1', 'e2', 'e3']) await say(East, expert, text);
  await say(North, user, 'u3');
  await world.quiet();
  const shown = async (region: TestRegion, who: Actor) =>
    [...(await linesOf(world, region, who, id))]
      .sort((a, b) => a.counter - b.counter || (a.region < b.region ? -1 : 1) || a.n - b.n)
      .map(({ text }) => text);
  const [atNorth, atEast] = [await shown(North, user), await shown(East, expert)];
  assert.equal(atNorth, atEast);
  assert.equal(
    atNorth.filter((text) => text.startsWith('u')),
    ['u1', 'u2', 'u3'],
  );
  assert.equal(
    atNorth.filter((text) => text.startsWith('e')),
    ['e1', 'e2', 'e3'],
  );
});

test('what is written while the regions cannot reach each other arrives once, in order, when they can', async () => {
  const { world, North, East, user, expert, id, say } = await begin();
  world.network.partition([North.state.self], [East.state.self]);
  for (const text of ['u1', 'u2']) await say(North, user, text);
  for (const text of ['e1', 'e2']) await say(East, expert, text);
  await world.pass(30_000);
  world.network.heal();
  await world.allUp();
  await world.quiet();
  for (const [region, who] of [
    [North, user],
    [East, expert],
  ] as const) {
    const texts = (await linesOf(world, region, who, id)).map(({ text }) => text);
    assert.equal([...texts].sort(), ['e1', 'e2', 'u1', 'u2']);
    assert.ok(texts.indexOf('u1') < texts.indexOf('u2') && texts.indexOf('e1') < texts.indexOf('e2'));
  }
});

test("a line sent twice with the page's key is kept once, also at once, and another writer may use that key", async () => {
  const { world, North, East, user, expert, id, say } = await begin();
  const [first, second] = await Promise.all([
    North.services.issues.postMessage(user, id, { text: 'hello', key: 'k' }),
    North.services.issues.postMessage(user, id, { text: 'hello', key: 'k' }),
    world.pass(1_000),
  ]);
  const third = await say(North, user, 'hello', 'k');
  assert.equal([second.id, third.id], [first.id, first.id]);
  await say(East, expert, 'hello yourself', 'k');
  await world.quiet();
  assert.is((await linesOf(world, North, user, id)).length, 2);
});

test('a page asks only for what it has not seen', async () => {
  const { world, North, user, id, say } = await begin();
  const { arrival } = await say(North, user, 'one');
  await say(North, user, 'two');
  assert.equal(
    (await linesOf(world, North, user, id, arrival)).map(({ text }) => text),
    ['two'],
  );
});

test('the other side is told of a line, live', async () => {
  const { world, North, user, events, say } = await begin();
  const before = events.length;
  await say(North, user, 'are you there?');
  await world.until(() => events.slice(before).some(({ kind }) => kind === 'message'), 1_000);
});

test('who gets the issue next reads the whole chat, what was written while it waited included', async () => {
  const { world, North, East, user, expert, id, say } = await begin();
  for (let n = 1; n <= 60; n += 1) await say(North, user, `line ${n}`);
  await world.quiet();
  await world.run(East.services.issues.transfer(expert, id, { note: 'please' }));
  await world.run(East.services.accounts.setPresence(expert, { presence: 'away' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'queued');
  await say(North, user, 'still there?');
  const next = await world.expert(East, 'Emma');
  await world.offer(East, next.actor, 60_000);
  await world.quiet();
  const texts = (await linesOf(world, East, next.actor, id)).map(({ text }) => text);
  assert.is(texts.length, 61);
  assert.is(texts[60], 'still there?');
});

test('lines written at every moment of a hand-off reach the new owner', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  const written: Promise<unknown>[] = [];
  for (let n = 0; n < 150; n += 1) {
    written.push(North.services.issues.postMessage(user, id, { text: `line ${n}` }));
    await world.pass(1);
  }
  await world.run(Promise.all(written));
  await world.accept(East, expert);
  await world.quiet();
  const { items } = await world.run(East.services.issues.messages(expert, id, { after: 0, limit: 200 }));
  assert.equal(
    items.map(({ text }) => text),
    written.map((_, n) => `line ${n}`),
  );
});

test('only who has a part in it writes: not who is merely asked, and nobody after it is closed', async () => {
  const { world, North, East, user, expert, id, say } = await begin();
  await world.run(East.services.issues.resolve(expert, id, { text: 'Done.' }));
  await say(East, expert, 'does it work?');
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  await world.run(North.services.issues.confirm(user, id));
  await world.quiet();
  assert.is(await world.refused(East.services.issues.postMessage(expert, id, { text: 'x' })), 'wrong-state');
  const other = await world.submit(North, user, { title: 'Another' });
  await world.offer(East, expert);
  assert.is(
    await world.refused(East.services.issues.postMessage(expert, other, { text: 'x' })),
    'wrong-state',
  );
});

test.run();
