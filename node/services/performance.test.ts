import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';

const test = suite('performance');

test('offers, times, stars and trust of an expert are told from any region', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const { actor: egon } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(1_000);
  for (const stars of [5, 4]) {
    const id = await world.submit(North, user, { title: `Rated ${stars}` });
    await world.offer(East, egon);
    await world.pass(10_000);
    await world.accept(East, egon);
    await world.pass(120_000);
    await world.run(East.services.issues.resolve(egon, id, { text: 'Restart it.' }));
    await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
    await world.run(North.services.issues.confirm(user, id));
    await world.run(North.services.issues.rate(user, id, { stars, comment: '' }));
    await world.quiet();
  }
  await world.submit(North, user, { title: 'Not now' });
  await world.reject(East, egon);
  const told = await world.run(North.services.admin.performance(admin, egon.accountId));
  assert.equal(told.offers, { offered: 3, accepted: 2, rejected: 1, timedOut: 0 });
  assert.equal(
    [told.region, told.resolved, told.stars, told.averageStars],
    ['East', 2, [0, 0, 0, 1, 1], 4.5],
  );
  assert.is(told.toAccept.count, 2);
  const seconds = (ms: number | undefined) => Math.round((ms ?? 0) / 1_000);
  assert.equal([seconds(told.toAccept.medianMs), seconds(told.toResolve.medianMs)], [10, 120]);
  assert.ok(told.trust > 0.5);
  assert.equal(
    told.trustOverTime.map(({ trust }) => trust > 0.5),
    [false, true, true, true],
  );
});

test('nobody else is an expert, only admins ask, and a home that is gone is named', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North } = world.regions;
  const admin = await world.admin(North);
  const user = await world.user(North);
  const { actor: egon } = await world.expert(world.regions.East, 'Egon');
  await world.pass(2_000);
  const ask = (by: typeof admin, id: typeof egon.accountId) => North.services.admin.performance(by, id);
  assert.is(await world.refused(ask(admin, user.accountId)), 'not-found');
  assert.is(await world.refused(ask(user, egon.accountId)), 'forbidden');
  world.crash('East');
  await world.gone(North, 'East');
  assert.is(await world.refused(ask(admin, egon.accountId)), 'home-region-unreachable');
});

test.run();
