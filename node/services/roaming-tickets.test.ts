import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ticketMs, ticketSkewMs } from '../core/roaming-ticket.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld, testPassword } from './testing.ts';

const test = suite('roaming tickets');

const begin = async () => {
  const world = await TestWorld.of(['North', 'South', 'East']);
  const { North, South, East } = world.regions;
  const user = await world.user(North);
  await world.pass(6_000);
  return { world, North, South, East, user };
};

const ticketFor = async (world: TestWorld, at: TestRegion, who: Actor, region: string): Promise<string> => {
  const { items } = await world.run(at.services.roaming.tickets(who));
  const found = items.find((item) => item.region === region);
  if (!found) throw new Error(`No ticket for ${region}.`);
  return found.ticket;
};

test('with the region gone, its ticket signs in at another one, once, and nowhere else', async () => {
  const { world, North, South, East, user } = await begin();
  const ticket = await ticketFor(world, North, user, 'South');
  world.crash('North');
  await world.gone(South, 'North');
  assert.is(await world.refused(East.services.roaming.open({ ticket })), 'ticket-refused');
  const { token, account } = await world.run(South.services.roaming.open({ ticket }));
  assert.is(account.id, user.accountId);
  assert.is((await world.run(South.services.sessions.authenticate(token)))?.accountId, user.accountId);
  assert.is(await world.refused(South.services.roaming.open({ ticket })), 'ticket-refused');
});

test('a ticket that was used opens nothing after a restart either', async () => {
  const { world, North, South, user } = await begin();
  const ticket = await ticketFor(world, North, user, 'South');
  await world.run(South.services.roaming.open({ ticket }));
  const { services } = await world.restart('South');
  assert.is(await world.refused(services.roaming.open({ ticket })), 'ticket-refused');
});

test('a ticket expires', async () => {
  const { world, North, South, user } = await begin();
  const ticket = await ticketFor(world, North, user, 'South');
  await world.pass(ticketMs + ticketSkewMs + 1);
  assert.is(await world.refused(South.services.roaming.open({ ticket })), 'ticket-refused');
});

test('nobody makes or changes one who has not the key of a region', async () => {
  const { world, North, South, user } = await begin();
  const other = await world.user(North, 'Mallory');
  await world.pass(2_000);
  const ticket = await ticketFor(world, North, other, 'South');
  const [payload = '', signature = ''] = ticket.split('.');
  const about = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = (change: object) =>
    `${Buffer.from(JSON.stringify({ ...about, ...change })).toString('base64url')}.${signature}`;
  for (const wrong of [
    forged({ account: user.accountId }),
    forged({ expiresAt: about.expiresAt + 1 }),
    forged({ by: South.state.self }),
    payload,
    'nonsense',
    `${payload}.`,
  ]) {
    assert.is(await world.refused(South.services.roaming.open({ ticket: wrong })), 'ticket-refused');
  }
  assert.is((await world.run(South.services.roaming.open({ ticket }))).account.id, other.accountId);
});

test('after a new password a ticket from before opens nothing', async () => {
  const { world, North, South, user } = await begin();
  const ticket = await ticketFor(world, North, user, 'South');
  const password = { current: testPassword, next: 'another long password' };
  await world.run(North.services.accounts.updateMe(user, { password }));
  await world.pass(6_000);
  assert.is(await world.refused(South.services.roaming.open({ ticket })), 'ticket-refused');
});

test('the nearest regions that can be reached come first, and those that cannot are left out', async () => {
  const { world, North, user } = await begin();
  const named = async () =>
    (await world.run(North.services.roaming.tickets(user))).items.map(({ region }) => region).sort();
  assert.equal(await named(), ['East', 'South']);
  world.crash('East');
  await world.gone(North, 'East');
  assert.equal(await named(), ['South']);
});

test.run();
