import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import { UpdateMe } from '../schemas/inputs.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import { begin, drain, hasLeft } from './testing-drain.ts';

const test = suite('draining');

const phaseOf = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.phase;

test('what waits goes on at another region, and so do the accounts; then the region has left', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const user = await world.user(North, 'Ursula');
  const id = await world.submit(North, user);
  await world.until(() => phaseOf(North, id)?.at === 'queued');
  const left = hasLeft(scene);
  const view = await drain(scene);
  assert.is(view.stage, 'finishing');
  assert.is(view.waiting, 1);
  await world.until(left);
  const heir = East.state.issues.get(id) ? East : West;
  assert.is(phaseOf(heir, id)?.at, 'queued');
  assert.is(heir.state.accounts.get(user.accountId)?.home, heir.state.self);
  assert.is(North.state.outbox.size, 0);
  assert.is(North.state.issues.size, 0);
  // Admins anywhere see who goes on for it.
  for (const { services } of [East, West]) {
    const adoptions = await world.run(services.admin.adoptions(scene.admin));
    assert.equal(
      adoptions.items.map(({ region, by, state, isAgreed }) => ({ region, by, state, isAgreed })),
      [{ region: 'North', by: heir.name, state: 'done', isAgreed: true }],
    );
  }
  // Its people sign in there, and see what they had.
  const email = heir.state.accounts.get(user.accountId)?.email ?? '';
  const session = await world.signIn(heir, email);
  const list = await world.run(
    heir.services.issues.list(session, { as: 'user', state: undefined, after: undefined, limit: 10 }),
  );
  assert.equal(
    list.items.map((issue) => issue.id),
    [id],
  );
});

test('who goes on for it first takes in how its people were rated last', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const nora = await world.expert(North, 'Nora');
  const user = await world.user(North, 'Ursula');
  const id = await world.submit(North, user);
  await world.solve({ region: North, expert: nora.actor }, { region: North, user, id });
  await world.quiet();
  const { accountId } = nora.actor;
  const before = North.state.accounts.get(accountId);
  await world.run(North.services.issues.rate(user, id, { stars: 5, comment: '' }));
  await world.quiet();
  const trustAt = ({ state }: TestRegion) => state.accounts.get(accountId)?.trust.value;
  const rated = trustAt(North);
  const left = hasLeft(scene);
  await drain(scene);
  await world.until(() => North.state.drain?.stage === 'handing-over');
  const heir = North.state.drain?.heir === East.state.self ? East : West;
  // Its disk was full when the news came.
  await world.run(
    heir.state.ledger.run((transaction) => {
      if (before) transaction.put(heir.state.accounts, accountId, before);
    }),
  );
  await world.until(left);
  assert.is(heir.state.accounts.get(accountId)?.home, heir.state.self);
  assert.is(trustAt(heir), rated);
});

test('a rating that comes while it looks for an heir counts there', async () => {
  const scene = await begin();
  const { world, North } = scene;
  const nora = await world.expert(North, 'Nora');
  const user = await world.user(North, 'Ursula');
  const id = await world.submit(North, user);
  await world.solve({ region: North, expert: nora.actor }, { region: North, user, id });
  await world.quiet();
  await drain(scene);
  await world.until(() => North.state.drain?.stage === 'handing-over');
  world.crash('East');
  world.crash('West');
  await world.gone(North, 'East', 'West');
  await world.run(North.services.issues.rate(user, id, { stars: 5, comment: '' }));
  const { accountId } = nora.actor;
  const rename = North.services.accounts.updateMe(nora.actor, UpdateMe.parse({ name: 'Nora Berg' }));
  assert.is(await world.refused(rename), 'region-unreachable');
  assert.is(North.state.accounts.get(accountId)?.trust.value, 0.5);
  const left = hasLeft(scene);
  const back = await world.start('East');
  await world.start('West');
  await world.until(left, 120_000);
  await world.until(() => (back.state.accounts.get(accountId)?.trust.value ?? 0) > 0.5);
});

