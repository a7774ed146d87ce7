import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import type { Actor } from './services.ts';
import { type TestExpert, type TestRegion, TestWorld } from './testing.ts';

const test = suite('shared issues');

const shared = ({ state }: TestRegion) => state.shared.values().map(({ title }) => title);

/** An issue that an expert of East solved for a user of North, not confirmed yet. */
async function answered(title = 'Printer gone') {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const expert = await world.expert(East, 'Emil');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await resolved({ world, East, North, expert, user }, title);
  return { world, North, East, expert, user, id };
}

async function resolved(
  at: { world: TestWorld; North: TestRegion; East: TestRegion; expert: TestExpert; user: Actor },
  title: string,
): Promise<IssueId> {
  const { world, North, East, expert, user } = at;
  const id = await world.submit(North, user, { title });
  await world.accept(East, expert.actor);
  await world.run(East.services.issues.resolve(expert.actor, id, { text: 'Restart it.' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  return id;
}

test('what solved an issue helps nobody unless its user says so', async () => {
  const { world, North, East, user, id } = await answered();
  const view = await world.run(North.services.issues.confirm(user, id));
  await world.quiet();
  assert.is(view.helpsOthers, false);
  assert.equal(shared(East), []);
});

test('with their consent it does, and no longer once it is taken back, at owner and custodian alike', async () => {
  const { world, North, East, expert, user, id } = await answered();
  const { issues } = North.services;
  const view = await world.run(issues.confirm(user, id, { helpsOthers: true }));
  await world.quiet();
  assert.is(view.helpsOthers, true);
  assert.equal(shared(East), ['Printer gone']);
  assert.is(
    (await world.run(East.services.issues.get(expert.actor, id))).helpsOthers,
    undefined,
    'what others agreed to is their own',
  );

  const taken = await world.run(issues.consent(user, id, { helpsOthers: false }));
  await world.quiet();
  assert.is(taken.helpsOthers, false);
  assert.equal(shared(East), []);
  assert.equal((await stored(world, East, id))?.consent, { helpsOthers: false, n: taken.version });
});

/** The copy that a region keeps as custodian; a closed one is on its disk only. */
async function stored(world: TestWorld, { state }: TestRegion, id: IssueId) {
  return world.run(state.ledger.read(() => state.copies.get(id)?.issue, [state.copyNeed(id)]));
}

test('a change of mind counts no resolution and teaches nothing twice', async () => {
  const { world, North, East, expert, user, id } = await answered();
  const { issues } = North.services;
  await world.run(issues.confirm(user, id));
  await world.run(issues.consent(user, id, { helpsOthers: true }));
  await world.run(issues.consent(user, id, { helpsOthers: true }));
  await world.run(issues.consent(user, id, { helpsOthers: false }));
  await world.run(issues.consent(user, id, { helpsOthers: true }));
  await world.quiet();
  assert.equal(shared(East), ['Printer gone']);
  assert.is(East.state.profiles.get(expert.actor.accountId)?.resolved, 1);
});

test('an issue that is opened again helps nobody until it is solved again, with a new consent', async () => {
  const { world, North, East, expert, user, id } = await answered();
  const { issues } = North.services;
  await world.run(issues.confirm(user, id, { helpsOthers: true }));
  await world.run(issues.reopen(user, id, { reason: 'It came back.' }));
  await world.quiet();
  assert.equal(shared(East), []);
  await world.accept(East, expert.actor);
  await world.run(East.services.issues.resolve(expert.actor, id, { text: 'Replace it.' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  await world.run(issues.confirm(user, id));
  await world.quiet();
  assert.equal(shared(East), [], 'they did not say so again');
});

test('only its user decides, and only of an issue that they confirmed', async () => {
  const { world, North, East, expert, user, id } = await answered();
  const other = await world.user(North, 'Otto');
  const { issues } = North.services;
  const input = { helpsOthers: true };
  assert.is(await world.refused(issues.consent(user, id, input)), 'wrong-state');
  await world.run(issues.confirm(user, id));
  assert.is(await world.refused(issues.consent(other, id, input)), 'not-found');
  assert.is(await world.refused(East.services.issues.consent(expert.actor, id, input)), 'not-found');
});

test('it is known after a restart', async () => {
  const { world, North, user, id } = await answered();
  await world.run(North.services.issues.confirm(user, id, { helpsOthers: true }));
  await world.quiet();
  assert.equal(shared(await world.restart('East')), ['Printer gone']);
});

test('an offer names the past issues that speak for its expert where they may be named, and counts the others', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const user = await world.user(North);
  const { issues } = North.services;
  const solve = async (title: string, helpsOthers: boolean) => {
    const id = await world.submit(North, user, { title });
    await world.accept(North, actor);
    await world.run(issues.resolve(actor, id, { text: 'Restart it.' }));
    await world.run(issues.confirm(user, id, { helpsOthers }));
    return id;
  };
  const open = await solve('Printer prints blank pages', true);
  await solve('Printer prints blank pages again', false);
  const other = await world.user(North, 'Otto');
  const id = await world.submit(North, other, { title: 'My printer prints blank pages' });
  await world.offer(North, actor, 1_000);
  const told = async () => (await world.view(North, other, id)).timeline.at(-1)?.why?.past;
  const [offer] = await world.offers(North, actor);
  assert.equal(offer?.why.past, {
    issues: [{ id: open, title: 'Printer prints blank pages' }],
    others: 1,
  });
  assert.equal(await told(), offer?.why.past);
  await world.run(issues.consent(user, open, { helpsOthers: false }));
  assert.equal(await told(), { issues: [], others: 2 }, 'also in what was told before');
});

test.run();
