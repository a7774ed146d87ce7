import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { trustPrior } from '../core/trust.ts';
import { Problem } from '../problem.ts';
import { Rate } from '../schemas/inputs.ts';
import { TestWorld } from './testing.ts';

const test = suite('ratings');

/** A confirmed issue of a user at North, solved by an expert at the other region, or at the same. */
const begin = async (elsewhere: 'East' | 'North') => {
  const world = await TestWorld.of(elsewhere === 'East' ? ['North', 'East'] : ['North']);
  const North = world.regions.North;
  const there = world.regions[elsewhere];
  if (!North || !there) throw new Error('A region is missing.');
  const { actor: expert } = await world.expert(there, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(there, expert);
  return { world, North, there, expert, user, id };
};

for (const where of ['North', 'East'] as const) {
  test(`six ratings at once count once, and trust moves by one of them (expert at ${where})`, async () => {
    const { world, North, there, expert, user, id } = await begin(where);
    await world.run(there.services.issues.resolve(expert, id, { text: 'Done.' }));
    await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
    await world.run(North.services.issues.confirm(user, id));
    const rate = () => North.services.issues.rate(user, id, { stars: 5, comment: 'Great help' });
    const settled = await world.run(Promise.allSettled([1, 2, 3, 4, 5, 6].map(rate)));
    const codes = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    assert.is(codes.length, 5);
    for (const error of codes) assert.is(error instanceof Problem && error.code, 'already-rated');
    assert.is(await world.refused(rate()), 'already-rated');
    await world.quiet();
    const me = await world.run(there.services.accounts.me(expert));
    assert.equal(
      me.expert?.ratings.map(({ stars, comment, by }) => [stars, comment, by.name]),
      [[5, 'Great help', 'Ursula']],
    );
    assert.ok(Math.abs((me.expert?.trust ?? 0) - (trustPrior + 0.2 * (1 - trustPrior))) < 0.001);
    assert.is(me.expert?.trustOverTime.length, 3);
    const theirs = await world.view(there, expert, id);
    assert.is(theirs.rating?.comment, 'Great help');
  });

  test(`an expert who rated the user does so no second time after a reopening (expert at ${where})`, async () => {
    const { world, North, there, expert, user, id } = await begin(where);
    const { issues } = there.services;
    const finish = async () => {
      await world.run(issues.resolve(expert, id, { text: 'Done.' }));
      await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
      await world.run(North.services.issues.confirm(user, id));
      await world.quiet();
    };
    await finish();
    await world.run(issues.rate(expert, id, { stars: 4, comment: '' }));
    await world.quiet();
    await world.run(North.services.issues.reopen(user, id, { reason: 'It is back.' }));
    await world.accept(there, expert);
    await finish();
    assert.not((await world.view(there, expert, id)).can.includes('rate'));
    assert.is(await world.refused(issues.rate(expert, id, { stars: 1, comment: '' })), 'already-rated');
    assert.is((await world.view(North, user, id)).userRating?.stars, 4);
  });

  test(`the expert rates the user, once, after it closed (expert at ${where})`, async () => {
    const { world, North, there, expert, user, id } = await begin(where);
    const rate = () => there.services.issues.rate(expert, id, { stars: 1, comment: 'Rude' });
    await world.run(there.services.issues.resolve(expert, id, { text: 'Done.' }));
    assert.is(await world.refused(rate()), 'wrong-state');
    await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
    await world.run(North.services.issues.confirm(user, id));
    await world.quiet();
    const settled = await world.run(Promise.allSettled([rate(), rate(), rate()]));
    assert.is(settled.filter(({ status }) => status === 'fulfilled').length, 1);
    await world.quiet();
    assert.is((await world.view(North, user, id)).userRating?.comment, 'Rude');
    const { standing } = await world.run(North.services.accounts.me(user));
    assert.ok(standing < trustPrior - 0.05, `standing ${standing}`);
    assert.is(North.running.services.health.gauges().grapevine_outbox_messages, 0);
  });
}

test('an expert whose rating of the user the origin has not heard does not rate again when the issue comes back', async () => {
  const { world, North, there, expert, user, id } = await begin('East');
  const { issues } = there.services;
  const finish = async () => {
    await world.run(issues.resolve(expert, id, { text: 'Done.' }));
    await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
    await world.run(North.services.issues.confirm(user, id));
    await world.quiet();
  };
  await finish();
  const link = { from: there.state.self, to: North.state.self };
  world.network.cut(link.from, link.to);
  await world.run(issues.rate(expert, id, { stars: 4, comment: '' }));
  await world.run(North.services.issues.reopen(user, id, { reason: 'It is back.' }));
  await world.until(() => there.state.entries.inGroup('seat', expert.accountId).length > 0);
  assert.is(North.state.issues.get(id)?.userRating, undefined, 'the origin has not heard');
  world.network.heal(link);
  await world.accept(there, expert);
  await finish();
  assert.is(await world.refused(issues.rate(expert, id, { stars: 1, comment: '' })), 'already-rated');
  assert.is((await world.view(North, user, id)).userRating?.stars, 4);
});

test('only the user of a confirmed issue rates it: no stranger, no unknown issue, not before', async () => {
  const { world, North, there, expert, user, id } = await begin('North');
  const stars = { stars: 5, comment: '' };
  const { issues } = North.services;
  assert.is(await world.refused(issues.rate(user, id, stars)), 'wrong-state');
  const stranger = await world.user(North, 'Mallory');
  assert.is(await world.refused(issues.rate(stranger, id, stars)), 'not-found');
  await world.run(there.services.issues.resolve(expert, id, { text: 'Done.' }));
  assert.is(await world.refused(issues.rate(user, id, stars)), 'wrong-state');
  await world.run(issues.confirm(user, id));
  assert.is(await world.refused(issues.rate(stranger, id, stars)), 'not-found');
  for (const wrong of [500, 0, 6, 4.5, '5', null]) assert.not(Rate.safeParse({ stars: wrong }).success);
});

test('what an expert solved counts for later issues like it', async () => {
  const { world, North, expert, user, id } = await begin('North');
  const before = (await world.offers(North, expert)).length;
  await world.run(North.services.issues.resolve(expert, id, { text: 'Done.' }));
  await world.run(North.services.issues.confirm(user, id));
  const other = await world.expert(North, 'Aaron');
  await world.submit(North, user);
  assert.is((await world.offers(North, expert)).length, before + 1);
  assert.is((await world.offers(North, other.actor)).length, 0);
});

test.run();
