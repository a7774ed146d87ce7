import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { OfferId } from '../core/ids.ts';
import { TestWorld } from './testing.ts';
import type { Timing } from './timing.ts';

const test = suite('life cycle');

const begin = async (timing: Partial<Timing> = {}) => {
  const world = await TestWorld.of(['North'], { timing });
  const { North } = world.regions;
  const { actor: expert } = await world.expert(North, 'Anna');
  const user = await world.user(North);
  const id = await world.submit(North, user);
  const offer = await world.offer(North, expert);
  const { issues, offers } = North.services;
  return { world, North, expert, user, id, offer, issues, offers };
};

test('what is closed stays closed: accepting, rejecting, resolving or cancelling it changes nothing', async () => {
  const { world, North, expert, user, id, offer, issues, offers } = await begin();
  await world.solve({ region: North, expert }, { region: North, user, id });
  const before = JSON.stringify(await world.view(North, user, id));
  assert.is(await world.refused(offers.accept(expert, offer)), 'offer-gone');
  assert.is(await world.refused(offers.reject(expert, offer, { reason: '' })), 'offer-gone');
  assert.is(await world.refused(issues.resolve(expert, id, { text: 'again' })), 'wrong-state');
  assert.is(await world.refused(issues.transfer(expert, id, { note: 'you' })), 'wrong-state');
  assert.is(await world.refused(issues.cancel(user, id, { reason: '' })), 'wrong-state');
  assert.is(await world.refused(issues.decline(user, id, { reason: 'no' })), 'wrong-state');
  assert.is(await world.refused(issues.edit(user, id, { title: 'Other' })), 'wrong-state');
  assert.is(await world.refused(issues.postMessage(user, id, { text: 'hello?' })), 'wrong-state');
  assert.is(JSON.stringify(await world.view(North, user, id)), before);
});

test('to strangers an issue does not exist, whatever they try', async () => {
  const { world, North, id, issues, offer, offers } = await begin();
  const stranger = await world.user(North, 'Mallory');
  const { actor: other } = await world.expert(North, 'Bert');
  for (const who of [stranger, other]) {
    assert.is(await world.refused(issues.get(who, id)), 'not-found');
    assert.is(await world.refused(issues.confirm(who, id)), 'not-found');
    assert.is(await world.refused(issues.cancel(who, id, { reason: '' })), 'not-found');
    assert.is(await world.refused(issues.escalate(who, id, { reason: '' })), 'not-found');
    assert.is(await world.refused(issues.resolve(who, id, { text: 'done' })), 'not-found');
    assert.is(await world.refused(issues.rate(who, id, { stars: 1, comment: '' })), 'not-found');
    assert.is(await world.refused(issues.messages(who, id, { after: 0, limit: 10 })), 'not-found');
    assert.is(await world.refused(issues.postMessage(who, id, { text: 'hi' })), 'not-found');
  }
  assert.is(await world.refused(offers.accept(other, offer)), 'offer-gone');
  assert.is(await world.refused(offers.accept(stranger, offer)), 'forbidden');
});

