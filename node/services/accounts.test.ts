import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Secrets } from '../ports.ts';
import { Problem } from '../problem.ts';
import { RegisterExpert, RegisterUser, UpdateMe } from '../schemas/inputs.ts';
import { Sessions } from './sessions.ts';
import { type TestRegion, TestWorld, testPassword } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('accounts');

const registration = (email = 'anna@example.org', more: object = {}) =>
  RegisterUser.parse({ name: 'Anna', email, password: testPassword, ...more });

/** How many of some registrations succeeded, and the codes of the others. */
const outcomes = async (world: TestWorld, registrations: readonly Promise<{ id: string }>[]) => {
  const settled = await world.run(Promise.allSettled(registrations));
  const ids = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
  const codes = settled.flatMap((one) =>
    one.status === 'rejected' ? [one.reason instanceof Problem ? one.reason.code : String(one.reason)] : [],
  );
  return { ids, codes };
};

const six = [1, 2, 3, 4, 5, 6];

test('of six simultaneous registrations of one e-mail one succeeds', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { accounts } = North.services;
  const { ids, codes } = await outcomes(
    world,
    six.map(() => accounts.registerUser(registration())),
  );
  assert.is(ids.length, 1);
  assert.equal(codes, Array(5).fill('email-taken'));
  assert.is(North.state.accounts.size, 1);
  assert.is(await world.refused(accounts.registerUser(registration('ANNA@example.org '))), 'email-taken');
});

test('six with the same idempotency key all get the one account, also later; another e-mail under it is refused', async () => {
  const world = await TestWorld.of(['North']);
  const { accounts } = world.regions.North.services;
  const once = { key: 'key' };
  const { ids } = await outcomes(
    world,
    six.map(() => accounts.registerUser(registration(), once)),
  );
  assert.is(ids.length, 6);
  assert.is(new Set(ids).size, 1);
  assert.is((await world.run(accounts.registerUser(registration(), once))).id, ids[0]);
  assert.is(
    await world.refused(accounts.registerUser(registration('bert@example.org'), once)),
    'idempotency-key-reused',
  );
});

test('a registration is repeated only by who sends the same again, password included', async () => {
  const world = await TestWorld.of(['North']);
  const { accounts } = world.regions.North.services;
  const once = { key: 'key' };
  await world.run(accounts.registerUser(registration(), once));
  for (const changes of [{ name: 'Another' }, { password: 'another password' }]) {
    const other = accounts.registerUser({ ...registration(), ...changes }, once);
    assert.is(await world.refused(other), 'idempotency-key-reused');
  }
  const expert = RegisterExpert.parse({ ...registration(), categories: ['network'] });
  assert.is(await world.refused(accounts.registerExpert(expert, once)), 'idempotency-key-reused');
});

test('of registrations of one e-mail at two regions at once exactly one succeeds', async () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f']) {
    const world = await TestWorld.of(['North', 'East', 'South'], { seed });
    const { North, East, South } = world.regions;
    const { ids, codes } = await outcomes(
      world,
      [East, North, East].map(({ services }) => services.accounts.registerUser(registration())),
    );
    assert.is(ids.length, 1, `seed ${seed}`);
    assert.equal(new Set(codes), new Set(['email-taken']));
    await world.pass(2_000);
    for (const { state } of [North, East, South]) assert.is(state.accounts.size, 1);
  }
});

test('at three regions at once never more than one', async () => {
  for (const seed of ['a', 'b', 'c']) {
    const world = await TestWorld.of(['North', 'East', 'South'], { seed });
    const all = Object.values(world.regions).map(({ services }) =>
      services.accounts.registerUser(registration()),
    );
    assert.ok((await outcomes(world, all)).ids.length <= 1, `seed ${seed}`);
  }
});

test('an e-mail known at one region is taken at every other', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  await world.run(North.services.accounts.registerUser(registration()));
  assert.is(await world.refused(East.services.accounts.registerUser(registration())), 'email-taken');
});

test('one registers for another region by naming it, and an unknown one is refused with the known ones', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { accounts } = North.services;
  const account = await world.run(accounts.registerUser(registration('a@example.org', { region: 'East' })));
  assert.is(account.region, 'East');
  assert.is(East.state.accounts.get(account.id)?.home, East.state.self);
  const lost = accounts.registerUser(registration('b@example.org', { region: 'Atlantis' }));
  assert.is(await world.refused(lost), 'invalid');
  world.crash('East');
  const away = accounts.registerUser(registration('c@example.org', { region: 'East' }));
  assert.is(await world.refused(away), 'home-region-unreachable');
});

test('what a registration or a profile may say is what the schema lists: no role, verification or result', () => {
  const refused = (schema: { safeParse(value: unknown): { success: boolean } }, value: object) =>
    assert.not(schema.safeParse(value).success, JSON.stringify(value));
  for (const extra of [{ roles: ['admin'] }, { verification: 'verified' }, { trust: 1 }]) {
    refused(RegisterUser, { name: 'A', email: 'a@example.org', password: testPassword, ...extra });
    refused(UpdateMe, extra);
  }
  for (const extra of [{ quiz: { network: 1 } }, { availability: 1 }, { email: 'b@example.org' }])
    refused(UpdateMe, extra);
  refused(RegisterUser, { name: 'A', email: '', password: testPassword });
  assert.ok(RegisterUser.safeParse({ name: 'A', email: 'a@b.org', password: 'x'.repeat(80) }).success);
});

