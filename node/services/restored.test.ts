import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import type { Change, Store } from '../ports.ts';
import { UpdateMe } from '../schemas/inputs.ts';
import { type TestRegion, TestWorld, testPassword } from './testing.ts';

const test = suite('restored');

const phaseOf = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.phase;
const inbox = { as: 'user', state: undefined, q: undefined, after: undefined, limit: 30 } as const;

/** North has people; East, too. North's backup is made when this is over. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East', 'West']);
  const { North, East, West } = world.regions;
  const nora = await world.expert(North, 'Nora', { capacity: 1 });
  const user = await world.user(North, 'Ursula');
  await world.pass(6_000);
  const before = await world.submit(North, user, {}, 'before');
  await world.accept(North, nora.actor);
  await world.until(() => North.state.issues.get(before)?.custody?.isKept === true);
  await world.pass(6_000);
  return { world, North, East, West, nora, user, before, backup: North.disk.image() };
};
type Scene = Awaited<ReturnType<typeof begin>>;

/** North burns down, and starts again on its backup. */
const putBack = async (
  { world, North, East, West, backup }: Scene,
  isBackup = false,
): Promise<TestRegion> => {
  world.crash('North');
  await world.gone(East, 'North');
  await world.gone(West, 'North');
  North.disk.putBack(backup);
  return world.start('North', { isBackup });
};

const settled = async ({ world, East, West }: Scene, back: TestRegion): Promise<void> => {
  await world.until(() => back.state.takings.get(back.state.self)?.state === 'done');
  await world.until(() => [back, East, West].every(({ state }) => state.outbox.size === 0));
};

test('peers remember more than the backup has: what came later is told by them, and nothing is done twice', async () => {
  const scene = await begin();
  const { world, North, nora, user, before } = scene;
  await world.run(North.services.issues.postMessage(user, before, { text: 'After the backup.' }));
  await world.run(North.services.issues.resolve(nora.actor, before, { text: 'Restart it.' }));
  await world.run(North.services.issues.confirm(user, before));
  const later = await world.submit(North, user, { category: 'web', title: 'Later' }, 'later');
  await world.until(() => North.state.outbox.size === 0);
  const epochs = [before, later].map((id) => North.state.issues.get(id)?.epoch ?? '');
  const back = await putBack(scene);
  await settled(scene, back);
  const again = await world.signIn(back, back.state.accounts.get(user.accountId)?.email ?? '', testPassword);
  const list = await world.run(back.services.issues.list(again, inbox));
  assert.equal(
    list.items.map(({ id, state }) => [id, state]).sort(),
    [
      [before, 'closed'],
      [later, 'waiting'],
    ].sort(),
  );
  const lines = await world.run(back.services.issues.messages(again, before, { after: 0, limit: 10 }));
  assert.equal(
    lines.items.map(({ text }) => text),
    ['After the backup.'],
  );
  assert.ok((back.state.issues.get(later)?.epoch ?? '') > (epochs[1] ?? ''));
  assert.is(await world.submit(back, again, { category: 'web', title: 'Later' }, 'later'), later);
  // Nora is free again, and her next line has a number of its own.
  const next = await world.submit(back, again);
  await world.accept(
    back,
    await world.signIn(back, back.state.accounts.get(nora.actor.accountId)?.email ?? ''),
  );
  assert.is(phaseOf(back, next)?.at, 'placed');
});

test('who works elsewhere on an issue of the restored region keeps it', async () => {
  const scene = await begin();
  const { world, North, East, user } = scene;
  const egon = await world.expert(East, 'Egon', { categories: ['web'], capacity: 1 });
  const later = await world.submit(North, user, { category: 'web' }, 'later');
  await world.accept(East, egon.actor);
  await world.until(() => phaseOf(North, later)?.at === 'placed' && North.state.outbox.size === 0);
  const back = await putBack(scene);
  await settled(scene, back);
  const phase = phaseOf(back, later);
  assert.equal(phase?.at === 'placed' && [phase.owner, phase.stage], [East.state.self, 'assigned']);
  await world.run(East.services.issues.resolve(egon.actor, later, { text: 'Clear the cache.' }));
  await world.until(() => phaseOf(back, later)?.at === 'resolved');
});

test('what the restored region worked on for others, they take back; and a password changed since counts', async () => {
  const scene = await begin();
  const { world, North, East, nora, user, before } = scene;
  await world.run(North.services.issues.resolve(nora.actor, before, { text: 'Restart it.' }));
  const eva = await world.user(East, 'Eva');
  const theirs = await world.submit(East, eva, {}, 'theirs');
  await world.accept(North, nora.actor);
  await world.until(() => phaseOf(East, theirs)?.at === 'placed');
  const epoch = East.state.issues.get(theirs)?.epoch ?? '';
  const email = North.state.accounts.get(user.accountId)?.email ?? '';
  const password = { current: testPassword, next: 'a quite new password' };
  await world.run(North.services.accounts.updateMe(user, UpdateMe.parse({ password })));
  await world.pass(1_000);
  const back = await putBack(scene);
  await world.until(() => (East.state.issues.get(theirs)?.epoch ?? '') > epoch);
  await settled(scene, back);
  assert.is(await world.refused(() => world.signIn(back, email, testPassword)), 'wrong-credentials');
  await world.signIn(back, email, 'a quite new password');
  for (const { state } of [back, East])
    assert.equal(
      state.accounts.get(user.accountId)?.version,
      back.state.accounts.get(user.accountId)?.version,
    );
});

