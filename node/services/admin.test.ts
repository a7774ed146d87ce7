import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ListAdminIssues } from '../schemas/inputs.ts';
import { TestWorld } from './testing.ts';

const test = suite('admin');

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const { actor: expert } = await world.expert(East, 'Egon', { isVerified: false, isOnline: false });
  await world.pass(2_000);
  return { world, North, East, admin, expert };
};

test('registrations of every region are seen, verified and declined from any', async () => {
  const { world, North, East, admin, expert } = await begin();
  const { services } = North;
  const pending = await world.run(services.admin.experts(admin, { status: 'pending', limit: 30 }));
  assert.equal(
    pending.items.map(({ account }) => [account.name, account.region]),
    [['Egon', 'East']],
  );
  assert.not(JSON.stringify(pending).includes('passwordHash'));
  await world.run(services.admin.decline(admin, expert.accountId, { reason: 'no proof' }));
  const me = await world.run(East.services.accounts.me(expert));
  assert.equal([me.account.verification, me.account.verificationNote], ['declined', 'no proof']);
  await world.run(services.admin.verify(admin, expert.accountId, { reason: '' }));
  await world.run(East.services.accounts.setPresence(expert, { presence: 'online' }));
});

test('a suspended expert gets no offers, loses those open, and no longer counts as free', async () => {
  const { world, North, East, admin, expert } = await begin();
  await world.run(North.services.admin.verify(admin, expert.accountId, { reason: '' }));
  await world.run(East.services.accounts.setPresence(expert, { presence: 'online' }));
  const user = await world.user(East);
  const id = await world.submit(East, user);
  await world.offer(East, expert);
  await world.run(North.services.admin.suspend(admin, expert.accountId, { reason: 'complaints' }));
  assert.is((await world.offers(East, expert)).length, 0);
  assert.is((await world.view(East, user, id)).state, 'waiting');
  const online = East.services.accounts.setPresence(expert, { presence: 'online' });
  assert.is(await world.refused(online), 'forbidden');
  assert.is(East.running.services.health.gauges().grapevine_experts_free, 0);
});

test('what a suspended expert had accepted waits for another, and they can no longer answer it', async () => {
  const { world, North, East, admin } = await begin();
  const first = await world.expert(East, 'Emil');
  const user = await world.user(North);
  await world.pass(1_000);
  const id = await world.submit(North, user);
  await world.accept(East, first.actor);
  await world.quiet();
  await world.run(North.services.admin.suspend(admin, first.actor.accountId, { reason: 'complaints' }));
  await world.quiet();
  assert.is((await world.view(North, user, id)).state, 'waiting');
  const late = East.services.issues.resolve(first.actor, id, { text: 'Late.' });
  assert.is(await world.refused(late), 'wrong-state');
  const next = await world.expert(East, 'Frida');
  await world.offer(East, next.actor, 2_000);
});

test('an issue of another region is taken from its expert and given to another', async () => {
  const { world, North, East, admin } = await begin();
  const first = await world.expert(East, 'Emil');
  const user = await world.user(East);
  const id = await world.submit(East, user);
  await world.accept(East, first.actor);
  const second = await world.expert(North, 'Nora');
  await world.pass(6_000);
  const { accountId: expertId } = second.actor;
  await world.run(North.services.admin.reassign(admin, id, { reason: 'too slow', expertId }));
  await world.offer(North, second.actor);
  await world.quiet();
  world.checkSingle(id);
  assert.is((await world.offers(East, first.actor)).length, 0);
  const late = East.services.issues.resolve(first.actor, id, { text: 'mine' });
  assert.is(await world.refused(late), 'wrong-state');
  const { timeline } = await world.view(East, user, id);
  assert.ok(timeline.some(({ kind, note }) => kind === 'reassigned' && note === 'too slow'));
});

test('settings hold in every region', async () => {
  const { world, North, East, admin } = await begin();
  const categories = [...North.services.admin.settings(admin).categories, 'printing'];
  const weights = { skill: 0, trust: 1, availability: 0, load: 0 };
  await world.run(North.services.admin.updateSettings(admin, { categories, weights }));
  await world.until(() => East.state.settings.categories.includes('printing'), 10_000);
  assert.equal(East.state.settings.weights, weights);
  await world.submit(East, await world.user(East), { category: 'printing' });
  const { updateSettings } = {
    updateSettings: North.services.admin.updateSettings.bind(North.services.admin),
  };
  assert.is(
    await world.refused(updateSettings(admin, { weights: { skill: 0, trust: 0, availability: 0, load: 0 } })),
    'invalid',
  );
  assert.is(await world.refused(updateSettings(admin, { categories: ['printing'] })), 'invalid');
});

