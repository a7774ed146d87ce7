import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import { ListAudit } from '../schemas/admin-inputs.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld, testPassword } from './testing.ts';

const test = suite('password links');

/** Days take long to play. */
const timing = { passwordLinkMs: 300_000, sweepMs: 60_000 };
const password = 'four new unrelated words';
const reason = 'She called from the number that we have.';

/** An admin at North, and a user of South who is signed in there and at East. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'South', 'East'], { timing });
  const { North, South, East } = world.regions;
  const admin = await world.admin(North);
  const user = await world.user(South);
  await world.pass(6_000);
  const { email = '' } = South.state.accounts.get(user.accountId) ?? {};
  const open = (at: TestRegion, secret: string) => at.services.sessions.open({ email, password: secret });
  const [here, there] = [
    await world.run(open(South, testPassword)),
    await world.run(open(East, testPassword)),
  ];
  const make = (by: Actor = admin, id = user.accountId) =>
    North.services.admin.makePasswordLink(by, id, { reason });
  const link = async (): Promise<string> => codeOf((await world.run(make())).url);
  const choose = (code: string, secret = password) =>
    South.services.passwordLinks.choose({ code, password: secret });
  return { world, North, South, East, admin, user, email, open, here, there, make, link, choose };
};

const codeOf = (url: string) => new URL(url).hash.slice(1);

test('a link made at another region leads to the home, where it opens the account under a new password', async () => {
  const { world, South, East, email, user, open, here, there, make, choose } = await begin();
  const { url, expiresAt } = await world.run(make());
  assert.match(url, /^http:\/\/south\.test\/new_password#[\w-]{43}$/);
  assert.is(
    await world.run(South.services.passwordLinks.read({ code: codeOf(url) })).then((of) => of.email),
    email,
  );
  assert.ok(expiresAt > world.clock.now() + timing.passwordLinkMs - 60_000);
  const session = await world.run(choose(codeOf(url)));
  assert.is(session.account.id, user.accountId);
  assert.ok(await South.services.sessions.authenticate(session.token), 'who chose it is signed in');
  await world.pass(6_000);
  for (const at of [South, East]) {
    assert.is(await world.refused(open(at, testPassword)), 'wrong-credentials');
    await world.run(open(at, password));
  }
  assert.is(await South.services.sessions.authenticate(here.token), undefined);
  assert.is(await East.services.sessions.authenticate(there.token), undefined);
});

test('used, expired, ended by another one or by a changed password, or never made: it is refused in the same words', async () => {
  const { world, South, user, link, choose } = await begin();
  const said = new Set<string>();
  const refused = async (code: string, secret = 'yet another long one') => {
    for (const attempt of [() => choose(code, secret), () => South.services.passwordLinks.read({ code })]) {
      const error: unknown = await world.run(attempt().catch((problem: unknown) => problem));
      if (!(error instanceof Problem)) throw new Error(`Not refused: ${code}`);
      said.add(`${error.code} ${error.detail}`);
    }
  };
  await refused('of nobody');
  const [first, second] = [await link(), await link()];
  await refused(first);
  await world.run(choose(second));
  await refused(second);
  const third = await link();
  await world.run(
    South.services.accounts.updateMe(user, { password: { current: password, next: testPassword } }),
  );
  await refused(third);
  const fourth = await link();
  await world.pass(timing.passwordLinkMs);
  await refused(fourth);
  assert.is(said.size, 1, [...said].join('\n'));
  assert.match([...said][0] ?? '', /^link-refused .*Ask an admin/);
});

test('pressed twice, it is chosen once, and nobody is told that it failed', async () => {
  const { world, South, user, link, choose } = await begin();
  const code = await link();
  const before = South.state.accounts.get(user.accountId)?.credentialVersion ?? 0;
  const [one, other] = await world.run(Promise.all([choose(code), choose(code)]));
  for (const { token } of [one, other]) assert.ok(await South.services.sessions.authenticate(token));
  assert.is(South.state.accounts.get(user.accountId)?.credentialVersion, before + 1);
  await world.run(choose(code));
  assert.is(await world.refused(choose(code, 'what somebody else chose')), 'link-refused');
});

test('of two who choose at the same moment one is refused', async () => {
  const { world, link, choose, open, South } = await begin();
  const code = await link();
  const outcomes = await world.run(
    Promise.allSettled([choose(code, 'what one of them chose'), choose(code, 'what the other chose')]),
  );
  assert.equal(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  );
  await world.run(open(South, 'what one of them chose'));
});

test('a link that is ended while a password is being hashed for it, opens nothing', async () => {
  const { world, South, admin, user, link, choose } = await begin();
  const choosing = choose(await link());
  const making = South.services.admin.makePasswordLink(admin, user.accountId, { reason });
  assert.is(await world.refused(choosing), 'link-refused');
  await world.run(choose(codeOf((await world.run(making)).url)));
});

test('it outlives a restart of the home, and afterwards is used up all the same', async () => {
  const { world, link } = await begin();
  const code = await link();
  const again = (await world.restart('South')).services.passwordLinks;
  await world.run(again.choose({ code, password }));
  const { passwordLinks } = (await world.restart('South')).services;
  assert.is(
    await world.refused(passwordLinks.choose({ code, password: 'of somebody else' })),
    'link-refused',
  );
});

test('neither for admins nor for oneself, nor by who is none', async () => {
  const { world, North, South, admin, user, make, link, choose } = await begin();
  assert.is(await world.refused(make(admin, admin.accountId)), 'wrong-state');
  assert.is(await world.refused(make(user)), 'forbidden');
  // Its home believes no role that it does not know of.
  const other = await world.user(North, 'Otto');
  await world.pass(6_000);
  assert.is(await world.refused(make({ ...other, roles: ['admin'] })), 'forbidden');
  const code = await link();
  await world.run(
    North.services.admin.setAdmin(admin, user.accountId, { isAdmin: true, reason: 'holidays' }),
  );
  assert.is(await world.refused(make()), 'wrong-state');
  assert.is(await world.refused(choose(code)), 'link-refused', 'who has become an admin since');
  assert.is(South.state.accounts.get(user.accountId)?.credentialVersion, 1);
});

test('while the home is away there is none', async () => {
  const { world, North, make } = await begin();
  world.crash('South');
  await world.gone(North, 'South');
  assert.is(await world.refused(make()), 'home-region-unreachable');
});

test('when another region goes on for the home, a link made before opens nothing, and a new one leads there', async () => {
  const { world, North, admin, user, link, make } = await begin();
  const code = await link();
  const isMoved = ({ state }: TestRegion) => state.accounts.get(user.accountId)?.home === North.state.self;
  await world.lose('South');
  await world.adopt(North, admin, 'South');
  await world.until(() => isMoved(North));
  const back = await world.restart('South');
  await world.until(() => isMoved(back));
  assert.is(back.state.passwordLinks.size, 1, 'it has not expired');
  assert.is(await world.refused(back.services.passwordLinks.choose({ code, password })), 'link-refused');
  assert.match((await world.run(make())).url, /^http:\/\/north\.test\//);
});

test('the log says who made it for whom and why, and holds no code; nor does any other document', async () => {
  const { world, North, South, admin, email, link } = await begin();
  const code = await link();
  const query = ListAudit.parse({ action: 'password-link' });
  const { items } = await world.run(North.services.admin.audit(admin, query));
  assert.equal(
    items.map(({ region, by, subject, detail }) => [region, by.name, subject, detail]),
    [['South', 'Admin', `Ursula (${email})`, reason]],
  );
  const kept = await South.store.query('password_links', 'id', {}, { limit: 10 });
  assert.is(kept.items.length, 1);
  for (const { state, store } of [North, South]) {
    const { items: entries } = await store.query('audit', 'id', {}, { limit: 100 });
    const all = JSON.stringify([kept, entries, state.accounts.values()]);
    assert.not(all.includes(code));
  }
  assert.is(North.state.passwordLinks.size, 0, 'only the home keeps it');
});

test('those that have expired are removed', async () => {
  const { world, South, link } = await begin();
  await link();
  await link();
  assert.is(South.state.passwordLinks.size, 1, 'one for each account');
  await world.pass(timing.passwordLinkMs + timing.sweepMs);
  assert.is(South.state.passwordLinks.size, 0);
});

test.run();