test('what the region that leaves is still told, by who has not heard of it, its heir hears', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const nora = await world.expert(North, 'Nora');
  const user = await world.user(West, 'Ursula');
  const id = await world.submit(West, user);
  await world.accept(North, nora.actor);
  await world.run(North.services.issues.resolve(nora.actor, id, { text: 'Restart it.' }));
  await world.until(() => phaseOf(West, id)?.at === 'resolved');
  await world.quiet();
  const left = hasLeft(scene);
  await drain(scene);
  await world.until(() => North.state.drain?.stage === 'handing-over');
  world.network.partition([West.state.self], [North.state.self, East.state.self]);
  await world.run(West.services.issues.confirm(user, id));
  await world.run(West.services.issues.rate(user, id, { stars: 5, comment: '' }));
  const handedOn = () => East.state.entries.inGroup('issue', id).find(({ phase }) => phase.at === 'done');
  await world.until(() => handedOn() !== undefined);
  assert.is(West.state.adoptionOf(North.state.self), undefined);
  world.network.heal();
  await world.until(left, 120_000);
  await world.until(() => (East.state.accounts.get(nora.actor.accountId)?.trust.value ?? 0) > 0.5);
  const stored = await world.run(
    East.store.query('entries', 'by_issue', { equals: [id] }, { limit: 1, reverse: true }),
  );
  assert.is(stored.items[0]?.doc.outcome, 'confirmed');
});

test('nothing new begins in a region that leaves, and its answer says where to go', async () => {
  const scene = await begin();
  const { world, North } = scene;
  const user = await world.user(North, 'Ursula');
  const id = await world.submit(North, user, {}, 'first');
  await drain(scene);
  assert.is(await world.refused(() => world.submit(North, user)), 'region-leaving');
  assert.is(await world.submit(North, user, {}, 'first'), id, 'what was answered is answered again');
});

test('an expert may finish; when the time is over, somebody elsewhere is asked', async () => {
  const scene = await begin();
  const { world, North, East } = scene;
  const expert = await world.expert(North, 'Egon', { capacity: 2 });
  const user = await world.user(East, 'Ursula');
  const [first, second] = [await world.submit(East, user), await world.submit(East, user)];
  for (const _ of [first, second]) {
    await world.accept(North, expert.actor);
  }
  await world.until(() => North.state.entries.countInGroup('assigned', 'yes') === 2);
  const left = hasLeft(scene);
  await drain(scene, { finishWithinMinutes: 1 });
  await world.pass(20_000);
  assert.is(North.state.drain?.stage, 'finishing', 'it waits for its expert');
  await world.run(North.services.issues.resolve(expert.actor, first, { text: 'Like this.' }));
  await world.pass(20_000);
  assert.is(North.state.entries.countInGroup('assigned', 'yes'), 1);
  const other = await world.expert(East, 'Olga');
  await world.until(() => phaseOf(East, second)?.at === 'placed' && North.state.drain !== undefined);
  await world.until(left, 90_000);
  await world.offer(East, other.actor);
  assert.is(East.state.entries.inGroup('seat', other.actor.accountId)[0]?.issueId, second);
  assert.is(phaseOf(East, first)?.at, 'resolved');
});

test('an offer that is open goes to somebody else at once', async () => {
  const scene = await begin();
  const { world, North, East } = scene;
  const expert = await world.expert(North, 'Egon');
  const user = await world.user(North, 'Ursula');
  const id = await world.submit(North, user);
  await world.offer(North, expert.actor);
  const other = await world.expert(East, 'Olga');
  await drain(scene);
  await world.offer(East, other.actor);
  assert.is(East.state.entries.inGroup('seat', other.actor.accountId)[0]?.issueId, id);
  assert.is(North.state.entries.countInGroup('seat', expert.actor.accountId), 0);
});

test('a region that is down is waited for, unless the admin decides otherwise', async () => {
  const scene = await begin();
  const { world, North, West } = scene;
  const user = await world.user(North, 'Ursula');
  await world.submit(North, user);
  // North keeps the only other copy of something of West's.
  const other = await world.user(West, 'Otto');
  while (North.state.copies.size === 0) await world.submit(West, other);
  world.crash('West');
  await world.gone(North, 'West');
  const left = hasLeft(scene);
  const view = await drain(scene, { finishWithinMinutes: 0 });
  assert.equal(view.waitingFor, ['West']);
  await world.pass(60_000);
  assert.is(North.state.drain?.stage, 'finishing');
  await drain(scene, { isForced: true });
  await world.until(left);
});