test('the audit log of all regions is read from any, page by page, newest first', async () => {
  const { world, North, East, admin, expert } = await begin();
  for (const reason of ['one', 'two', 'three']) {
    await world.run(North.services.admin.suspend(admin, expert.accountId, { reason }));
    await world.pass(10);
    await world.run(North.services.admin.updateSettings(admin, { categories: ['other', `after-${reason}`] }));
    await world.pass(10);
  }
  const atEast = await world.signIn(East, 'admin@example.org');
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await world.run(
      East.services.admin.audit(atEast, { limit: 4, ...(after !== undefined && { after }) }),
    );
    seen.push(...page.items.map(({ action, detail }) => `${action} ${detail?.match(/after-\w+$|^\w+$/)}`));
    after = page.next;
  } while (after !== undefined);
  assert.equal(seen, [
    'settings after-three',
    'suspended three',
    'settings after-two',
    'suspended two',
    'settings after-one',
    'suspended one',
  ]);
});

test('everything an admin does is refused to others, also when it comes over the mesh', async () => {
  const { world, North, East, expert } = await begin();
  const { admin } = North.services;
  const user = await world.user(North);
  const id = await world.submit(North, user);
  const calls = [
    () => admin.experts(user, { limit: 10 }),
    async () => admin.verify(user, user.accountId, { reason: '' }),
    async () => admin.suspend(user, expert.accountId, { reason: 'x' }),
    () => admin.issues(user, { limit: 10 }),
    () => admin.reassign(user, id, { reason: 'x' }),
    () => admin.trust(user),
    async () => admin.settings(user),
    () => admin.updateSettings(user, {}),
    () => admin.audit(user, { limit: 10 }),
  ];
  for (const call of calls) assert.is(await world.refused(call()), 'forbidden', String(call));
  await world.pass(2_000);
  const pretended = { ...user, roles: ['admin' as const] };
  assert.is(
    await world.refused(async () => world.run(admin.verify(pretended, expert.accountId, { reason: '' }))),
    'forbidden',
  );
  assert.is(East.state.accounts.get(expert.accountId)?.verification, 'pending');
});

test('a region checks the role itself: a peer that asks for somebody who is no admin is refused', async () => {
  const { world, North, East, expert } = await begin();
  const user = await world.user(East);
  const issue = await world.submit(North, await world.user(North));
  await world.pass(2_000);
  const query = { limit: 10 };
  const commands = {
    'admin.experts': { query },
    'admin.issues': { query },
    'admin.audit': { query },
    'admin.trust': null,
    'admin.judge': { id: expert.accountId, verification: 'verified', reason: '' },
    'admin.reassign': { id: issue, input: { reason: 'x' } },
  };
  for (const [name, input] of Object.entries(commands)) {
    const body = { name, actor: user.accountId, input };
    const asked = East.membership.request(North.state.self, 'command', body, { timeoutMs: 5_000 });
    assert.match(JSON.stringify(await world.run(asked)), '"code":"forbidden"', name);
  }
});

test('admins see all issues and trust curves of the mesh, and which region did not answer', async () => {
  const { world, North, East, admin, expert } = await begin();
  await world.run(North.services.admin.verify(admin, expert.accountId, { reason: '' }));
  const id = await world.submit(East, await world.user(East));
  const all = await world.run(North.services.admin.issues(admin, { limit: 10, state: 'waiting' }));
  assert.equal(
    all.items.map((item) => item.id),
    [id],
  );
  assert.is((await world.view(North, admin, id)).role, 'admin');
  const curves = await world.run(North.services.admin.trust(admin));
  assert.equal(
    curves.items.map(({ expert: { name } }) => name),
    ['Egon'],
  );
  world.crash('East');
  await world.gone(North, 'East');
  const { notAsked } = await world.run(North.services.admin.issues(admin, { limit: 10 }));
  assert.equal(notAsked, ['East']);
});

test('what waits is listed by claim, over all regions', async () => {
  const { world, North, East, admin } = await begin();
  const [here, there] = [await world.user(North), await world.user(East)];
  const low = await world.submit(North, here, { urgency: 'low', category: 'cloud' });
  const critical = await world.submit(East, there, { urgency: 'critical', category: 'cloud' });
  await world.pass(60_000);
  const normal = await world.submit(North, here, { category: 'cloud' });
  await world.pass(1_000);
  const query = ListAdminIssues.parse({ state: 'waiting' });
  const { items } = await world.run(North.services.admin.issues(admin, query));
  assert.equal(
    items.map(({ id }) => id),
    [critical, low, normal],
  );
});

test.run();
