import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { asCopy } from '../core/custody.ts';
import { IssueId } from '../core/ids.ts';
import type { Issue } from '../core/model.ts';
import { SubmitIssue } from '../schemas/inputs.ts';
import { collections } from './documents.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('custody');

const names = ['North', 'East', 'South'] as const;

/** A user at North; nobody who could take an issue. */
const begin = async () => {
  const world = await TestWorld.of(names);
  const user = await world.user(world.regions.North);
  return { world, user };
};

const custodyAt = ({ state }: TestRegion, id: IssueId) => state.issues.get(id)?.custody;
const copyAt = ({ state }: TestRegion, id: IssueId) => state.copies.get(id);

const custodianOf = (world: TestWorld, at: TestRegion, id: IssueId): TestRegion => {
  const region = custodyAt(at, id)?.region;
  const found = Object.values(world.regions).find(({ state }) => state.self === region);
  if (!found) throw new Error('It has no custodian.');
  return found;
};

const otherThan = (world: TestWorld, ...regions: TestRegion[]): TestRegion => {
  const found = Object.values(world.regions).find((region) => !regions.includes(region));
  if (!found) throw new Error('There is no other region.');
  return found;
};

const submitted = async (world: TestWorld, region: TestRegion, user: Actor) =>
  world.run(
    region.services.issues.submit(
      user,
      SubmitIssue.parse({ title: 'No connection', description: 'None at all.', category: 'network' }),
    ),
  );

/** Whether the copy is what the origin has, to the letter. */
const checkEqual = (copy: Issue | undefined, original: Issue | undefined): void => {
  assert.ok(copy && original);
  assert.equal(copy, original && asCopy(original));
};

test('a submission is answered when another region has stored it too, and says which', async () => {
  const { world, user } = await begin();
  const { North } = world.regions;
  const view = await submitted(world, North as TestRegion, user);
  const id = IssueId.parse(view.id);
  const custodian = custodianOf(world, North as TestRegion, id);
  assert.equal(view.storedIn, ['North', custodian.name]);
  assert.ok(await custodian.store.get('copies', id), 'it is on its disk, not only in memory');
  checkEqual(copyAt(custodian, id)?.issue, North?.state.issues.get(id));
});

test('its expert at the origin is told the same regions as its user', async () => {
  const { world, user } = await begin();
  const { North } = world.regions;
  const { actor } = await world.expert(North as TestRegion);
  const id = await world.submit(North as TestRegion, user);
  await world.accept(North as TestRegion, actor);
  const { storedIn } = await world.view(North as TestRegion, user, id);
  assert.is(storedIn.length, 2);
  assert.equal((await world.view(North as TestRegion, actor, id)).storedIn, storedIn);
});

test('with no peer in sight it is answered at once, as stored in one region; the first peer to come gets it', async () => {
  const world = new TestWorld();
  const North = await world.start('North');
  const user = await world.user(North);
  const beforeMs = world.clock.monotonicMs();
  const view = await submitted(world, North, user);
  const id = IssueId.parse(view.id);
  assert.ok(world.clock.monotonicMs() - beforeMs < 100);
  assert.equal(view.storedIn, ['North']);
  await world.run(North.services.issues.postMessage(user, id, { text: 'Anybody there?' }));
  const East = await world.start('East');
  await world.allUp();
  await world.until(() => custodyAt(North, id)?.isKept === true);
  await world.quiet();
  checkEqual(copyAt(East, id)?.issue, North.state.issues.get(id));
  assert.is(
    (await world.run(East.running.state.ledger.store.query('messages', 'id', {}, { limit: 9 }))).items.length,
    1,
  );
});

test('an issue that was closed alone is given a custodian too', async () => {
  const world = new TestWorld();
  const North = await world.start('North');
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.run(North.services.issues.cancel(user, id, { reason: '' }));
  await world.quiet();
  assert.is(North.state.issues.get(id), undefined, 'it has left memory');
  const East = await world.start('East');
  await world.allUp();
  await world.until(() => East.state.copies.size === 0 && North.state.outbox.size === 0, 60_000);
  await world.pass(timing.custodyLookMs * 2);
  const stored = await East.store.get('copies', id);
  assert.is(stored?.doc.id, id);
  assert.equal((await world.view(North, user, id)).storedIn, ['North', 'East']);
});