test('what an expert has written to a user whose region is down reaches it by the heir; the answer comes too late', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const expert = await world.expert(North, 'Egon');
  const user = await world.user(West, 'Ursula');
  const id = await world.submit(West, user);
  await world.accept(North, expert.actor);
  await world.until(() => phaseOf(West, id)?.at === 'placed');
  await world.pass(6_000);
  world.crash('West');
  await world.gone(North, 'West');
  const line = { key: 'a line', text: 'Is the plug in?', isNote: false };
  await world.run(North.services.issues.postMessage(expert.actor, id, line));
  await world.run(North.services.issues.resolve(expert.actor, id, { text: 'Like this.' }));
  const left = hasLeft(scene);
  await drain(scene, { finishWithinMinutes: 0, isForced: true });
  await world.until(left);
  const restarted = await world.restart('West');
  await world.until(() => phaseOf(restarted, id)?.at === 'queued', 60_000);
  await world.pass(10_000);
  const { items } = await world.run(restarted.services.issues.messages(user, id, { after: 0, limit: 10 }));
  assert.equal(
    items.map(({ text }) => text),
    ['Is the plug in?'],
  );
  const entries = await world.run(
    East.state.ledger.store.query('entries', 'by_issue', { equals: [id] }, { limit: 10 }),
  );
  assert.equal(
    entries.items.map(({ doc }) => doc.outcome),
    ['declined'],
  );
});

test('an answer that its user’s region has not heard yet keeps a region from being handed over', async () => {
  const { world, East, West, admin } = await begin();
  // While North is away West keeps the copy: what North keeps for others would hold it as well.
  world.crash('North');
  await world.gone(East, 'North');
  const user = await world.user(East, 'Ursula');
  const id = await world.submit(East, user);
  assert.is(East.state.issues.get(id)?.custody?.region, West.state.self);
  const North = await world.restart('North');
  const scene = { world, North, East, West, admin };
  const expert = await world.expert(North, 'Egon');
  await world.accept(North, expert.actor);
  East.disk.breakWith('stalled');
  await world.run(North.services.issues.resolve(expert.actor, id, { text: 'Like this.' }));
  const left = hasLeft(scene);
  await drain(scene, { finishWithinMinutes: 0 });
  await world.pass(10_000);
  assert.is(North.state.drain?.stage, 'finishing');
  East.disk.mend();
  await world.until(left, 90_000);
  assert.is(phaseOf(East, id)?.at, 'resolved');
});

test('the last region does not leave, and one may stay after all', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const scene = { world, North, East, West: East, admin };
  const expert = await world.expert(North, 'Egon');
  await world.submit(North, await world.user(North, 'Ursula'));
  await world.accept(North, expert.actor);
  await drain(scene);
  await world.pass(2_000);
  assert.equal(North.services.mesh.view().regions.find(({ isSelf }) => isSelf)?.isDraining, true);
  await world.run(North.services.admin.stay(admin, 'North'));
  assert.is(North.state.drain, undefined);
  assert.is(await world.refused(North.services.admin.stay(admin, 'North')), 'wrong-state');
  await world.run(North.services.issues.resolve(expert.actor, firstIssue(North), { text: 'Like this.' }));
  world.crash('East');
  await world.gone(North, 'East');
  const alone = North.services.admin.drain(admin, 'North', {
    reason: 'All is over.',
    finishWithinMinutes: 0,
    isForced: true,
  });
  assert.is(await world.refused(alone), 'wrong-state');
});

const firstIssue = ({ state }: TestRegion): IssueId => {
  const [issue] = state.issues.values();
  if (!issue) throw new Error('There is no issue.');
  return issue.id;
};

test('what experts have learnt, and how people were rated, goes with them', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const expert = await world.expert(North, 'Egon');
  const user = await world.user(East, 'Ursula');
  const id = await world.submit(East, user);
  await world.accept(North, expert.actor);
  await world.run(North.services.issues.resolve(expert.actor, id, { text: 'Like this.' }));
  await world.until(() => phaseOf(East, id)?.at === 'resolved');
  await world.run(East.services.issues.confirm(user, id));
  await world.run(East.services.issues.rate(user, id, { stars: 5, comment: 'Quick.' }));
  const { accountId } = expert.actor;
  await world.until(() => North.state.profiles.get(accountId)?.resolved === 1);
  await world.pass(6_000);
  const former = North.state.profiles.get(accountId);
  const left = hasLeft(scene);
  await drain(scene);
  await world.until(left);
  const heir = [East, West].find(({ state }) => state.profiles.get(accountId));
  const now = heir?.state.profiles.get(accountId);
  assert.equal(
    [now?.learnt, now?.resolved, now?.offers, now?.availability],
    [former?.learnt, 1, former?.offers, former?.availability],
  );
  const ratings = await world.run(
    heir?.state.ledger.store.query('ratings', 'by_rated', { equals: [accountId, 'expert'] }, { limit: 10 }) ??
      Promise.reject(new Error('Nobody goes on for North.')),
  );
  assert.is(ratings.items.length, 1);
});

