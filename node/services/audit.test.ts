import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ListAudit } from '../schemas/admin-inputs.ts';
import { changesBetween } from './audit.ts';
import { TestWorld } from './testing.ts';

const test = suite('audit');

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const { actor: expert } = await world.expert(East, 'Egon', { isVerified: false, isOnline: false });
  await world.pass(2_000);
  const list = (query: Partial<ListAudit> = {}) =>
    world.run(North.services.admin.audit(admin, { limit: 10, ...query }));
  return { world, North, admin, expert, list };
};

test('changes are kept field by field, with what was there before', async () => {
  const { world, North, admin, expert, list } = await begin();
  const { services } = North;
  const { weights, categories } = services.admin.settings(admin);
  await world.run(
    services.admin.updateSettings(admin, {
      weights: { ...weights, trust: 0.5 },
      categories: categories.filter((category) => category !== 'cloud'),
    }),
  );
  const [settings] = (await list()).items;
  assert.equal(settings?.changes, [
    { field: 'weights.trust', from: 0.2, to: 0.5 },
    { field: 'categories', from: categories, to: categories.filter((category) => category !== 'cloud') },
  ]);
  await world.pass(10);
  await world.run(services.admin.decline(admin, expert.accountId, { reason: 'no proof' }));
  const [declined] = (await list()).items;
  assert.equal(declined?.changes, [
    { field: 'verification', from: 'pending', to: 'declined' },
    { field: 'verificationNote', to: 'no proof' },
  ]);
});

test('it is looked through by what was done, by whom and when, over all regions', async () => {
  const { world, North, admin, expert, list } = await begin();
  const { services } = North;
  const times: number[] = [];
  for (const reason of ['one', 'two', 'three']) {
    await world.run(services.admin.suspend(admin, expert.accountId, { reason }));
    await world.pass(10_000);
    times.push(world.clock.forNode().now());
    await world.run(services.admin.updateSettings(admin, { categories: ['other', `after-${reason}`] }));
    await world.pass(10_000);
  }
  const told = async (query: Partial<ListAudit>) =>
    (await list(query)).items.map(({ action, detail }) => `${action} ${detail?.match(/after-\w+$|^\w+$/)}`);
  assert.equal(await told({ action: 'suspended' }), ['suspended three', 'suspended two', 'suspended one']);
  assert.equal(await told({ by: 'aDm', action: 'settings', limit: 1 }), ['settings after-three']);
  assert.equal(await told({ by: 'somebody else' }), []);
  const [first = 0, , third = 0] = times;
  assert.equal(await told({ until: first }), ['settings after-one', 'suspended one']);
  assert.equal(await told({ from: third }), ['settings after-three']);
});

test('pages of a filtered log miss nothing and repeat nothing', async () => {
  const { world, North, admin, expert, list } = await begin();
  for (let n = 0; n < 6; n++) {
    await world.run(North.services.admin.suspend(admin, expert.accountId, { reason: `${n}` }));
    await world.run(North.services.admin.updateSettings(admin, { categories: ['other', `c${n}`] }));
    await world.pass(5);
  }
  const seen: (string | undefined)[] = [];
  let after: string | undefined;
  do {
    const page = await list({ action: 'suspended', limit: 2, ...(after !== undefined && { after }) });
    seen.push(...page.items.map(({ detail }) => detail));
    after = page.next;
  } while (after !== undefined);
  assert.equal(seen, ['5', '4', '3', '2', '1', '0']);
});

test('what is the same is no change', () => {
  assert.equal(changesBetween({ a: 1, b: ['x'], c: undefined }, { a: 1, b: ['x'], d: true }), [
    { field: 'd', to: true },
  ]);
});

test.run();