test('a profile changes what it may, and nothing else', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna', { isVerified: false, isOnline: false });
  const before = North.state.accounts.get(actor.accountId);
  const changes = UpdateMe.parse({ name: 'Annabel', capacity: 7, categories: ['web'] });
  const me = await world.run(North.services.accounts.updateMe(actor, changes));
  assert.equal([me.account.name, me.expert?.capacity, me.expert?.categories], ['Annabel', 7, ['web']]);
  const after = North.state.accounts.get(actor.accountId);
  assert.equal([after?.roles, after?.verification], [before?.roles, 'pending']);
  const wrong = North.services.accounts.updateMe(actor, UpdateMe.parse({ categories: ['cooking'] }));
  assert.is(await world.refused(wrong), 'invalid');
});

test('a wrong e-mail and a wrong password get the same answer after the same work', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  await world.run(North.services.accounts.registerUser(registration()));
  let checks = 0;
  const secrets = {
    hashPassword: async () => 'hash',
    verifyPassword: async () => {
      checks += 1;
      return false;
    },
    token: () => 'token',
    id: () => 'id',
    digest: (...parts: string[]) => parts.join(),
  } satisfies Secrets;
  const sessions = new Sessions({ ...partsOf(North), secrets, timing, now: () => world.clock.now() });
  const answers: string[] = [];
  for (const email of ['anna@example.org', 'nobody@example.org']) {
    checks = 0;
    const error = await sessions
      .open({ email, password: 'wrong password' })
      .catch((reason: unknown) => reason);
    if (!(error instanceof Problem)) throw error;
    answers.push(`${error.code} ${error.detail} ${checks}`);
  }
  assert.is(answers[0], answers[1]);
  assert.match(answers[0] ?? '', /^wrong-credentials .* 1$/);
});

test('a password change ends all other sessions, at every region, and the old password', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  await world.run(North.services.accounts.registerUser(registration()));
  await world.pass(2_000);
  const open = async ({ services }: TestRegion) =>
    (await world.run(services.sessions.open({ email: 'anna@example.org', password: testPassword }))).token;
  const [here, other, away] = [await open(North), await open(North), await open(East)];
  const actor = await world.run(North.services.sessions.authenticate(here));
  assert.ok(actor);
  const change = (current: string) => UpdateMe.parse({ password: { current, next: 'a new password' } });
  assert.is(await world.refused(North.services.accounts.updateMe(actor, change('wrong'))), 'invalid');
  await world.run(North.services.accounts.updateMe(actor, change(testPassword)));
  await world.pass(2_000);
  assert.ok(await North.services.sessions.authenticate(here));
  assert.is(await North.services.sessions.authenticate(other), undefined);
  assert.is(await East.services.sessions.authenticate(away), undefined);
  const again = East.services.sessions.open({ email: 'anna@example.org', password: testPassword });
  assert.is(await world.refused(again), 'wrong-credentials');
});

test('sessions end by signing out and by time, and a token is stored only as its digest', async () => {
  const world = await TestWorld.of(['North'], { timing: { sessionMs: 60_000 } });
  const { North } = world.regions;
  const { sessions, accounts } = North.services;
  await world.run(accounts.registerUser(registration()));
  const open = () => world.run(sessions.open({ email: 'anna@example.org', password: testPassword }));
  const { token } = await open();
  assert.not(JSON.stringify(North.state.sessions.values()).includes(token));
  const actor = await sessions.authenticate(token);
  assert.ok(actor);
  await world.run(sessions.close(actor));
  assert.is(await sessions.authenticate(token), undefined);
  const { token: next } = await open();
  await world.pass(61_000);
  assert.is(await sessions.authenticate(next), undefined);
});

test('with the store away a session is not unknown: commands say that nothing can be stored', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  await world.run(North.services.accounts.registerUser(registration()));
  const credentials = { email: 'anna@example.org', password: testPassword };
  const { token } = await world.run(North.services.sessions.open(credentials));
  const actor = await North.services.sessions.authenticate(token);
  assert.ok(actor);
  North.disk.breakWith('unavailable');
  assert.is(await world.refused(() => world.submit(North, actor)), 'store-unavailable');
  await world.pass(10_000);
  assert.ok(await North.services.sessions.authenticate(token));
  assert.is(await world.refused(North.services.sessions.open(credentials)), 'store-unavailable');
  assert.not((await world.run(North.services.health.ready())).isReady);
  North.disk.mend();
  await world.pass(6_000);
  assert.ok((await world.run(North.services.health.ready())).isReady);
  await world.submit(North, actor);
});

test('the first admin is made once, with a password of its own', async () => {
  const world = await TestWorld.of(['North']);
  const { registration: maker } = world.regions.North.running;
  const password = await world.run(maker.createAdmin('admin@example.org', undefined));
  assert.match(password ?? '', /^[\w-]{24}$/);
  assert.is(await world.run(maker.createAdmin('other@example.org', undefined)), undefined);
  const other = await TestWorld.of(['North'], { seed: 'another' });
  const second = await other.run(
    other.regions.North.running.registration.createAdmin('admin@example.org', undefined),
  );
  assert.is.not(second, password);
});

/** What a `Sessions` of the test's own shares with the region. */
const partsOf = ({ state, running }: TestRegion) => ({
  state,
  peers: running.peers,
  presence: { heard: () => undefined },
});

test.run();
