import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { MoveView } from '../schemas/admin-views.ts';
import { Transfer } from '../schemas/inputs.ts';
import { TestWorld } from './testing.ts';

const test = suite('moves');

const handOf = ({ region, expert }: MoveView['from']) => [region, expert?.name].filter(Boolean).join(' ');
const lineOf = ({ kind, from, to, note }: MoveView) =>
  `${kind}: ${handOf(from)} → ${handOf(to)}${note ? ` (${note})` : ''}`;

const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const user = await world.user(North);
  const list = async (query: { region?: string; limit?: number; after?: string } = {}) =>
    world.run(North.services.admin.moves(admin, { limit: 20, ...query }));
  return { world, North, East, admin, user, list };
};

test('an issue that goes through several hands is followed, with who moved it and why', async () => {
  const { world, North, East, admin, user, list } = await begin();
  const egon = await world.expert(East, 'Egon');
  await world.pass(1_000);
  const id = await world.submit(North, user);
  await world.accept(East, egon.actor);
  await world.quiet();
  const nora = await world.expert(North, 'Nora');
  await world.pass(3_000);
  await world.run(
    East.services.issues.transfer(
      egon.actor,
      id,
      Transfer.parse({ note: 'Not my field', expertId: nora.actor.accountId }),
    ),
  );
  await world.accept(North, nora.actor);
  await world.quiet();
  await world.pass(3_000);
  const { accountId: expertId } = egon.actor;
  await world.run(North.services.admin.reassign(admin, id, { reason: 'too slow', expertId }));
  await world.accept(East, egon.actor);
  await world.quiet();
  const { items } = await list();
  assert.equal(items.map(lineOf).reverse(), [
    'handed-over: North → East',
    'transferred: East Egon → North Nora (Not my field)',
    'accepted: East Egon → North Nora',
    'reassigned: North Nora → East Egon (too slow)',
    'handed-over: North Nora → East',
    'accepted: North Nora → East Egon',
  ]);
  assert.ok(items.every(({ issue, title, origin }) => issue === id && title && origin === 'North'));
});

test('an issue that its own region solves has not changed hands', async () => {
  const { world, North, user, list } = await begin();
  const nora = await world.expert(North, 'Nora');
  const id = await world.submit(North, user);
  await world.solve({ region: North, expert: nora.actor }, { region: North, user, id });
  assert.equal((await list()).items, []);
});

test('it is told from any region, for one region, page by page, and says who could not be asked', async () => {
  const { world, North, East, list } = await begin();
  const nora = await world.expert(North, 'Nora', { capacity: 10 });
  const there = await world.user(East, 'Bert');
  await world.pass(1_000);
  for (let n = 0; n < 3; n++) {
    await world.submit(East, there, { title: `Issue ${n}` });
    await world.accept(North, nora.actor);
    await world.pass(100);
  }
  await world.quiet();
  const first = await list({ limit: 2 });
  const rest = await list({ limit: 2, ...(first.next !== undefined && { after: first.next }) });
  assert.equal(
    [...first.items, ...rest.items].map(({ title }) => title),
    ['Issue 2', 'Issue 1', 'Issue 0'],
  );
  assert.is((await list({ region: 'East' })).items.length, 3);
  assert.is((await list({ region: 'South' })).items.length, 0);
  world.crash('East');
  await world.gone(North, 'East');
  assert.equal((await list()).notAsked, ['East']);
});

test('an adopted issue moves from the lost region to its adopter', async () => {
  const { world, North, East, admin, list } = await begin();
  const there = await world.user(East, 'Bert');
  await world.submit(East, there, { title: 'Left behind', category: 'cloud' });
  await world.quiet();
  world.crash('East');
  await world.until(() => North.membership.byName('East')?.state === 'down', 60_000);
  await world.run(North.services.admin.adopt(admin, 'East', { reason: 'burnt', isForced: false }));
  await world.until(() => North.state.issues.values().some(({ title }) => title === 'Left behind'));
  await world.run(North.state.ledger.settled());
  assert.equal((await list()).items.map(lineOf), ['adopted: East → North']);
});

test.run();
