import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld, testPassword } from './testing.ts';

const test = suite('open sessions');

/** Somebody of North on three devices: two there, one at South. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'South']);
  const { North, South } = world.regions;
  const first = await world.user(North);
  await world.pass(6_000);
  const email = 'ursula1@example.org';
  const open = async (region: TestRegion, browser: string): Promise<Actor> => {
    const { sessions } = region.services;
    const from = { device: { browser, system: 'Linux' } };
    const { token } = await world.run(sessions.open({ email, password: testPassword }, from));
    const actor = await world.run(sessions.authenticate(token));
    if (!actor) throw new Error('It opened nothing.');
    return actor;
  };
  const second = await open(North, 'Firefox');
  const atSouth = await open(South, 'Safari');
  return { world, North, South, first, second, atSouth };
};

const isOpen = ({ state, running }: TestRegion, { sessionId }: Actor): boolean => {
  const session = state.sessions.get(sessionId);
  const account = session && running.state.accounts.get(session.accountId);
  return session !== undefined && account?.credentialVersion === session.credentialVersion;
};

test('a person sees where they are signed in, at every region, and which of them this is', async () => {
  const { world, North, second } = await begin();
  const { items, notAsked } = await world.run(North.services.openSessions.list(second));
  assert.is(notAsked, undefined);
  assert.equal(
    items.map(({ region, isCurrent, device }) => [region, isCurrent, device?.browser]),
    [
      ['North', true, 'Firefox'],
      ['South', false, 'Safari'],
      ['North', false, undefined],
    ],
  );
  assert.ok(items.every(({ openedAt, lastUsedAt }) => (lastUsedAt ?? 0) >= (openedAt ?? 1)));
});

test('nobody sees or ends the sessions of others', async () => {
  const { world, North, first } = await begin();
  const other = await world.user(North, 'Mallory');
  const { items } = await world.run(North.services.openSessions.list(first));
  assert.is((await world.run(North.services.openSessions.list(other))).items.length, 1);
  const [target] = items;
  const ending = North.services.openSessions.end(other, target?.id ?? '');
  assert.is(await world.refused(ending), 'not-found');
  assert.is((await world.run(North.services.openSessions.list(first))).items.length, 3);
});

test('one is ended at the region that opened it, and its open pages are told', async () => {
  const { world, North, South, second, atSouth } = await begin();
  const ended: string[] = [];
  South.services.sessions.onEnded((id) => ended.push(id));
  const { items } = await world.run(North.services.openSessions.list(second));
  const target = items.find(({ region }) => region === 'South');
  await world.run(North.services.openSessions.end(second, target?.id ?? ''));
  assert.equal(ended, [atSouth.sessionId]);
  assert.is(South.state.sessions.get(atSouth.sessionId), undefined);
  assert.is(await world.refused(North.services.openSessions.end(second, target?.id ?? '')), 'not-found');
});

test('all others end at once, also at a region that hears of it only later', async () => {
  const { world, North, South, first, second, atSouth } = await begin();
  world.network.partition([North.state.self], [South.state.self]);
  await world.run(North.services.openSessions.endOthers(second));
  assert.equal([isOpen(North, first), isOpen(North, second), isOpen(South, atSouth)], [false, true, true]);
  assert.is((await world.run(North.services.openSessions.list(second))).items.length, 1);
  world.network.heal();
  await world.allUp();
  await world.until(() => !isOpen(South, atSouth));
});

test('asked away from home, the home ends them; while it is away, the person is told so', async () => {
  const { world, North, South, first, atSouth } = await begin();
  await world.run(South.services.openSessions.endOthers(atSouth));
  await world.pass(6_000);
  assert.equal([isOpen(North, first), isOpen(South, atSouth)], [false, true]);
  world.crash('North');
  await world.gone(South, 'North');
  assert.is(await world.refused(South.services.openSessions.endOthers(atSouth)), 'home-region-unreachable');
});

test('a new password ends all other sessions', async () => {
  const { world, North, first, second } = await begin();
  const password = { current: testPassword, next: 'another long password' };
  await world.run(North.services.accounts.updateMe(second, { password }));
  const { items } = await world.run(North.services.openSessions.list(second));
  assert.equal(
    items.map(({ isCurrent }) => isCurrent),
    [true],
  );
  assert.is(isOpen(North, first), false);
});

test.run();