test('a peer that does not answer delays the submission by no more than its patience', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const user = await world.user(North);
  world.crash('East');
  const beforeMs = world.clock.monotonicMs();
  const view = await submitted(world, North, user);
  assert.ok(world.clock.monotonicMs() - beforeMs <= timing.custodyMs + 50);
  assert.equal(view.storedIn, ['North']);
  const id = IssueId.parse(view.id);
  await world.restart('East');
  await world.until(() => custodyAt(North, id)?.isKept === true);
  assert.ok(East);
});

test('every change is streamed: the copy is what the origin has, to the letter, until it is closed and rated', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const expert = await world.expert(North, 'Egon');
  const id = await world.submit(North, user);
  const custodian = custodianOf(world, North, id);
  await world.accept(North, expert.actor);
  await world.run(North.services.issues.postMessage(user, id, { text: 'It beeps.' }));
  await world.run(North.services.issues.postMessage(expert.actor, id, { text: 'Louder?' }));
  await world.run(North.services.issues.resolve(expert.actor, id, { text: 'Restart it.' }));
  await world.run(North.services.issues.confirm(user, id));
  await world.run(North.services.issues.rate(user, id, { stars: 4, comment: 'Quick.' }));
  await world.quiet();
  const copy = await custodian.store.get('copies', id);
  const original = await North.store.get('issues', id);
  const { custody: _, unkept: __, custodian: ___, ...plain } = original?.doc ?? {};
  assert.equal(copy?.doc.issue, plain);
  const lines = await world.run(
    custodian.state.ledger.store.query('messages', 'by_issue', { equals: [id] }, { limit: 10 }),
  );
  assert.equal(
    lines.items.map(({ doc }) => doc.text),
    ['It beeps.', 'Louder?'],
  );
});

test('a line written by an expert of a third region reaches the custodian by way of the origin', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const id = await world.submit(North, user);
  const custodian = custodianOf(world, North, id);
  const owner = otherThan(world, North, custodian);
  const expert = await world.expert(owner, 'Egon');
  await world.accept(owner, expert.actor);
  await world.run(owner.services.issues.postMessage(expert.actor, id, { text: 'Is it plugged in?' }));
  await world.quiet();
  const lines = await world.run(
    custodian.state.ledger.store.query('messages', 'by_issue', { equals: [id] }, { limit: 10 }),
  );
  assert.equal(
    lines.items.map(({ doc }) => doc.text),
    ['Is it plugged in?'],
  );
});

test('a custodian that is away does not let the outbox grow with every change', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const id = await world.submit(North, user);
  const custodian = custodianOf(world, North, id);
  world.crash(custodian.name);
  for (let nth = 0; nth < 5; nth += 1) {
    await world.run(North.services.issues.edit(user, id, { title: `Title ${nth}` }));
    await world.pass(1_000);
  }
  const waiting = North.state.outbox
    .values()
    .filter(({ to, message }) => to === custodian.state.self && message.type === 'copy');
  assert.ok(waiting.length <= 2, `${waiting.length} copies wait`);
});

test('a custodian that stays away is replaced; it drops its old copy only when the new one is kept', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const id = await world.submit(North, user);
  await world.run(North.services.issues.postMessage(user, id, { text: 'It beeps.' }));
  await world.quiet();
  const first = custodianOf(world, North, id);
  world.crash(first.name);
  await world.until(() => custodyAt(North, id)?.region !== first.state.self, 120_000);
  const second = otherThan(world, North, first);
  await world.until(() => custodyAt(North, id)?.isKept === true);
  checkEqual(copyAt(second, id)?.issue, North.state.issues.get(id));
  assert.is(
    (await world.run(second.state.ledger.store.query('messages', 'id', {}, { limit: 9 }))).items.length,
    1,
    'with its chat',
  );
  await world.run(North.services.issues.edit(user, id, { title: 'Another title' }));
  const back = await world.restart(first.name);
  await world.quiet();
  assert.is(copyAt(back, id), undefined, 'the old one has dropped its older copy');
  assert.equal((await world.view(North, user, id)).storedIn, ['North', second.name]);
});

