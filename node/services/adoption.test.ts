import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt } from '../core/epoch.ts';
import type { IssueId } from '../core/ids.ts';
import type { AdoptionView } from '../schemas/mesh-views.ts';
import type { Actor } from './services.ts';
import { type TestExpert, type TestRegion, TestWorld, testPassword } from './testing.ts';

const test = suite('adoption');

type Scene = {
  readonly world: TestWorld;
  readonly North: TestRegion;
  readonly East: TestRegion;
  readonly West: TestRegion;
  readonly user: Actor;
  readonly expert: TestExpert;
  readonly admin: Actor;
};

/** North has a user, and will be lost; the only expert is East's; West adopts. */
const begin = async (): Promise<Scene> => {
  const world = await TestWorld.of(['North', 'East', 'West']);
  const { North, East, West } = world.regions;
  const expert = await world.expert(East, 'Egon', { capacity: 1 });
  const user = await world.user(North, 'Ursula');
  const admin = await world.admin(West);
  await world.pass(6_000);
  return { world, North, East, West, user, expert, admin };
};

const phaseOf = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.phase;
const entriesOf = ({ state }: TestRegion, id: IssueId) => state.entries.inGroup('issue', id);

/** North is gone, and West adopts it. */
const lose = async ({ world, West, admin }: Scene): Promise<AdoptionView> => {
  await world.lose('North');
  return world.adopt(West, admin, 'North');
};

const adopted = ({ world, West }: Scene): Promise<void> =>
  world.until(() => West.state.takings.values().every(({ state }) => state === 'done'));

/** Until an issue's custodian has its newest state. */
const copied = (world: TestWorld, { state }: TestRegion, id: IssueId): Promise<void> =>
  world.until(() => state.issues.get(id)?.custody?.isKept === true && state.outbox.size === 0);

test('who is engaged keeps the issue: their offer still opens, and their answer reaches the adopter', async () => {
  const scene = await begin();
  const { world, North, East, West, user, expert } = scene;
  const id = await world.submit(North, user);
  const offer = await world.offer(East, expert.actor);
  await world.until(() => phaseOf(North, id)?.at === 'placed');
  const view = await lose(scene);
  assert.is(view.by, 'West');
  await adopted(scene);
  const phase = phaseOf(West, id);
  assert.is(phase?.at === 'placed' && phase.owner, East.state.self);
  assert.is(phase?.at === 'placed' && phase.stage, 'offered');
  await world.run(East.services.offers.accept(expert.actor, offer));
  assert.is(entriesOf(East, id).length, 1, 'one entry is alive');
  await world.run(East.services.issues.resolve(expert.actor, id, { text: 'Restart it.' }));
  await world.until(() => phaseOf(West, id)?.at === 'resolved');
  const email = East.state.accounts.get(user.accountId)?.email ?? '';
  const again = await world.signIn(West, email, testPassword);
  await world.run(West.services.issues.confirm(again, id));
  await world.run(West.services.issues.rate(again, id, { stars: 5, comment: 'In spite of all.' }));
  await world.until(() => (East.state.accounts.get(expert.actor.accountId)?.trust.value ?? 0) > 0.5);
  const kinds = (await world.view(West, again, id)).timeline.map(({ kind }) => kind);
  assert.ok(kinds.includes('adopted'));
  assert.is(kinds.filter((kind) => kind === 'resolved').length, 1);
  await world.until(() => [East, West].every(({ state }) => state.outbox.size === 0));
});

test('what waited, waits at the adopter, from the newest copy, and finds an expert', async () => {
  const scene = await begin();
  const { world, North, East, West, user, expert } = scene;
  await world.run(East.services.accounts.setPresence(expert.actor, { presence: 'away' }));
  const id = await world.submit(North, user);
  await world.run(North.services.issues.edit(user, id, { title: 'Still no connection' }));
  await copied(world, North, id);
  await lose(scene);
  await adopted(scene);
  assert.is(phaseOf(West, id)?.at, 'queued');
  assert.is(West.state.issues.get(id)?.title, 'Still no connection');
  await world.run(East.services.accounts.setPresence(expert.actor, { presence: 'online' }));
  await world.accept(East, expert.actor);
  await world.until(() => phaseOf(West, id)?.at === 'placed');
});

test('a region that anybody reaches is not adopted, nor this one, nor one twice', async () => {
  const scene = await begin();
  const { world, West, admin } = scene;
  const input = { reason: 'A try.', isForced: false };
  assert.is(await world.refused(West.services.admin.adopt(admin, 'North', input)), 'wrong-state');
  assert.is(await world.refused(West.services.admin.adopt(admin, 'West', input)), 'wrong-state');
  assert.is(await world.refused(West.services.admin.adopt(admin, 'South', input)), 'invalid');
  await lose(scene);
  await adopted(scene);
  assert.is(await world.refused(West.services.admin.adopt(admin, 'North', input)), 'wrong-state');
});