test('of two answers to one offer at the same instant one counts', async () => {
  const { world, North, expert, user, id, offer, offers } = await begin();
  const answers = await world.run(
    Promise.allSettled([
      offers.accept(expert, offer),
      offers.reject(expert, offer, { reason: '' }),
      offers.accept(expert, offer),
    ]),
  );
  assert.equal(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  const { timeline, state } = await world.view(North, user, id);
  assert.is(state, 'assigned');
  assert.is(timeline.filter(({ kind }) => kind === 'accepted').length, 1);
  assert.is(await world.refused(offers.accept(expert, OfferId.parse(`${offer}0`))), 'offer-gone');
});

test('done and confirmed twice count once', async () => {
  const { world, North, expert, user, id, issues } = await begin();
  await world.accept(North, expert);
  await world.run(issues.resolve(expert, id, { text: 'Restart it.' }));
  await world.run(issues.resolve(expert, id, { text: 'Restart it.' }));
  await world.run(Promise.all([issues.confirm(user, id), issues.confirm(user, id)]));
  await world.run(issues.confirm(user, id));
  const { timeline } = await world.view(North, user, id);
  assert.is(timeline.filter(({ kind }) => kind === 'resolved').length, 1);
  assert.is(timeline.filter(({ kind }) => kind === 'confirmed').length, 1);
  assert.is(North.state.profiles.get(expert.accountId)?.resolved, 1);
});

test('load is what the issues say: taken by an offer, free from the resolution on', async () => {
  const { world, North, expert, user, id, issues } = await begin();
  const load = async () => (await world.run(North.services.accounts.me(expert))).expert?.load;
  assert.is(await load(), 1);
  await world.accept(North, expert);
  assert.is(await load(), 1);
  await world.run(issues.resolve(expert, id, { text: 'Restart it.' }));
  assert.is(await load(), 0);
  await world.run(issues.decline(user, id, { reason: 'no' }));
  assert.is(await load(), 1);
  await world.run(issues.cancel(user, id, { reason: '' }));
  assert.is(await load(), 0);
});

test('an expert who says nothing is reminded, and after half an hour the issue waits again', async () => {
  const { world, North, expert, user, id, issues } = await begin();
  await world.accept(North, expert);
  await world.pass(10 * 60_000);
  await world.run(issues.postMessage(expert, id, { text: 'I am looking into it.' }));
  await world.pass(14 * 60_000);
  const kinds = async () => (await world.view(North, user, id)).timeline.map(({ kind }) => kind);
  assert.not((await kinds()).includes('reminded'), 'a word starts the time anew');
  await world.pass(2 * 60_000);
  assert.ok((await kinds()).includes('reminded'));
  await world.pass(14 * 60_000 + 10_000);
  assert.ok((await kinds()).includes('given-back'));
  assert.is((await world.view(North, user, id)).state, 'waiting');
});

test('a critical issue reminds after five minutes', async () => {
  const { world, North, expert, user } = await begin();
  await world.reject(North, expert);
  const id = await world.submit(North, user, { urgency: 'critical', title: 'Everything is down' });
  await world.accept(North, expert);
  await world.pass(5 * 60_000 + 1_000);
  assert.ok((await world.view(North, user, id)).timeline.some(({ kind }) => kind === 'reminded'));
});

test('an answer that nobody confirms in time closes the issue, unrated and reopenable', async () => {
  const confirmMs = 300_000;
  const { world, North, expert, user, id, issues } = await begin({ confirmMs });
  await world.accept(North, expert);
  await world.run(issues.resolve(expert, id, { text: 'Restart it.' }));
  await world.pass(confirmMs + 1_000);
  const view = await world.view(North, user, id);
  assert.equal([view.state, view.outcome], ['closed', 'unconfirmed']);
  assert.equal(view.can, ['reopen']);
  assert.is(await world.refused(issues.rate(user, id, { stars: 5, comment: '' })), 'wrong-state');
  const reopened = await world.run(issues.reopen(user, id, { reason: 'It is back' }));
  assert.not.equal(reopened.state, 'closed');
});

test('what a view says can be done is what can be done', async () => {
  const { world, North, expert, user, id, issues } = await begin();
  const can = async () => (await world.view(North, user, id)).can;
  assert.equal(await can(), ['edit', 'raise-urgency', 'cancel', 'message']);
  assert.is(await world.refused(issues.edit(user, id, { urgency: 'low' })), 'wrong-state');
  await world.run(issues.edit(user, id, { urgency: 'critical' }));
  assert.equal(await can(), ['edit', 'cancel', 'message']);
  await world.accept(North, expert);
  assert.equal(await can(), ['escalate', 'message']);
  assert.is(await world.refused(issues.edit(user, id, { title: 'Something else' })), 'wrong-state');
  assert.is(await world.refused(issues.cancel(user, id, { reason: '' })), 'wrong-state');
});

test('the same key gives the same issue, another text under it is refused, and limits are kept', async () => {
  const { world, North, user } = await begin();
  const first = await world.submit(North, user, {}, 'key');
  assert.is(await world.submit(North, user, {}, 'key'), first);
  assert.is(
    await world.refused(() => world.submit(North, user, { title: 'Other' }, 'key')),
    'idempotency-key-reused',
  );
  const other = await world.user(North, 'Otto');
  assert.is.not(await world.submit(North, other, {}, 'key'), first, 'keys belong to their user');
  assert.is(await world.refused(() => world.submit(North, user, { category: 'cooking' })), 'invalid');
  for (let nth = 0; nth < 60; nth += 1)
    await world.submit(North, other, { title: `Issue ${nth}` }).catch(() => 0);
  assert.is(await world.refused(() => world.submit(North, other)), 'limit-reached');
});

test.run();
