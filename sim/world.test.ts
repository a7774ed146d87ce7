import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { eventsOf } from './checkers/checker.ts';
import { World } from './world.ts';

const input = {
  title: 'No network',
  description: 'Since today.',
  category: 'network',
  urgency: 'normal',
} as const;

const worldOf = async (...regions: string[]): Promise<World> => {
  const world = new World({ seed: 'world', regions });
  await world.start();
  return world;
};

test('regions find each other, and an account made at one can sign in at another', async () => {
  const world = await worldOf('North', 'South');
  const user = world.client('User', world.region('North'));
  await world.finish(world.registerUser(user));
  await world.clock.advance(5_000);
  const elsewhere = world.client('User', world.region('South'));
  const me = await world.finish(elsewhere.look('me', ({ accounts }, actor) => accounts.me(actor)));
  assert.is(me?.account.region, 'North');
  assert.is(me?.here, 'South');
});

test('an expert is registered and verified through the services', async () => {
  const world = await worldOf('North', 'South');
  const expert = world.client('Expert', world.region('South'));
  const registration = world.registerExpert(expert, {
    categories: ['network'],
    qualifications: '',
    capacity: 2,
  });
  await world.finish(Promise.all([registration, world.verifyExperts(1)]));
  const [account] = (await world.final()).flatMap(({ accounts }) =>
    accounts.filter(({ verification }) => verification !== undefined),
  );
  assert.is(account?.verification, 'verified');
});

test('what was acknowledged before a crash is there after it, under a raised boot epoch', async () => {
  const world = await worldOf('North');
  const user = world.client('User', world.region('North'));
  await world.finish(world.registerUser(user));
  const made = await world.finish(
    user.insist('submit', 'key', ({ issues }, actor) => issues.submit(actor, input, { key: 'key' })),
  );
  world.crash('North');
  assert.is(world.region('North').process, undefined);
  await world.finish(world.restart('North'));
  const [north] = await world.final();
  assert.equal(
    north?.issues.map(({ id }) => id),
    [made?.id],
  );
  assert.equal(
    eventsOf(world.trace.events, 'started').map(({ bootEpoch }) => bootEpoch),
    [1, 2],
  );
});

test('a command that a crash cut off is sent again with its key when the region is back, and is done once', async () => {
  const world = await worldOf('North');
  const user = world.client('User', world.region('North'));
  await world.finish(world.registerUser(user));
  const done = user.insist(
    'submit',
    'key',
    ({ issues }, actor) => issues.submit(actor, input, { key: 'key' }),
    ({ id }) => id,
  );
  const isCommitted = () =>
    eventsOf(world.trace.events, 'committed').some(({ changes }) =>
      changes.some((one) => one.in === 'issues'),
    );
  assert.ok(await world.clock.advanceUntil(isCommitted, 10_000));
  // The issue is on disk, and the reply is still on its way.
  world.crash('North');
  await world.finish(world.restart('North'));
  const view = await world.finish(done);
  const [north] = await world.final();
  assert.is(north?.issues.length, 1);
  assert.is(north?.issues[0]?.id, view?.id);
  const refusals = eventsOf(world.trace.events, 'refused').map(({ problem }) => problem);
  assert.equal(refusals, ['ConnectionLost']);
});

test('what was not committed when a region crashed is lost', async () => {
  const world = await worldOf('North');
  const user = world.client('User', world.region('North'));
  await world.finish(world.registerUser(user));
  await world.finish(user.look('me', ({ accounts }, actor) => accounts.me(actor)));
  let hasBegun = false;
  void user.insist('submit', 'key', ({ issues }, actor) => {
    hasBegun = true;
    return issues.submit(actor, input, { key: 'key' });
  });
  assert.ok(await world.clock.advanceUntil(() => hasBegun, 10_000));
  world.crash('North');
  await world.finish(world.region('North').start());
  const [north] = await world.final();
  assert.equal(north?.issues, []);
});

test('a live connection tells when to look, and finds its way back after a crash', async () => {
  const world = await worldOf('North');
  const user = world.client('User', world.region('North'));
  await world.finish(world.registerUser(user));
  void user.stayConnected();
  await world.clock.advance(1_000);
  const untilTold = () => {
    const sinceMs = world.clock.monotonicMs();
    return user.news(['issue'], 60_000).then(() => world.clock.monotonicMs() - sinceMs);
  };
  const submit = (key: string) =>
    user.insist('submit', key, ({ issues }, actor) => issues.submit(actor, input, { key }));

  const first = untilTold();
  await world.finish(submit('key 1'));
  assert.ok((await world.finish(first)) < 5_000, 'told at once');

  world.crash('North');
  await world.finish(world.restart('North'));
  await world.clock.advance(10_000);
  const second = untilTold();
  await world.finish(submit('key 2'));
  assert.ok((await world.finish(second)) < 5_000, 'told at once again');
});

test.run();