test('what the lost region had of others, they take back; its experts go on at the adopter; what they closed is there', async () => {
  const world = await TestWorld.of(['North', 'East', 'West']);
  const { North, East, West } = world.regions;
  const { actor: expert } = await world.expert(North, 'Nora', { capacity: 1 });
  const admin = await world.admin(West);
  const [local, user] = [await world.user(North, 'Niels'), await world.user(East, 'Ursula')];
  await world.pass(6_000);
  const closed = await world.submit(North, local);
  await world.solve({ region: North, expert }, { region: North, user: local, id: closed });
  const id = await world.submit(East, user);
  await world.accept(North, expert);
  await world.until(() => phaseOf(East, id)?.at === 'placed');
  const before = East.state.issues.get(id)?.epoch ?? '';
  await world.lose('North');
  await world.adopt(West, admin, 'North');
  await world.until(() => phaseOf(East, id)?.at === 'queued');
  assert.ok((East.state.issues.get(id)?.epoch ?? '') > before);
  const niels = await world.signIn(West, West.state.accounts.get(local.accountId)?.email ?? '');
  await world.until(() => West.state.takings.values().every(({ state }) => state === 'done'));
  assert.is((await world.view(West, niels, closed)).state, 'closed');
  await world.run(West.services.issues.rate(niels, closed, { stars: 5, comment: '' }));
  await world.until(() => (West.state.accounts.get(expert.accountId)?.trust.value ?? 0) > 0.5);
  // Its expert is at home at the adopter, and takes it up there.
  const email = West.state.accounts.get(expert.accountId)?.email ?? '';
  assert.is(West.state.accounts.get(expert.accountId)?.home, West.state.self);
  const nora = await world.signIn(West, email, testPassword);
  await world.run(West.services.accounts.setPresence(nora, { presence: 'online' }));
  await world.accept(West, nora);
  await world.run(West.services.issues.resolve(nora, id, { text: 'As I said.' }));
  await world.until(() => phaseOf(East, id)?.at === 'resolved');
  await world.run(East.services.issues.confirm(user, id));
  await world.run(East.services.issues.rate(user, id, { stars: 1, comment: '' }));
  await world.until(() => (West.state.accounts.get(nora.accountId)?.trust.value ?? 1) < 0.5);
  const work = await world.run(
    West.services.issues.list(nora, {
      as: 'expert',
      state: undefined,
      q: undefined,
      after: undefined,
      limit: 30,
    }),
  );
  assert.equal(work.items.map((item) => item.id).sort(), [closed, id].sort());
});

test('the lost region comes back: it closes what was superseded, tells what only it had, and works on', async () => {
  const scene = await begin();
  const { world, North, East, West, user, expert, admin } = scene;
  const known = await world.submit(North, user);
  await world.accept(East, expert.actor);
  await world.run(North.services.issues.postMessage(user, known, { text: 'Hello?' }));
  await world.until(() => entriesOf(East, known).length > 0 && North.state.outbox.size === 0);
  // This one is nowhere but on North's disk.
  const others = [East, West].map(({ state }) => state.self);
  world.network.partition([North.state.self], others);
  await world.gone(North, 'East', 'West');
  const alone = await world.submit(North, user, { category: 'web', title: 'Only here' }, 'key');
  await world.run(North.services.issues.postMessage(user, alone, { text: 'Nobody has seen this.' }));
  await lose(scene);
  await adopted(scene);
  assert.is(phaseOf(West, alone), undefined);
  world.network.heal();
  const back = await world.restart('North');
  await world.until(() => back.state.surveys.get(back.state.self)?.isReported === true);
  await world.until(() => phaseOf(West, alone)?.at === 'queued');
  assert.is(phaseOf(back, known), undefined);
  await world.until(() => West.state.takings.get(back.state.self)?.isReturned === true);
  await world.until(() => [back, East, West].every(({ state }) => state.outbox.size === 0));
  const email = West.state.accounts.get(user.accountId)?.email ?? '';
  const again = await world.signIn(back, email, testPassword);
  const list = await world.run(
    back.services.issues.list(again, {
      as: 'user',
      state: undefined,
      q: undefined,
      after: undefined,
      limit: 30,
    }),
  );
  assert.equal(list.items.map(({ id }) => id).sort(), [known, alone].sort());
  const lines = await world.run(back.services.issues.messages(again, alone, { after: 0, limit: 10 }));
  assert.equal(
    lines.items.map(({ text }) => text),
    ['Nobody has seen this.'],
  );
  // The same key still means the same issue.
  assert.is(await world.submit(back, again, { category: 'web', title: 'Only here' }, 'key'), alone);
  // And a new one is North's own, under the term of the adoption.
  const fresh = await world.submit(back, again, { category: 'web' });
  const term = back.state.adoptionOf(back.state.self)?.term;
  assert.is(back.state.issues.get(fresh)?.epoch, term && epochAt(term, 0));
  const views = await world.run(East.services.admin.adoptions(admin));
  assert.equal(
    views.items.map(({ region, by, isReturned }) => [region, by, isReturned]),
    [['North', 'West', true]],
  );
});

