import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type TestExpert, type TestRegion, TestWorld } from './testing.ts';

const test = suite('presence');

const presenceOf = ({ state }: TestRegion, { actor }: TestExpert) => {
  const profile = state.profiles.get(actor.accountId);
  return profile?.presence === 'away' ? profile.awayBecause : profile?.presence;
};

const begin = async () => {
  const world = await TestWorld.of(['North']);
  return { world, North: world.regions.North };
};

test('an expert who is not heard from for 45 s is gone; each request starts the time anew', async () => {
  const { world, North } = await begin();
  const anna = await world.expert(North, 'Anna', { isPresent: false });
  const { token } = await world.run(
    North.services.sessions.open({ email: 'anna1@example.org', password: 'correct horse battery' }),
  );
  await world.pass(40_000);
  assert.ok(await North.services.sessions.authenticate(token));
  await world.pass(40_000);
  assert.is(presenceOf(North, anna), 'online');
  await world.pass(6_000);
  assert.is(presenceOf(North, anna), 'gone');
});

test('an open page keeps them; a reload does not lose them; closing the last of two does after the grace', async () => {
  const { world, North } = await begin();
  const anna = await world.expert(North, 'Anna');
  const second = await world.run(North.services.live.subscribe(anna.actor, undefined, () => undefined));
  await world.pass(120_000);
  assert.is(presenceOf(North, anna), 'online');
  anna.leave();
  anna.leave();
  await world.pass(120_000);
  assert.is(presenceOf(North, anna), 'online', 'the second page is still open');
  second();
  await world.pass(20_000);
  const reloaded = await world.run(North.services.live.subscribe(anna.actor, undefined, () => undefined));
  await world.pass(60_000);
  assert.is(presenceOf(North, anna), 'online');
  reloaded();
  await world.pass(46_000);
  assert.is(presenceOf(North, anna), 'gone');
});

test('two offers timed out in a row set an expert away and say so; an answer in between starts anew', async () => {
  const { world, North } = await begin();
  const anna = await world.expert(North, 'Anna', { capacity: 1 });
  const user = await world.user(North);
  await world.submit(North, user);
  await world.offer(North, anna.actor);
  await world.pass(61_000);
  assert.is(presenceOf(North, anna), 'online');
  await world.reject(North, anna.actor);
  await world.offer(North, anna.actor, 120_000);
  await world.pass(61_000);
  assert.is(presenceOf(North, anna), 'online');
  await world.offer(North, anna.actor, 600_000);
  await world.pass(61_000);
  assert.is(presenceOf(North, anna), 'timed-out');
  const { offers, availability } = North.state.profiles.get(anna.actor.accountId) ?? {};
  assert.equal(offers, { offered: 4, accepted: 0, rejected: 1, timedOut: 3 });
  assert.ok((availability?.value ?? 1) < 0.8);
});

test('offers that were open together and ran out count as one', async () => {
  const { world, North } = await begin();
  const anna = await world.expert(North, 'Anna');
  const user = await world.user(North);
  for (const title of ['One issue', 'Another issue', 'A third issue'])
    await world.submit(North, user, { title });
  await world.accept(North, anna.actor);
  await world.pass(61_000);
  assert.is(North.state.profiles.get(anna.actor.accountId)?.timedOutInRow, 1);
  assert.is(presenceOf(North, anna), 'online');
});

test('who goes away passes open offers on, keeps accepted work, and gets nothing new', async () => {
  const { world, North } = await begin();
  const anna = await world.expert(North, 'Anna', { qualifications: 'printers, connections' });
  const bert = await world.expert(North, 'Bert');
  const user = await world.user(North);
  const kept = await world.submit(North, user);
  await world.accept(North, anna.actor);
  await world.run(North.services.accounts.setPresence(bert.actor, { presence: 'away' }));
  await world.submit(North, user, { title: 'Another connection' });
  assert.is((await world.offers(North, anna.actor)).length, 1);
  await world.run(North.services.accounts.setPresence(bert.actor, { presence: 'online' }));
  await world.run(North.services.accounts.setPresence(anna.actor, { presence: 'away' }));
  assert.is(presenceOf(North, anna), 'chosen');
  assert.is((await world.offers(North, anna.actor)).length, 0);
  assert.is((await world.offers(North, bert.actor)).length, 1);
  assert.is((await world.view(North, user, kept)).state, 'assigned');
});

test('who went away with an open offer and comes back is asked again at once, here and at a peer', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  for (const region of [North, East]) {
    const only = await world.expert(region, 'Anna');
    await world.pass(1_000);
    const user = await world.user(North);
    const id = await world.submit(North, user);
    await world.offer(region, only.actor);
    await world.run(region.services.accounts.setPresence(only.actor, { presence: 'away' }));
    await world.pass(1_000);
    const kinds = (await world.view(North, user, id)).timeline.map(({ kind }) => kind);
    assert.ok(kinds.includes('withdrawn') && !kinds.includes('rejected'));
    await world.run(region.services.accounts.setPresence(only.actor, { presence: 'online' }));
    await world.offer(region, only.actor, 2_000);
    await world.run(region.services.accounts.setPresence(only.actor, { presence: 'away' }));
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
    await world.quiet();
  }
});

test('only a verified expert goes online', async () => {
  const { world, North } = await begin();
  const { actor } = await world.expert(North, 'Anna', { isVerified: false, isOnline: false });
  const { accounts } = North.services;
  assert.is(await world.refused(accounts.setPresence(actor, { presence: 'online' })), 'forbidden');
  const user = await world.user(North);
  assert.is(await world.refused(accounts.setPresence(user, { presence: 'online' })), 'forbidden');
});

test('presence outlives a restart for the grace period, and no longer', async () => {
  const { world, North } = await begin();
  const anna = await world.expert(North, 'Anna');
  const again = await world.restart('North');
  assert.is(presenceOf(again, anna), 'online');
  await world.pass(46_000);
  assert.is(presenceOf(again, anna), 'gone');
});

test.run();
