import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { pushMethod } from '../mesh/registers-messages.ts';
import { Settings } from './documents.ts';
import { TestWorld } from './testing.ts';

const test = suite('settings');

const weights = { skill: 0.1, trust: 0.7, availability: 0.1, load: 0.1 };
const categories = ['network', 'printing', 'other'];

/** As a node of an earlier version has it: all settings in one register. */
const former = (counter: number, writer: string) =>
  Settings.parse({ weights, categories, learnsWeights: true, version: { counter, writer } });

test('two admins who change different settings at once in two regions both keep their change', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const here = await world.admin(North);
  await world.pass(3_000);
  const there = await world.signIn(East, 'admin@example.org');
  world.network.partition([North.state.self], [East.state.self]);
  await world.gone(North, 'East');
  await world.gone(East, 'North');
  await world.run(North.services.admin.updateSettings(here, { weights }));
  await world.run(North.services.admin.updateSettings(here, { trustMeasure: 'average' }));
  await world.run(East.services.admin.updateSettings(there, { categories }));
  await world.run(East.services.admin.updateSettings(there, { learnsWeights: true }));
  world.network.heal();
  await world.allUp();
  const isWhole = ({ settings }: typeof North.state) =>
    settings.weights.trust === 0.7 &&
    settings.trustMeasure === 'average' &&
    settings.learnsWeights &&
    settings.categories.includes('printing');
  await world.until(() => isWhole(North.state) && isWhole(East.state));
  const view = North.services.admin.settings(here);
  assert.equal([view.weights, view.categories], [weights, categories]);
});

test('of one setting that both change, both end with the same', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const here = await world.admin(North);
  await world.pass(3_000);
  const there = await world.signIn(East, 'admin@example.org');
  world.network.partition([North.state.self], [East.state.self]);
  await world.run(North.services.admin.updateSettings(here, { trustMeasure: 'average' }));
  await world.run(East.services.admin.updateSettings(there, { trustMeasure: 'average' }));
  await world.run(East.services.admin.updateSettings(there, { trustMeasure: 'estimate' }));
  world.network.heal();
  await world.allUp();
  await world.until(() => North.state.settings.trustMeasure === 'estimate');
  assert.is(East.state.settings.trustMeasure, 'estimate');
});

test('what a store of an earlier version has goes on, and the newer of two holds', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  await world.admin(North);
  const doc = former(7, North.state.self);
  await world.run(North.store.commit([{ kind: 'insert', collection: 'settings', id: 'mesh', doc }]));
  const again = await world.restart('North');
  assert.equal(again.state.settings.categories, categories);
  assert.is(again.state.settings.learnsWeights, true);
  const who = await world.signIn(again, 'admin@example.org');
  await world.run(again.services.admin.updateSettings(who, { categories: ['other'] }));
  const third = await world.restart('North');
  assert.equal(third.state.settings.categories, ['other'], 'the old document does not come back');
  assert.equal(third.state.settings.weights, weights);
});

test('what a region of an earlier version tells is heard, setting by setting', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  for (const trustMeasure of ['average', 'estimate', 'average'] as const)
    await world.run(North.services.admin.updateSettings(admin, { trustMeasure }));
  const value = { ...former(2, East.state.self), trustMeasure: 'estimate' };
  const push = { registers: [{ key: 'settings', version: value.version, value: { ...value } }] };
  const asked = East.membership.request(North.state.self, pushMethod, push, { timeoutMs: 5_000 });
  await world.run(asked);
  assert.equal(North.state.settings.categories, categories);
  assert.is(North.state.settings.trustMeasure, 'average', 'changed three times here: that is later');
});

test('what does not change is not written, and not in the log', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const admin = await world.admin(North);
  const { categories: same } = North.services.admin.settings(admin);
  await world.run(North.services.admin.updateSettings(admin, { categories: same, learnsWeights: false }));
  assert.is(North.state.settingsTable.size, 0);
  assert.is((await world.run(North.services.admin.audit(admin, { limit: 5 }))).items.length, 0);
});

test.run();
