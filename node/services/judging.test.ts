import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { GiveVerdicts, ListAccounts } from '../schemas/admin-inputs.ts';
import { ListExperts } from '../schemas/inputs.ts';
import { TestWorld } from './testing.ts';

const test = suite('judging');

const unverified = { isVerified: false, isOnline: false, isPresent: false };

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const here = await world.expert(North, 'Nora', { ...unverified, qualifications: 'Routers since 1999' });
  const there = await world.expert(East, 'Egon', unverified);
  await world.pass(2_000);
  const give = (verdict: 'verify' | 'decline' | 'reconsider', ids: readonly string[], reason = '') =>
    world.run(North.services.admin.giveVerdicts(admin, GiveVerdicts.parse({ ids, verdict, reason })));
  const [nora, egon] = [here.actor.accountId, there.actor.accountId];
  return { world, North, East, admin, nora, egon, egonHimself: there.actor, give };
};

test('several are verified at once, wherever they are at home, and it can be taken back', async () => {
  const { world, North, East, egon, nora, egonHimself, give } = await begin();
  const { items } = await give('verify', [nora, egon, nora]);
  assert.equal(
    items.map(({ name, isDone, account }) => [name, isDone, account?.verification]),
    [
      ['Nora', true, 'verified'],
      ['Egon', true, 'verified'],
    ],
  );
  await world.run(East.services.accounts.setPresence(egonHimself, { presence: 'online' }));
  await give('reconsider', [egon]);
  assert.is(East.state.accounts.get(egon)?.verification, 'pending');
  assert.is(East.state.profiles.get(egon)?.presence, 'away', 'who is not verified takes nothing');
  assert.is(North.state.accounts.get(nora)?.verification, 'verified');
});

test('who cannot be decided on now keeps nobody else waiting, and is named with the reason', async () => {
  const { world, North, nora, egon, give } = await begin();
  world.crash('East');
  await world.gone(North, 'East');
  const { items } = await give('decline', [egon, nora, 'nobody'], 'no proof');
  assert.equal(
    items.map(({ isDone, problem }) => [isDone, problem?.code]),
    [
      [false, 'home-region-unreachable'],
      [true, undefined],
      [false, 'not-found'],
    ],
  );
  assert.match(items[0]?.problem?.detail ?? '', /East cannot be reached/);
  assert.is(North.state.accounts.get(nora)?.verificationNote, 'no proof');
});

test('nobody is declined without a reason', () => {
  const input = { ids: ['a'], verdict: 'decline' };
  assert.is(GiveVerdicts.safeParse(input).success, false);
  assert.is(GiveVerdicts.safeParse({ ...input, reason: ' ' }).success, false);
  assert.is(GiveVerdicts.safeParse({ ...input, reason: 'no proof' }).success, true);
});

test('experts of all regions are found by what they are called and know', async () => {
  const { world, North, admin } = await begin();
  const find = async (q: string) => {
    const list = await world.run(North.services.admin.experts(admin, ListExperts.parse({ q })));
    return list.items.map(({ account }) => account.name);
  };
  assert.equal(await find('ROUTERS'), ['Nora']);
  assert.equal(await find('east network'), ['Egon']);
  assert.equal(await find('plumber'), []);
});

test('everyone in the mesh is found by name, page by page', async () => {
  const { world, North, admin } = await begin();
  await world.user(North, 'Bert');
  const list = (query: object) => world.run(North.services.admin.accounts(admin, ListAccounts.parse(query)));
  const first = await list({ limit: 3 });
  assert.equal(
    first.items.map(({ name }) => name),
    ['Admin', 'Bert', 'Egon'],
  );
  const rest = await list({ limit: 3, after: first.next });
  assert.equal([rest.items.map(({ name }) => name), rest.next], [['Nora'], undefined]);
  assert.equal(
    (await list({ role: 'admin' })).items.map(({ name }) => name),
    ['Admin'],
  );
  assert.not(JSON.stringify(first).includes('passwordHash'));
});

test('an admin makes others admins at their home, and never changes their own role', async () => {
  const { world, North, East, admin, egon } = await begin();
  const { setAdmin } = North.services.admin;
  const set = (id: typeof egon, isAdmin: boolean) =>
    setAdmin.call(North.services.admin, admin, id, { isAdmin, reason: 'holidays' });
  await world.run(set(egon, true));
  assert.equal(East.state.accounts.get(egon)?.roles, ['user', 'expert', 'admin']);
  await world.run(set(egon, false));
  assert.equal(East.state.accounts.get(egon)?.roles, ['user', 'expert']);
  assert.is(await world.refused(set(admin.accountId, false)), 'wrong-state');
  const { items } = await world.run(North.services.admin.audit(admin, { limit: 5, action: 'roles' }));
  assert.equal(
    items.map(({ changes }) => changes),
    [
      [{ field: 'roles', from: ['user', 'expert', 'admin'], to: ['user', 'expert'] }],
      [{ field: 'roles', from: ['user', 'expert'], to: ['user', 'expert', 'admin'] }],
    ],
  );
});

test('of two admins who take the role from each other at the same moment one keeps it', async () => {
  const { world, North, admin, nora } = await begin();
  const { admin: calls } = North.services;
  await world.run(calls.setAdmin(admin, nora, { isAdmin: true, reason: 'holidays' }));
  const other = { ...admin, accountId: nora, name: 'Nora' };
  const take = (by: typeof admin, from: typeof nora) =>
    calls.setAdmin(by, from, { isAdmin: false, reason: 'no' }).then(
      () => 'done',
      ({ code }: { code: string }) => code,
    );
  const outcomes = await world.run(Promise.all([take(admin, nora), take(other, admin.accountId)]));
  assert.equal(outcomes, ['done', 'forbidden']);
  assert.ok(North.state.accounts.get(admin.accountId)?.roles.includes('admin'));
});

test.run();
