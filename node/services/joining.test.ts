import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import type { Actor } from './services.ts';
import { TestWorld } from './testing.ts';

const test = suite('joining');

/** Four people report the same; from the fourth on they join. The expert works on the third's. */
async function outage() {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const users: Actor[] = [];
  for (const name of ['Una', 'Uwe', 'Urs', 'Udo']) users.push(await world.user(North, name));
  const ids: IssueId[] = [];
  for (const [n, user] of users.entries()) {
    const joinsOthers = n === 3 ? { joinsOthers: true } : {};
    ids.push(
      await world.submit(North, user, { title: `Wiki unreachable ${n}`, category: 'web', ...joinsOthers }),
    );
  }
  const at = (n: number) => {
    const [user, id] = [users[n], ids[n]];
    if (!user || !id) throw new Error(`There are only ${users.length}.`);
    return { user, id };
  };
  const view = (n: number) => world.view(North, at(n).user, at(n).id);
  return { world, North, East, at, view };
}

const solve = async ({ world, North, at }: Awaited<ReturnType<typeof outage>>, n: number) => {
  const { user, id } = at(n);
  const { actor } = await world.expert(North, 'Anna', { categories: ['web'], capacity: 4 });
  const { issues, offers } = North.services;
  for (const { id: offered, issue } of await world.offers(North, actor)) {
    if (issue.id === id) await world.run(offers.accept(actor, offered as never));
  }
  await world.run(issues.resolve(actor, id, { text: 'Restart it.' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  return { actor, confirm: () => world.run(issues.confirm(user, id)) };
};

test('whoever joins others sees that they did, and nothing of them', async () => {
  const { view } = await outage();
  assert.equal((await view(3)).joined, {});
  assert.is((await view(1)).joined, undefined, 'they did not join');
});

test('when it is solved for the first, whoever joined is told, once and for all', async () => {
  const scene = await outage();
  const { world, North, East, at, view } = scene;
  const { confirm } = await solve(scene, 0);
  assert.is((await view(3)).joined?.solvedAt, undefined, 'the user has not confirmed it');
  await confirm();
  const { joined, state } = await view(3);
  assert.ok(joined?.solvedAt);
  assert.is.not(state, 'closed', 'theirs goes on until they say so');
  assert.is((await view(1)).joined, undefined, 'who did not join is told nothing');
  await world.run(North.services.issues.reopen(at(0).user, at(0).id, { reason: 'Again.' }));
  await world.quiet();
  assert.is((await view(3)).joined?.solvedAt, joined.solvedAt);
  assert.equal(East.state.copies.get(at(3).id)?.issue.joined, { first: at(0).id, solvedAt: joined.solvedAt });
});

test('when it is solved for whoever joined, the first is told too', async () => {
  const scene = await outage();
  const { confirm } = await solve(scene, 3);
  await confirm();
  assert.ok((await scene.view(0)).joined?.solvedAt);
});

test('an issue that resembles nobody’s joins nothing', async () => {
  const { world, North, at } = await outage();
  const { user } = at(0);
  const id = await world.submit(North, user, { title: 'Cannot print', category: 'web', joinsOthers: true });
  assert.is((await world.view(North, user, id)).joined, undefined);
});

test.run();
