import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AddReply, ownRepliesMax } from '../schemas/replies.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('replies');

const reply = (title: string, more: object = {}) => AddReply.parse({ title, text: 'Hello {user}!', ...more });

const titlesOf = async (world: TestWorld, { services }: TestRegion, who: Actor) =>
  (await world.run(services.replies.list(who))).items.map(({ title }) => title);

test('own ones are shown to their owner alone, shared ones to every expert of the region', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const [one, other] = [await world.expert(North, 'Nora'), await world.expert(North, 'Nils')];
  const abroad = await world.expert(East, 'Egon');
  await world.run(North.services.replies.add(one.actor, reply('Restart')));
  await world.run(North.services.replies.add(one.actor, reply('Hello', { isShared: true })));
  assert.equal(await titlesOf(world, North, one.actor), ['Hello', 'Restart']);
  assert.equal(await titlesOf(world, North, other.actor), ['Hello']);
  assert.equal(await titlesOf(world, East, abroad.actor), []);
});

test('they are changed and removed: shared ones by every verified expert, own ones by their owner', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { replies } = North.services;
  const [one, other] = [await world.expert(North, 'Nora'), await world.expert(North, 'Nils')];
  const own = await world.run(replies.add(one.actor, reply('Restart')));
  const shared = await world.run(replies.add(one.actor, reply('Hello', { isShared: true })));
  const input = { title: 'Hi', text: 'Hi!' };
  assert.is(await world.refused(replies.change(other.actor, own.id, input)), 'not-found');
  const changed = await world.run(replies.change(other.actor, shared.id, input));
  assert.equal([changed.title, changed.changedBy.name, changed.isShared], ['Hi', 'Nils', true]);
  await world.run(replies.remove(other.actor, shared.id));
  await world.run(replies.remove(one.actor, own.id));
  assert.equal(await titlesOf(world, North, one.actor), []);
  assert.is(await world.refused(replies.remove(one.actor, own.id)), 'not-found');
});

test('who is not verified keeps their own, and reads what is shared; users have none; admins share', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { replies } = North.services;
  const newcomer = await world.expert(North, 'Nils', { isVerified: false, isOnline: false });
  const user = await world.user(North);
  const admin = await world.admin(North);
  const shared = await world.run(replies.add(admin, reply('Welcome', { isShared: true })));
  await world.run(replies.add(newcomer.actor, reply('Mine')));
  const list = await world.run(replies.list(newcomer.actor));
  assert.equal(
    list.items.map(({ title, canChange }) => [title, canChange]),
    [
      ['Mine', true],
      ['Welcome', false],
    ],
  );
  assert.is(list.canShare, false);
  const attempts = [
    () => replies.add(newcomer.actor, reply('Ours', { isShared: true })),
    () => replies.remove(newcomer.actor, shared.id),
    () => replies.list(user),
    () => replies.add(user, reply('Mine')),
  ];
  for (const attempt of attempts) assert.is(await world.refused(attempt()), 'forbidden');
});

test('they are at home wherever their owner is signed in, and stay after a restart', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Nora');
  await world.run(East.services.replies.add(actor, reply('From afar')));
  const again = await world.restart('North');
  assert.equal(await titlesOf(world, again, actor), ['From afar']);
  assert.equal(await titlesOf(world, East, actor), ['From afar']);
  world.crash('North');
  await world.gone(East, 'North');
  assert.is(await world.refused(East.services.replies.list(actor)), 'home-region-unreachable');
});

test('sent twice with one key it is kept once; there is an end to how many', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { replies } = North.services;
  const { actor } = await world.expert(North, 'Nora');
  const [first, second] = await world.run(
    Promise.all([
      replies.add(actor, reply('Once'), { key: 'k' }),
      replies.add(actor, reply('Once'), { key: 'k' }),
    ]),
  );
  assert.is(first.id, second.id);
  for (let n = 2; n <= ownRepliesMax; n += 1) await world.run(replies.add(actor, reply(`Reply ${n}`)));
  assert.is(await world.refused(replies.add(actor, reply('One more'))), 'limit-reached');
});

test('they go on with their people when a region leaves', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Nora');
  const admin = await world.admin(East);
  await world.run(North.services.replies.add(actor, reply('Mine')));
  await world.run(North.services.replies.add(actor, reply('Ours', { isShared: true })));
  const local = await world.expert(East, 'Egon');
  await world.run(East.services.replies.add(local.actor, reply('Theirs', { isShared: true })));
  const leave = { reason: 'It is given back.', finishWithinMinutes: 0, isForced: false };
  await world.run(East.services.admin.drain(admin, 'North', leave));
  await world.until(() => East.state.accounts.get(actor.accountId)?.home === East.state.self, 300_000);
  await world.until(() => East.state.takings.values().every(({ state }) => state === 'done'), 300_000);
  assert.equal(await titlesOf(world, East, actor), ['Mine', 'Ours', 'Theirs']);
});

test.run();
