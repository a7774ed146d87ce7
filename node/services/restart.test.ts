import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import type { Timing } from './timing.ts';

const test = suite('restart');

const phaseOf = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.phase.at;
const entryOf = ({ state }: TestRegion, id: IssueId) =>
  state.entries.inGroup('issue', id).map(({ phase }) => phase.at);

/** One region, restarted once `arrange` has brought an issue where it should be; the same people go on. */
const begin = async (timing: Partial<Timing> = {}) => {
  const world = await TestWorld.of(['North'], { timing });
  const { North } = world.regions;
  const user = await world.user(North);
  return { world, North, user };
};

test('QUEUED: what waited is taken up after the start', async () => {
  const { world, North, user } = await begin();
  const id = await world.submit(North, user);
  const again = await world.restart('North');
  assert.is(phaseOf(again, id), 'queued');
  const { actor } = await world.expert(again, 'Anna');
  await world.solve({ region: again, expert: actor }, { region: again, user, id });
});

test('OFFERED: the offer stands and gets its whole time again', async () => {
  const { world, North, user } = await begin();
  const { actor } = await world.expert(North, 'Anna');
  const id = await world.submit(North, user);
  await world.pass(40_000);
  const again = await world.restart('North');
  const [offer] = await world.offers(again, actor);
  assert.ok((offer?.secondsLeft ?? 0) > 50);
  await world.solve({ region: again, expert: actor }, { region: again, user, id });
});

test('ASSIGNED: the expert works on, and their silence is still noticed', async () => {
  const { world, North, user } = await begin();
  const { actor } = await world.expert(North, 'Anna');
  const id = await world.submit(North, user);
  await world.accept(North, actor);
  const again = await world.restart('North');
  assert.equal(entryOf(again, id), ['assigned']);
  await world.pass(16 * 60_000);
  const kinds = (await world.view(again, user, id)).timeline.map(({ kind }) => kind);
  assert.ok(kinds.includes('reminded'));
  await world.run(again.services.issues.resolve(actor, id, { text: 'Done.' }));
  assert.is(phaseOf(again, id), 'resolved');
});

test('DONE: the answer waits for its user, who confirms and rates', async () => {
  const { world, North, user } = await begin();
  const { actor } = await world.expert(North, 'Anna');
  const id = await world.submit(North, user);
  await world.accept(North, actor);
  await world.run(North.services.issues.resolve(actor, id, { text: 'Done.' }));
  const again = await world.restart('North');
  await world.run(again.services.issues.confirm(user, id));
  await world.run(again.services.issues.rate(user, id, { stars: 5, comment: 'Thanks' }));
  const me = await world.run(again.services.accounts.me(actor));
  assert.is(me.expert?.ratings[0]?.comment, 'Thanks');
});

test('PROPOSING: the origin that comes back gives the proposal up or goes on with it', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submitUnanswered(North, user);
  await world.until(() => phaseOf(North, id) === 'proposing');
  const again = await world.restart('North');
  await world.offer(East, actor, 60_000);
  world.checkSingle(id);
  await world.solve({ region: East, expert: actor }, { region: again, user, id });
  await world.quiet();
});

test('HELD: the hold is counted again at the start, and goes on when the COMMIT comes', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna', { capacity: 1 });
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submitUnanswered(North, user);
  await world.until(() => entryOf(East, id).includes('held'));
  await world.run(East.state.ledger.settled());
  world.crash('East');
  const again = await world.start('East');
  assert.equal(entryOf(again, id), ['held']);
  assert.is(again.state.entries.inGroup('seat', actor.accountId).length, 1, 'its seat is taken');
  await world.run(again.services.live.subscribe(actor, undefined, () => undefined));
  await world.offer(again, actor, 60_000);
  world.checkSingle(id);
  await world.solve({ region: again, expert: actor }, { region: North, user, id });
  await world.quiet();
});

test('an acknowledged submission survives a crash at the very next moment, and its repetition gives the same issue', async () => {
  const { world, North, user } = await begin();
  const id = await world.submit(North, user, {}, 'key-1');
  world.crash('North');
  const again = await world.start('North');
  assert.is((await world.view(again, user, id)).state, 'waiting');
  assert.is(await world.submit(again, user, {}, 'key-1'), id);
});

test('a submission that the crash cut off can be repeated with its key and makes one issue', async () => {
  const { world, North, user } = await begin();
  const input = { title: 'No connection', description: 'x', category: 'network', urgency: 'normal' } as const;
  North.services.issues.submit(user, input, { key: 'key-1' }).catch(() => undefined);
  world.crash('North');
  const again = await world.start('North');
  const ids = await Promise.all([
    world.run(Promise.all([1, 2, 3].map(() => again.services.issues.submit(user, input, { key: 'key-1' })))),
  ]);
  assert.is(new Set(ids.flat().map(({ id }) => id)).size, 1);
  assert.is(again.state.issues.size, 1);
});

test('chat lines keep their order when all events were swept away before a restart', async () => {
  const { world, North, user } = await begin({ eventsKeptMs: 60_000, sweepMs: 60_000 });
  const id = await world.submit(North, user);
  const say = (region: TestRegion, text: string) =>
    world.run(region.services.issues.postMessage(user, id, { text }));
  await say(North, 'one');
  await say(North, 'two');
  await world.pass(180_000);
  const again = await world.restart('North');
  const { arrival } = await say(again, 'three');
  const { items } = await world.run(again.services.issues.messages(user, id, { after: 0, limit: 100 }));
  assert.equal(
    items.map(({ text }) => text),
    ['one', 'two', 'three'],
  );
  const fresh = await world.run(again.services.issues.messages(user, id, { after: arrival - 1, limit: 100 }));
  assert.equal(
    fresh.items.map(({ text }) => text),
    ['three'],
  );
});

test.run();