test('what a user of the heir says of an answer that is still on its way there is not forgotten', async () => {
  const scene = await begin();
  const { world, North, East } = scene;
  const expert = await world.expert(North, 'Egon');
  const user = await world.user(East, 'Ursula');
  const id = await world.submit(East, user);
  await world.accept(North, expert.actor);
  // Whoever has an expert is asked to go on.
  await world.expert(East, 'Olga');
  await world.pass(6_000);
  await world.run(North.services.issues.resolve(expert.actor, id, { text: 'Like this.' }));
  await world.until(() => phaseOf(East, id)?.at === 'resolved');
  const left = hasLeft(scene);
  await drain(scene);
  await world.until(() => East.state.takings.get(North.state.self)?.state === 'asking');
  await world.run(East.services.issues.confirm(user, id));
  await world.until(left);
  const entries = await world.run(
    East.state.ledger.store.query('entries', 'by_issue', { equals: [id] }, { limit: 10 }),
  );
  assert.equal(
    entries.items.map(({ doc }) => doc.outcome),
    ['confirmed'],
  );
});

test('what users said of its answers while it could not be reached, its heir hears', async () => {
  const scene = await begin();
  const { world, North, East, West } = scene;
  const expert = await world.expert(North, 'Egon');
  const user = await world.user(West, 'Ursula');
  const id = await world.submit(West, user);
  await world.accept(North, expert.actor);
  await world.until(() => phaseOf(West, id)?.at === 'placed');
  await world.run(North.services.issues.resolve(expert.actor, id, { text: 'Like this.' }));
  await world.until(() => phaseOf(West, id)?.at === 'resolved');
  // Whoever has an expert is asked to go on.
  await world.expert(East, 'Olga');
  await world.pass(6_000);
  const links = [
    { from: North.state.self, to: West.state.self },
    { from: West.state.self, to: North.state.self },
  ];
  for (const { from, to } of links) world.network.cut(from, to);
  await world.gone(North, 'West');
  await world.run(West.services.issues.confirm(user, id));
  const left = hasLeft(scene);
  await drain(scene, { finishWithinMinutes: 0, isForced: true });
  await world.until(left);
  await world.until(() => West.state.outbox.size === 0);
  const entries = await world.run(
    East.state.ledger.store.query('entries', 'by_issue', { equals: [id] }, { limit: 10 }),
  );
  assert.equal(
    entries.items.map(({ doc }) => doc.outcome),
    ['confirmed'],
  );
});

test('started again, it goes on leaving; and once it has left, it comes back as a part of the mesh', async () => {
  const scene = await begin();
  const { world, admin } = scene;
  const user = await world.user(scene.North, 'Ursula');
  const id = await world.submit(scene.North, user);
  await world.run(
    scene.North.services.admin.drain(admin, 'North', {
      reason: 'Its machine is given back.',
      finishWithinMinutes: 1,
      isForced: false,
    }),
  );
  const North = await world.restart('North');
  const left = hasLeft({ ...scene, North });
  await world.until(left);
  const again = await world.restart('North');
  await world.until(() => again.state.drain === undefined);
  assert.is(again.state.issues.get(id), undefined);
  const heir = [scene.East, scene.West].find(({ state }) => state.issues.get(id));
  await world.until(() => heir?.state.takings.get(again.state.self)?.isReturned === true);
  const newcomer = await world.user(again, 'Nora');
  assert.ok(await world.submit(again, newcomer));
});

test('a region that has come back, and then stays after all, keeps copies for others again', async () => {
  const scene = await begin();
  const { world, East, West } = scene;
  const user = await world.user(East, 'Ursula');
  const left = hasLeft(scene);
  await drain(scene);
  await world.until(left);
  const North = await world.restart('North');
  await world.until(() => North.state.drain === undefined);
  const expert = await world.expert(North, 'Egon');
  await world.submit(North, await world.user(North, 'Nora'));
  await world.accept(North, expert.actor);
  const again = { world, North, East, West, admin: await world.signIn(North, 'admin@example.org') };
  await drain(again);
  await world.pass(10_000);
  await world.run(North.services.admin.stay(again.admin, 'North'));
  await world.pass(10_000);
  for (let tries = 0; tries < 20 && North.state.copies.size === 0; tries += 1) await world.submit(East, user);
  assert.ok(North.state.copies.size > 0);
});

test.run();