test('a rating counts of an answer that the backup lacks, though it knows of the work', async () => {
  const scene = await begin();
  const { world, North, East, nora, before } = scene;
  await world.run(North.services.issues.resolve(nora.actor, before, { text: 'Restart it.' }));
  const eva = await world.user(East, 'Eva');
  const theirs = await world.submit(East, eva, {}, 'theirs');
  await world.accept(North, nora.actor);
  await world.pass(6_000);
  const backup = North.disk.image();
  await world.run(North.services.issues.resolve(nora.actor, theirs, { text: 'Restart it.' }));
  await world.until(() => phaseOf(East, theirs)?.at === 'resolved');
  await world.run(East.services.issues.confirm(eva, theirs));
  const back = await putBack({ ...scene, backup });
  await world.run(East.services.issues.rate(eva, theirs, { stars: 5, comment: '' }));
  await settled(scene, back);
  assert.ok((back.state.accounts.get(nora.actor.accountId)?.trust.value ?? 0) > 0.5);
});

test('alone with a backup, what is said of its people waits until others have told what has been said of them since', async () => {
  const scene = await begin();
  const { world, North, East, West, nora, user, before } = scene;
  const { accountId } = nora.actor;
  await world.run(North.services.issues.resolve(nora.actor, before, { text: 'Restart it.' }));
  await world.run(North.services.issues.confirm(user, before));
  await world.run(North.services.issues.rate(user, before, { stars: 5, comment: '' }));
  const trustAt = ({ state }: TestRegion) => state.accounts.get(accountId)?.trust.value ?? 0;
  await world.until(() => trustAt(East) > 0.5);
  world.network.partition([North.state.self], [East.state.self, West.state.self]);
  const back = await putBack(scene, true);
  const emailOf = (id: string) => back.state.accounts.values().find((one) => one.id === id)?.email ?? '';
  const again = await world.signIn(back, emailOf(user.accountId));
  const expert = await world.signIn(back, emailOf(accountId));
  const fresh = await world.submit(back, again);
  await world.solve({ region: back, expert }, { region: back, user: again, id: fresh });
  await world.run(back.services.issues.rate(again, fresh, { stars: 1, comment: '' }));
  const rename = back.services.accounts.updateMe(expert, UpdateMe.parse({ name: 'Nora Berg' }));
  assert.is(await world.refused(rename), 'region-unreachable');
  assert.is(trustAt(back), 0.5);
  world.network.heal();
  await settled(scene, back);
  await world.until(() => trustAt(back) !== 0.6 && trustAt(East) === trustAt(back));
  assert.ok(trustAt(back) > 0.5 && trustAt(back) < 0.6, 'both have moved it');
});

test('with nobody to ask, a region that is said to be a backup puts aside what it had, and serves what is new', async () => {
  const scene = await begin();
  const { world, North, East, West, nora, user, before } = scene;
  world.network.partition([North.state.self], [East.state.self, West.state.self]);
  const back = await putBack(scene, true);
  await world.pass(3_000);
  assert.is(phaseOf(back, before), undefined);
  const { accountId } = nora.actor;
  assert.equal(back.state.entries.inGroup('seat', accountId), []);
  const again = await world.signIn(back, back.state.accounts.get(user.accountId)?.email ?? '', testPassword);
  assert.is((await world.view(back, again, before)).isCopy, true);
  assert.is(
    await world.refused(back.services.issues.cancel(again, before, { reason: '' })),
    'region-unreachable',
  );
  // The number of a line that it has forgotten may be taken.
  assert.is(
    await world.refused(back.services.issues.postMessage(again, before, { text: 'Anybody there?' })),
    'region-unreachable',
  );
  const fresh = await world.submit(back, again);
  await world.accept(back, await world.signIn(back, back.state.accounts.get(accountId)?.email ?? ''));
  assert.is(phaseOf(back, fresh)?.at, 'placed');
  world.network.heal();
  await settled(scene, back);
  assert.is(phaseOf(back, before)?.at, 'queued');
  await world.run(back.services.issues.postMessage(again, before, { text: 'Anybody there?' }));
});