test('without a region that is down: who works there has been superseded when it comes back', async () => {
  const scene = await begin();
  const { world, North, East, West, user, expert, admin } = scene;
  // West keeps the copy, for East cannot be reached.
  world.network.partition([North.state.self], [East.state.self]);
  await world.gone(North, 'East');
  const id = await world.submit(North, user);
  await copied(world, North, id);
  assert.is(North.state.issues.get(id)?.custody?.region, West.state.self);
  world.network.heal();
  await world.accept(East, expert.actor);
  await world.until(() => phaseOf(North, id)?.at === 'placed');
  await world.lose('East', 'North');
  const first = await world.adopt(West, admin, 'North');
  assert.equal([first.state, first.unreachable], ['asking', ['East']]);
  await world.pass(60_000);
  assert.is(phaseOf(West, id), undefined, 'nothing is decided without East');
  const forced = await world.adopt(West, admin, 'North', { isForced: true });
  assert.equal(forced.without, ['East']);
  await adopted(scene);
  assert.is(phaseOf(West, id)?.at, 'queued');
  const back = await world.start('East');
  await world.until(
    () => back.state.surveys.values().every(({ isReported }) => isReported) && back.state.surveys.size > 0,
  );
  await world.until(() =>
    back.state.entries
      .inGroup('seat', expert.actor.accountId)
      .every(({ epoch }) => epoch === West.state.issues.get(id)?.epoch),
  );
  const [active, ...others] = [back, West].flatMap(({ state }) =>
    state.entries
      .inGroup('issue', id)
      .filter(({ phase }) => phase.at === 'offered' || phase.at === 'assigned'),
  );
  assert.is(others.length, 0);
  if (active) assert.is(active.epoch, West.state.issues.get(id)?.epoch);
});

test('what the lost region had counted is not counted again by an adopter that hears only of the rating', async () => {
  const world = await TestWorld.of(['North', 'East', 'West', 'South']);
  const { North, East, West, South } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon', { capacity: 1 });
  const user = await world.user(North, 'Ursula');
  const admin = await world.admin(West);
  await world.pass(6_000);
  // The only whole copy is at a region that does not answer.
  let id = await world.submit(North, user);
  while (North.state.issues.get(id)?.custody?.region !== South.state.self) {
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
    id = await world.submit(North, user);
  }
  await world.solve({ region: East, expert }, { region: North, user, id });
  await world.quiet();
  await world.run(East.services.issues.rate(expert, id, { stars: 5, comment: '' }));
  const standingAt = ({ state }: TestRegion) => state.accounts.get(user.accountId)?.standing.value ?? 0;
  await world.until(() => standingAt(West) > 0.5);
  const counted = standingAt(West);
  await world.lose('North', 'South');
  await world.adopt(West, admin, 'North', { isForced: true });
  await world.adopt(West, admin, 'North', { isForced: true });
  await world.until(() => West.state.takings.values().every(({ state }) => state === 'done'));
  await world.pass(5_000);
  const known = await world.run(West.state.ledger.store.get('issues', id));
  assert.is((known?.doc.userRating as { stars: number } | undefined)?.stars, 5, 'it has heard of the rating');
  assert.is(standingAt(West), counted);
});

test('a rating that was on its way to the adopter is counted there, of an answer that is over', async () => {
  const { world, North, East, West, user, expert } = await begin();
  const admin = await world.signIn(East, 'admin@example.org');
  let id = await world.submit(North, user);
  while (North.state.issues.get(id)?.custody?.region !== West.state.self) {
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
    id = await world.submit(North, user);
  }
  await world.solve({ region: East, expert: expert.actor }, { region: North, user, id });
  await world.quiet();
  world.network.partition([North.state.self], [East.state.self]);
  await world.run(North.services.issues.rate(user, id, { stars: 5, comment: '' }));
  await world.until(() => North.state.outbox.values().every(({ to }) => to === East.state.self));
  await world.lose('North');
  await world.adopt(East, admin, 'North');
  await world.until(() => East.state.takings.values().every(({ state }) => state === 'done'));
  assert.ok((East.state.accounts.get(expert.actor.accountId)?.trust.value ?? 0) > 0.5);
});