test('while the only other region is away the old custodian stays, and returns with what it had', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North } = world.regions;
  const user = await world.user(North);
  const id = await world.submit(North, user);
  world.crash('East');
  await world.pass(timing.custodianDownMs * 3);
  assert.is(custodyAt(North, id)?.isKept, true);
  const East = await world.restart('East');
  await world.quiet();
  checkEqual(copyAt(East, id)?.issue, North.state.issues.get(id));
});

test('a restart of the custodian moves nothing', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const id = await world.submit(North, user);
  const custodian = custodianOf(world, North, id);
  await world.restart(custodian.name);
  await world.pass(timing.custodianDownMs * 2);
  assert.is(custodyAt(North, id)?.region, custodian.state.self);
});

test('a custodian that comes back without its disk is given everything again, closed issues and chats too', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const user = await world.user(North);
  const open = await world.submit(North, user);
  const closed = await world.submit(North, user);
  await world.run(North.services.issues.postMessage(user, open, { text: 'It beeps.' }));
  await world.run(North.services.issues.cancel(user, closed, { reason: '' }));
  await world.quiet();
  world.crash('East');
  const store = East.disk.open(collections);
  for (const collection of ['copies', 'messages', 'chats']) {
    const page = await world.run(store.query(collection, 'id', {}, { limit: 100 }));
    const changes = page.items.map(
      ({ id, version }) => ({ kind: 'remove', collection, id, version }) as const,
    );
    await world.run(store.commit(changes));
  }
  await world.run(store.close());
  const back = await world.restart('East');
  await world.pass(timing.custodyLookMs * 2);
  await world.quiet();
  checkEqual(copyAt(back, open)?.issue, North.state.issues.get(open));
  assert.is((await back.store.get('copies', closed))?.doc.id, closed);
  const lines = await world.run(back.state.ledger.store.query('messages', 'id', {}, { limit: 9 }));
  assert.is(lines.items.length, 1);
  assert.equal((await world.view(North, user, closed)).storedIn, ['North', 'East']);
});

test('what a region keeps can be moved from it before it leaves, closed issues too', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const ids: IssueId[] = [];
  for (let nth = 0; nth < 6; nth += 1) ids.push(await world.submit(North, user, { title: `Issue ${nth}` }));
  const [open, closed] = ids as [IssueId, IssueId];
  const leaving = custodianOf(world, North, open);
  await world.run(North.services.issues.cancel(user, closed, { reason: '' }));
  await world.quiet();
  const staying = otherThan(world, North, leaving);
  await world.run(North.running.custody.moveFrom(leaving.state.self));
  await world.quiet();
  const left = await world.run(leaving.state.ledger.store.query('copies', 'id', {}, { limit: 100 }));
  assert.is(left.items.length, 0);
  const kept = await world.run(staying.state.ledger.store.query('copies', 'id', {}, { limit: 100 }));
  assert.is(kept.items.length, ids.length);
  const next = await world.submit(North, user, { title: 'After' });
  assert.is(custodianOf(world, North, next), staying);
});

test('a region that leaves gets nothing to keep for being up again, but when it says that it stays', async () => {
  const { world, user } = await begin();
  const { North, East } = world.regions as { North: TestRegion; East: TestRegion };
  world.crash('South');
  world.network.partition([North.state.self], [East.state.self]);
  await world.gone(North, 'East', 'South');
  await world.run(North.running.custody.moveFrom(East.state.self));
  world.network.heal();
  await world.until(() => North.membership.byName('East')?.state === 'up');
  const id = await world.submit(North, user);
  assert.is(custodyAt(North, id), undefined);
  await world.until(() => custodyAt(North, id)?.region === East.state.self);
});

