import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { placementsKeptMs, placementsMax } from './placements.ts';
import { TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('weights preview');

const onlySkill = { skill: 1, trust: 0, availability: 0, load: 0 };
const onlyLoad = { skill: 0, trust: 0, availability: 0, load: 1 };

/** In each region somebody who knows it and has something to do, and somebody idle who does not. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const admin = await world.admin(world.regions.North);
  await world.run(world.regions.North.services.admin.updateSettings(admin, { weights: onlySkill }));
  await world.until(() => world.regions.East.state.settings.weights.skill === 1);
  for (const region of Object.values(world.regions)) {
    const clever = await world.expert(region, 'Clever', { qualifications: 'printer', capacity: 4 });
    const user = await world.user(region);
    await world.submit(region, user, { title: 'Printer' });
    await world.accept(region, clever.actor);
    await world.expert(region, 'Idle');
    await world.submit(region, user, { title: 'Printer again' });
  }
  return { world, admin };
};

test('it counts, over all regions, whose issue would have gone to another first, and names both', async () => {
  const { world, admin } = await begin();
  const { admin: calls } = world.regions.North.services;
  const preview = await world.run(calls.previewWeights(admin, { weights: onlyLoad }));
  assert.is(preview.compared, 4);
  assert.is(preview.changed, 2);
  assert.is(preview.notAsked, undefined);
  assert.equal(preview.items.map(({ region }) => region).sort(), ['East', 'North']);
  for (const { title, before, after } of preview.items) {
    assert.equal([title, before.expert.name, after.expert.name], ['Printer again', 'Clever', 'Idle']);
    assert.equal([after.score, after.terms.load, before.terms.load], [1, 1, 0.75]);
  }
  const same = await world.run(calls.previewWeights(admin, { weights: onlySkill }));
  assert.equal([same.compared, same.changed], [4, 0]);
});

test('a region that cannot be asked is named, and nothing is asked by who is no admin', async () => {
  const { world, admin } = await begin();
  const { North } = world.regions;
  world.crash('East');
  await world.gone(North, 'East');
  const preview = await world.run(North.services.admin.previewWeights(admin, { weights: onlyLoad }));
  assert.equal([preview.compared, preview.changed, preview.notAsked], [2, 1, ['East']]);
  const user = await world.user(North);
  const asked = North.services.admin.previewWeights(user, { weights: onlyLoad });
  assert.is(await world.refused(asked), 'forbidden');
  const nothing = { skill: 0, trust: 0, availability: 0, load: 0 };
  assert.is(await world.refused(North.services.admin.previewWeights(admin, { weights: nothing })), 'invalid');
});

test('choices are kept over a restart, not beyond their number, and not for ever', async () => {
  const world = await TestWorld.of(['North']);
  const admin = await world.admin(world.regions.North);
  await world.expert(world.regions.North, 'Ed', { capacity: 20 });
  const user = await world.user(world.regions.North);
  for (let n = 0; n < 3; n += 1) await world.submit(world.regions.North, user, { title: `Issue ${n}` });
  const North = await world.restart('North');
  const compared = async () =>
    (await world.run(North.services.admin.previewWeights(admin, { weights: onlyLoad }))).compared;
  assert.is(await compared(), 3);
  const [first] = North.state.placements.values();
  assert.ok(first);
  // As if so many more had been made: the next takes the place of the first.
  await world.run(
    North.state.ledger.run((transaction) =>
      transaction.put(North.state.placements, '0', { ...first, n: placementsMax, at: transaction.now }),
    ),
  );
  await world.submit(North, user, { title: 'One more' });
  assert.is(North.state.placements.size, 4);
  assert.not(North.state.placements.values().some(({ n }) => n === 1));
  await world.run(
    North.state.ledger.run((transaction) => {
      const at = transaction.now - placementsKeptMs;
      transaction.put(North.state.placements, '0', { ...first, n: placementsMax, at });
    }),
  );
  await world.pass(timing.sweepMs + 1_000);
  assert.is(North.state.placements.size, 3);
});

test.run();