test('who was declared gone with an answer that nobody has heard, and then whom it was for, gives it up when it returns', async () => {
  for (const [first, second] of [
    ['North', 'South'],
    ['South', 'North'],
  ] as const) {
    const world = await TestWorld.of(['North', 'East', 'South', 'West']);
    const { East, [first]: Origin, [second]: Owner } = world.regions;
    const { actor: expert } = await world.expert(Owner, 'Egon', { capacity: 1 });
    const user = await world.user(Origin, 'Ursula');
    const admin = await world.admin(East);
    await world.pass(6_000);
    // Nobody else has a copy.
    let id = await world.submit(Origin, user);
    while (Origin.state.issues.get(id)?.custody?.region !== Owner.state.self) {
      await world.run(Origin.services.issues.cancel(user, id, { reason: '' }));
      id = await world.submit(Origin, user);
    }
    await world.accept(Owner, expert);
    await world.quiet();
    await world.lose(first);
    await world.run(Owner.services.issues.resolve(expert, id, { text: 'Restart it.' }));
    await world.lose(second);
    await world.adopt(East, admin, second);
    await world.adopt(East, admin, first);
    const back = await world.start(second);
    await world.until(() => East.state.takings.get(back.state.self)?.isReturned === true);
    await world.until(() => phaseOf(East, id) !== undefined);
    assert.is(phaseOf(East, id)?.at, 'queued');
    assert.equal(entriesOf(back, id), [], 'nothing is alive there');
  }
});

test('an adopter that is lost in the middle of it: whoever adopts it goes on with all of that, and its return changes nothing', async () => {
  const world = await TestWorld.of(['North', 'East', 'West', 'South']);
  const { North, East, West } = world.regions;
  const user = await world.user(North, 'Ursula');
  const admin = await world.admin(West);
  await world.pass(6_000);
  let id = await world.submit(North, user);
  while (North.state.issues.get(id)?.custody?.region !== East.state.self)
    id = await world.submit(North, user);
  await world.quiet();
  // South is not heard, so West cannot finish.
  await world.lose('North', 'South');
  await world.adopt(West, admin, 'North');
  await world.until(() => East.state.outbox.size === 0 && West.state.reports.size > 0);
  await world.lose('West');
  await world.start('South');
  await world.until(() => East.membership.byName('South')?.state === 'up');
  const there = await world.signIn(East, 'admin@example.org');
  await world.adopt(East, there, 'West');
  await world.until(() => phaseOf(East, id)?.at === 'queued');
  assert.is(East.state.accounts.get(user.accountId)?.home, East.state.self);

  const [back, again] = [await world.start('West'), await world.start('North')];
  await world.allUp();
  await world.quiet();
  assert.equal(
    [back, again].map((region) => phaseOf(region, id)),
    [undefined, undefined],
  );
  assert.is(phaseOf(East, id)?.at, 'queued');
  assert.equal(back.state.takings.values(), []);
  for (const { state } of [back, again, East])
    assert.equal(
      state.surveys.values().map(({ isReported, isSettled }) => [isReported, isSettled]),
      [
        [true, true],
        [true, true],
      ],
    );
});

test('two admins adopt at the same moment, or nearly: nobody goes on waiting under the lower term', async () => {
  for (let apartMs = -6; apartMs <= 6; apartMs += 2) await adoptApart(apartMs);
});

async function adoptApart(apartMs: number): Promise<void> {
  const scene = await begin();
  const { world, East, West, admin } = scene;
  await world.lose('North');
  const there = await world.signIn(East, 'admin@example.org');
  const lost = { reason: 'It burnt down.', isForced: false };
  const asked = [
    () => West.services.admin.adopt(admin, 'North', lost),
    () => East.services.admin.adopt(there, 'North', lost),
  ];
  const [first, second] = apartMs < 0 ? asked : asked.reverse();
  const both = [first?.()];
  await world.pass(Math.abs(apartMs));
  both.push(second?.());
  await world.run(Promise.allSettled(both));
  await world.pass(10_000);
  const under = [East, West].flatMap(({ state }) =>
    state.takings
      .values()
      .map(({ region, term, state: at }) => [at, term === state.adoptionOf(region)?.term]),
  );
  assert.equal(under, [['done', true]], `${apartMs} ms apart`);
}

test.run();
