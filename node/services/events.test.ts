import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';

/** A user of North, and an expert who has a page open there. */
const begin = async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const { events } = await world.expert(North, 'Egon', { capacity: 5 });
  await world.quiet();
  events.splice(0);
  const offers = () => events.filter(({ kind }) => kind === 'offers').length;
  return { world, North, user, events, offers };
};

/** Well before a page looks again by itself. */
const soonMs = 2_000;

test('pages are told of what was kept although the disk said that it failed', async () => {
  const { world, North, user, events, offers } = await begin();
  North.disk.breakWith('answer-lost');
  assert.is(await world.refused(() => world.submit(North, user)), 'store-unavailable');
  await world.until(() => offers() > 0, soonMs);
  const told = events.map(({ cursor }) => cursor);
  await world.submit(North, user);
  await world.until(() => offers() > 1, soonMs);
  assert.equal(
    events.map(({ cursor }) => cursor).filter((cursor) => told.includes(cursor)),
    told,
    'once each, and what comes then has numbers of its own',
  );
});

test('of a commit that failed and is not kept nobody is told', async () => {
  const { world, North, user, events } = await begin();
  North.disk.breakWith('full');
  assert.is(await world.refused(() => world.submit(North, user)), 'store-unavailable');
  North.disk.mend();
  await world.until(() => North.state.ledger.isReady);
  await world.pass(soonMs);
  assert.equal(
    events.filter(({ kind }) => kind !== 'mesh'),
    [],
  );
});

test.run();
