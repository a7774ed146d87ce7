import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ReassignMany } from '../schemas/admin-inputs.ts';
import { ListAdminIssues } from '../schemas/inputs.ts';
import { TestWorld } from './testing.ts';

const test = suite('issue filters');

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const [here, there] = [await world.user(North), await world.user(East)];
  const old = await world.submit(East, there, { title: 'Replica stopped', category: 'database' });
  await world.pass(10 * 60_000);
  const fresh = await world.submit(North, here, {
    title: 'Slow queries',
    category: 'database',
    urgency: 'high',
  });
  await world.pass(1_000);
  const list = async (query: object) => {
    const asked = ListAdminIssues.parse(query);
    const { items } = await world.run(North.services.admin.issues(admin, asked));
    return items.map(({ id }) => id);
  };
  return { world, North, East, admin, old, fresh, list };
};

test('by text, urgency, and how long nobody has accepted it', async () => {
  const { world, East, old, fresh, list } = await begin();
  assert.equal(await list({ q: 'REPLICA printer' }), [old]);
  assert.equal(await list({ urgency: 'high' }), [fresh]);
  assert.equal(await list({ waitingMinutes: '5' }), [old]);
  assert.equal(await list({ state: 'waiting', waitingMinutes: '5' }), [old]);
  assert.equal(await list({ state: 'waiting', urgency: 'high', q: 'queries' }), [fresh]);
  const { actor } = await world.expert(East, 'Egon', { categories: ['database'], capacity: 1 });
  await world.accept(East, actor);
  await world.quiet();
  // The expert takes one at a time: the one with the stronger claim.
  assert.equal(await list({ state: 'working' }), [old]);
  assert.equal(await list({ waitingMinutes: '5' }), []);
  await world.run(East.services.issues.resolve(actor, old, { text: 'Restart it.' }));
  await world.quiet();
  assert.equal(await list({ state: 'answered' }), [old]);
});

test('several are moved at once, each by itself', async () => {
  const { world, North, admin, old, fresh } = await begin();
  const input = ReassignMany.parse({ ids: [old, fresh, 'nothing'], reason: 'the expert fell ill' });
  const { items } = await world.run(North.services.admin.reassignMany(admin, input));
  assert.equal(
    items.map(({ isDone, problem }) => [isDone, problem?.code]),
    [
      [true, undefined],
      [true, undefined],
      [false, 'not-found'],
    ],
  );
});

test.run();
