import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import { ListIssues } from '../schemas/inputs.ts';
import type { LiveEvent } from '../schemas/views.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('copies');

const email = 'ursula1@example.org';
const all = ListIssues.parse({});

/** A user of North, who also has a page open at West; experts where a test wants them. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East', 'South', 'West']);
  const { North, West } = world.regions as Record<'North' | 'West', TestRegion>;
  const user = await world.user(North);
  await world.pass(2_000);
  const roaming = await world.signIn(West, email);
  return { world, North, West, user, roaming };
};

const linesOf = async (world: TestWorld, { state }: TestRegion, id: IssueId): Promise<unknown[]> => {
  const page = await world.run(
    state.ledger.store.query('messages', 'by_issue', { equals: [id] }, { limit: 100 }),
  );
  return page.items.map(({ doc }) => doc.text);
};

const partOf = (world: TestWorld, at: TestRegion, id: IssueId) => {
  const issue = at.state.issues.get(id);
  const named = (region: string | undefined) => {
    const found = Object.values(world.regions).find(({ state }) => state.self === region);
    if (!found) throw new Error('There is no such region.');
    return found;
  };
  return { custodian: named(issue?.custody?.region), named };
};

const say = (world: TestWorld, { services }: TestRegion, actor: Actor, id: IssueId, text: string) =>
  world.run(services.issues.postMessage(actor, id, { text, key: text }));

test('a user whose region is down sees their issues from the copies, and is told that they are copies', async () => {
  const { world, North, West, user, roaming } = await begin();
  const first = await world.submit(North, user, { title: 'First' });
  const second = await world.submit(North, user, { title: 'Second' });
  const here = await world.submit(West, roaming, { title: 'Here' });
  await world.run(North.services.issues.cancel(user, second, { reason: '' }));
  await world.quiet();
  const before = await world.view(North, user, first);
  world.crash('North');
  await world.gone(West, 'North');

  const { items, notAsked } = await world.run(West.services.issues.list(roaming, all));
  assert.equal(notAsked, ['North']);
  assert.equal(
    items.map(({ id, isCopy, state, origin }) => [id, isCopy ?? false, state, origin]),
    [
      [second, true, 'cancelled', 'North'],
      [here, false, 'waiting', 'West'],
      [first, true, 'waiting', 'North'],
    ],
  );
  const view = await world.view(West, roaming, first);
  assert.is(view.isCopy, true);
  assert.equal(view.can, ['message']);
  assert.equal(view.timeline, before.timeline);
  assert.is(view.version, before.version);

  await world.restart('North');
  const again = await world.run(West.services.issues.list(roaming, all));
  assert.ok(again.items.every(({ isCopy }) => !isCopy));
  assert.is(again.notAsked, undefined);
  assert.is((await world.view(West, roaming, first)).isCopy, undefined);
});

test('a region that counts as up and does not answer is read from the copies too', async () => {
  const { world, North, West, user, roaming } = await begin();
  const id = await world.submit(North, user);
  world.crash('North');
  assert.is(West.membership.byName('North')?.state, 'up');
  const { items, notAsked } = await world.run(West.services.issues.list(roaming, all));
  assert.equal(notAsked, ['North']);
  assert.equal(
    items.map((item) => [item.id, item.isCopy]),
    [[id, true]],
  );
  assert.is((await world.view(West, roaming, id)).isCopy, true);
});

test('nobody but its user reads a copy', async () => {
  const { world, North, West, user } = await begin();
  const id = await world.submit(North, user);
  const stranger = await world.user(West, 'Mallory');
  world.crash('North');
  await world.gone(West, 'North');
  assert.is(await world.refused(West.services.issues.get(stranger, id)), 'region-unreachable');
  const write = West.services.issues.postMessage(stranger, id, { text: 'Hello?' });
  assert.is(await world.refused(write), 'region-unreachable');
  assert.equal((await world.run(West.services.issues.list(stranger, all))).items, []);
});

test('the chat goes on where the owner lives while the origin is away, and everyone has it afterwards', async () => {
  const { world, North, West, user, roaming } = await begin();
  const { East } = world.regions as Record<'East', TestRegion>;
  const { actor: expert } = await world.expert(East, 'Egon');
  const id = await world.submit(North, user);
  await world.accept(East, expert);
  await say(world, North, user, id, 'one');
  await world.quiet();
  const { custodian } = partOf(world, North, id);
  world.crash('North');
  await world.gone(West, 'North');
  const events: LiveEvent[] = [];
  await world.run(West.services.live.subscribe(roaming, undefined, (event) => events.push(event)));
  await world.pass(1_000);

  await say(world, West, roaming, id, 'two');
  assert.equal(await linesOf(world, East, id), ['one', 'two']);
  events.length = 0;
  await say(world, East, expert, id, 'three');
  await world.until(() => events.some(({ kind }) => kind === 'message'), 2_000);
  await say(world, West, roaming, id, 'four');
  await say(world, West, roaming, id, 'four');
  const { items } = await world.run(West.services.issues.messages(roaming, id, { after: 0, limit: 100 }));
  assert.equal(
    items.map(({ text, author }) => `${author.role} ${text}`),
    ['user one', 'user two', 'expert three', 'user four'],
  );

  const back = await world.restart('North');
  await world.quiet();
  const whole = ['one', 'two', 'three', 'four'];
  assert.equal(await linesOf(world, back, id), whole);
  assert.equal(await linesOf(world, custodian, id), whole);
  assert.equal(await linesOf(world, East, id), whole);
});

test('a line written while nobody has the issue waits at the custodian; one that came before is known again', async () => {
  const { world, North, West, user, roaming } = await begin();
  const id = await world.submit(North, user);
  await say(world, North, user, id, 'one');
  await world.quiet();
  const { custodian } = partOf(world, North, id);
  world.crash('North');
  await world.gone(West, 'North');
  const again = await say(world, West, roaming, id, 'one');
  assert.is(again.region, 'North', 'the line that the page had no answer for is the same');
  await say(world, West, roaming, id, 'two');
  assert.equal(await linesOf(world, custodian, id), ['one', 'two']);
  const back = await world.restart('North');
  await world.quiet();
  assert.equal(await linesOf(world, back, id), ['one', 'two']);
});

test('with owner and origin away in turn, lines of one region still arrive in order and without gaps', async () => {
  const { world, North, West, user, roaming } = await begin();
  const { East } = world.regions as Record<'East', TestRegion>;
  const { actor: expert } = await world.expert(East, 'Egon');
  let id = await world.submit(North, user);
  while (partOf(world, North, id).custodian === East) id = await world.submit(North, user);
  const { custodian } = partOf(world, North, id);
  await world.until(() =>
    East.state.entries.inGroup('issue', id).some(({ phase }) => phase.at === 'offered'),
  );
  await world.accept(East, expert);
  await world.quiet();
  world.crash('North');
  world.crash('East');
  await world.gone(West, 'North', 'East');
  await say(world, West, roaming, id, 'one');
  const backEast = await world.start('East');
  await world.until(() => West.membership.byName('East')?.state === 'up');
  await say(world, West, roaming, id, 'two');
  await world.start('North');
  await world.allUp();
  await world.quiet(120_000);
  for (const region of [backEast, custodian, world.regions.North as TestRegion]) {
    assert.equal((await linesOf(world, region, id)).sort(), ['one', 'two'], region.name);
  }
});

test('what its user writes and reads while a region that worked on it is being adopted is kept for nobody who is gone', async () => {
  const { world, North, West, user } = await begin();
  const { East } = world.regions as Record<'East', TestRegion>;
  const admin = await world.admin(West);
  const { actor: expert } = await world.expert(North, 'Nora');
  let id = await world.submit(North, user);
  while (partOf(world, North, id).custodian !== East) {
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
    id = await world.submit(North, user);
  }
  await world.accept(North, expert);
  await say(world, North, user, id, 'one');
  await world.quiet();
  // South is not heard, so nothing is adopted yet, and East has no newer copy.
  await world.lose('North', 'South');
  await world.adopt(West, admin, 'North');
  await world.until(() => East.state.adoptionOf(North.state.self) !== undefined);
  const roaming = await world.signIn(East, email);

  await say(world, East, roaming, id, 'two');
  await world.run(
    East.services.reading.markRead(roaming, id, { lines: { North: 1, East: 1 }, isSeen: true }),
  );
  await world.until(() => East.state.outbox.size === 0);
  assert.equal((await linesOf(world, West, id)).sort(), ['one', 'two']);
});

test('who had no answer from a region that died, and submits again elsewhere with the same key, makes no second issue', async () => {
  const { world, North, West, user, roaming } = await begin();
  const id = await world.submit(North, user, {}, 'the key');
  world.crash('North');
  await world.gone(West, 'North');
  assert.is(await world.submit(West, roaming, {}, 'the key'), id);
  assert.is(West.state.issues.get(id), undefined);
  assert.is((await world.view(West, roaming, id)).origin, 'North');
  const other = () => world.submit(West, roaming, { title: 'Something else' }, 'the key');
  assert.is(await world.refused(other), 'idempotency-key-reused');
  await world.submit(West, roaming, {}, 'another key');
});

test('the same key at two regions that both work: the custodian knows it, and the second becomes the first', async () => {
  const { world, North, West, user, roaming } = await begin();
  const { East } = world.regions as Record<'East', TestRegion>;
  const { actor: expert } = await world.expert(East, 'Egon', { capacity: 1 });
  await world.pass(6_000);
  let tries = 0;
  let id: IssueId;
  do {
    tries += 1;
    id = await world.submit(North, user, { category: 'mobile' }, `key ${tries}`);
  } while (partOf(world, North, id).custodian === West);
  const again = await world.submit(West, roaming, { category: 'mobile' }, `key ${tries}`);
  assert.is(again, id);
  await world.quiet();
  assert.is(West.state.issues.get(id), undefined);
  assert.is(await West.store.get('issues', id), undefined);
  const { items } = await world.run(West.services.issues.list(roaming, all));
  assert.equal(
    items.filter((item) => item.id === id).map(({ origin }) => origin),
    ['North'],
  );
  assert.is(East.state.entries.inGroup('seat', expert.accountId).length, 0);
});

test('an offer that went out for the second is taken back', async () => {
  const { world, North, West, user, roaming } = await begin();
  const { actor: expert } = await world.expert(West, 'Wim', { categories: ['mobile'], capacity: 1 });
  const { actor: other } = await world.expert(North, 'Nora', { categories: ['mobile'], capacity: 1 });
  let tries = 0;
  let id: IssueId;
  do {
    tries += 1;
    if (tries > 1) await world.reject(North, other);
    id = await world.submit(North, user, { category: 'mobile' }, `key ${tries}`);
  } while (partOf(world, North, id).custodian === West);
  assert.is(await world.submit(West, roaming, { category: 'mobile' }, `key ${tries}`), id);
  await world.quiet();
  const asked = West.state.entries.inGroup('seat', expert.accountId).filter(({ issueId }) => issueId === id);
  assert.equal(asked, []);
});

test.run();