test('put back twice from one backup, the second time is known for what it is', async () => {
  const scene = await begin();
  const { world, North, user, before } = scene;
  await world.submit(North, user, { category: 'web' });
  await world.pass(1_000);
  const first = await putBack(scene);
  await settled(scene, first);
  const term = first.state.adoptionOf(first.state.self)?.term ?? '';
  const second = await putBack(scene);
  await settled(scene, second);
  assert.ok((second.state.adoptionOf(second.state.self)?.term ?? '') > term);
  assert.ok(['queued', 'placed'].includes(phaseOf(second, before)?.at ?? ''));
  const { version } = scene.East.state.adoptions.get(second.state.self) ?? {};
  assert.equal(version, second.state.adoptions.get(second.state.self)?.version);
  await world.pass(1_000);
});

test('a region that starts again on its own disk adopts nothing', async () => {
  const { world, before } = await begin();
  const back = await world.restart('North');
  await world.pass(3_000);
  assert.is(back.state.adoptionOf(back.state.self), undefined);
  assert.is(phaseOf(back, before)?.at, 'placed');
});

for (const [made, isBegun] of [
  ['before it adopted another', false],
  ['while it waited for an answer', true],
] as const)
  test(`with a backup that was made ${made}, it goes on with what it adopted above all that it did since`, async () => {
    const written: Change[] = [];
    const wrapStore = (store: Store): Store => ({
      get: (collection, key) => store.get(collection, key),
      query: (collection, index, range, options) => store.query(collection, index, range, options),
      close: () => store.close(),
      commit: (changes) => {
        written.push(...changes);
        return store.commit(changes);
      },
    });
    const world = await TestWorld.of(['North', 'East', 'West', 'South'], { wrapStore });
    const { North, East } = world.regions;
    const user = await world.user(East, 'Ursula');
    const { actor: expert } = await world.expert(North, 'Nora', { capacity: 1, isOnline: false });
    const admin = await world.admin(North);
    await world.pass(6_000);
    let id = await world.submit(East, user);
    while (East.state.issues.get(id)?.custody?.region !== North.state.self)
      id = await world.submit(East, user);
    await world.quiet();
    let backup = North.disk.image();
    await world.lose('East', 'West');
    await world.adopt(North, admin, 'East');
    await world.run(North.state.ledger.settled());
    if (isBegun) backup = North.disk.image();
    await world.start('West');
    await world.until(() => phaseOf(North, id)?.at === 'queued');
    await world.until(() => North.state.takings.values().every(({ state }) => state === 'done'));
    await world.run(North.services.accounts.setPresence(expert, { presence: 'online' }));
    await world.accept(North, expert);
    const since = North.state.issues.values().map(({ epoch }) => epoch);
    await world.quiet();

    await world.lose('North', 'South');
    North.disk.putBack(backup);
    written.length = 0;
    const back = await world.start('North');
    await world.pass(10_000);
    const decided = written.filter((change) => change.collection === 'issues' && change.kind !== 'remove');
    assert.equal(decided, [], 'nothing is decided before South has told what it knows');
    await world.start('South');
    await world.until(() => back.state.takings.get(back.state.self)?.state === 'done');
    await world.quiet();
    for (const { epoch } of back.state.issues.values()) assert.ok(since.every((spent) => epoch > spent));
    assert.is(phaseOf(back, id)?.at, 'queued');
    assert.equal(back.state.entries.inGroup('seat', expert.accountId), []);
    assert.is(back.state.accounts.get(user.accountId)?.home, back.state.self);
    const again = await world.start('East');
    await world.until(() => back.state.takings.get(again.state.self)?.isReturned === true);
    assert.is(phaseOf(again, id), undefined);
    assert.is(phaseOf(back, id)?.at, 'queued');
  });

test('a region that was adopted while it was away knows it before it acts', async () => {
  const { world, West, before } = await begin();
  const admin = await world.admin(West);
  await world.lose('North');
  await world.adopt(West, admin, 'North');
  const back = await world.start('North');
  assert.is(back.state.adoptionOf(back.state.self)?.by, West.state.self);
  assert.is(phaseOf(back, before), undefined);
});

test('one that was adopted and comes back with a backup gives way, and a password changed since counts everywhere', async () => {
  const scene = await begin();
  const { world, North, East, West, user, before } = scene;
  const password = { current: testPassword, next: 'another password' };
  await world.run(North.services.accounts.updateMe(user, UpdateMe.parse({ password })));
  await world.pass(12_000);
  const admin = await world.admin(West);
  await world.lose('North');
  await world.adopt(West, admin, 'North');
  North.disk.putBack(scene.backup);
  const back = await world.start('North');
  await world.pass(30_000);
  assert.is(phaseOf(back, before), undefined, 'the issue is another region’s now');
  assert.ok(phaseOf(West, before));
  for (const region of [back, East, West]) {
    const email = region.state.accounts.get(user.accountId)?.email ?? '';
    assert.is(region.state.accounts.get(user.accountId)?.home, West.state.self);
    await world.signIn(region, email, password.next);
    assert.is(await world.refused(() => world.signIn(region, email, testPassword)), 'wrong-credentials');
  }
});

test.run();