test('a copy only moves forward, and only its origin moves it', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const id = await world.submit(North, user);
  const custodian = custodianOf(world, North, id);
  const stranger = otherThan(world, North, custodian);
  const older = copyAt(custodian, id)?.issue;
  assert.ok(older);
  await world.run(North.services.issues.edit(user, id, { title: 'Another title' }));
  await world.quiet();
  const deliver = (from: TestRegion, issue: object) =>
    world.run(
      from.membership.request(
        custodian.state.self,
        'deliver',
        JSON.parse(
          JSON.stringify({
            messages: [{ id: 'late', message: { type: 'copy', issueId: id, turn: 1, issue } }],
          }),
        ),
        { timeoutMs: 5_000 },
      ),
    );
  assert.equal(await deliver(North, older), { acknowledged: ['late'], declined: [] });
  assert.is(copyAt(custodian, id)?.issue.title, 'Another title');
  const theirs = { ...older, origin: stranger.state.self, revision: 99 };
  assert.equal(await deliver(stranger, theirs), { acknowledged: ['late'], declined: ['late'] });
  assert.equal(await deliver(stranger, { ...older, revision: 99 }), {
    acknowledged: ['late'],
    declined: ['late'],
  });
  assert.is(copyAt(custodian, id)?.issue.title, 'Another title');
});

test('a COPY that a DROP has overtaken is not kept, and a DROP that comes again leaves what was given since', async () => {
  const { world, user } = await begin();
  const { North } = world.regions as { North: TestRegion };
  const id = await world.submit(North, user);
  const custodian = custodianOf(world, North, id);
  const copy = copyAt(custodian, id);
  assert.ok(copy);
  const deliver = (message: object) =>
    world.run(
      North.membership.request(
        custodian.state.self,
        'deliver',
        JSON.parse(JSON.stringify({ messages: [{ id: 'again', message: { issueId: id, ...message } }] })),
        { timeoutMs: 5_000 },
      ),
    );
  const given = { type: 'copy', turn: copy.turn, issue: copy.issue };
  const taken = { type: 'drop', turn: copy.turn };
  await deliver(taken);
  assert.is(copyAt(custodian, id), undefined);
  await deliver(given);
  assert.is(copyAt(custodian, id), undefined, 'it was overtaken');
  await deliver({ ...given, turn: copy.turn + 1 });
  assert.is(copyAt(custodian, id)?.turn, copy.turn + 1, 'it was given here anew');
  await deliver(taken);
  assert.is(copyAt(custodian, id)?.turn, copy.turn + 1, 'that was before');
});

test('a flood of submissions shares commits: a hundred cost the custodian a few', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North } = world.regions;
  const users: Actor[] = [];
  for (let nth = 0; nth < 4; nth += 1) users.push(await world.user(North, `User${nth}`));
  const beforeMs = world.clock.monotonicMs();
  const input = SubmitIssue.parse({ title: 'Flood', description: 'Water.', category: 'network' });
  const views = await world.run(
    Promise.all(
      users.flatMap((user) => Array.from({ length: 25 }, () => North.services.issues.submit(user, input))),
    ),
  );
  assert.ok(views.every(({ storedIn }) => storedIn.length === 2));
  assert.ok(world.clock.monotonicMs() - beforeMs < timing.custodyMs);
});

test('what only one region stores is counted, open or closed, for admins and in the metrics', async () => {
  const world = new TestWorld();
  const North = await world.start('North');
  const admin = await world.admin(North);
  const user = await world.user(North);
  const figures = () => {
    const { health, mesh } = North.services;
    assert.is(mesh.view().atRisk, undefined);
    assert.is(mesh.view(admin).atRisk, health.gauges().grapevine_issues_at_risk);
    return mesh.view(admin).atRisk;
  };
  assert.is(figures(), 0);
  await world.submit(North, user);
  const closed = await world.submit(North, user);
  assert.is(figures(), 2);
  await world.run(North.services.issues.cancel(user, closed, { reason: '' }));
  await world.pass(timing.custodyLookMs * 2);
  assert.is(figures(), 2);
  await world.start('East');
  await world.allUp();
  await world.pass(timing.custodyLookMs * 2);
  assert.is(figures(), 0);
});

test.run();
