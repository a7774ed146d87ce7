/** A region dies: its users go on at another one, from the copy that a third region keeps. */
import { randomUUID } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MeshView } from '../schemas/mesh-views.ts';
import { IssueList } from '../schemas/views.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from './nodes.ts';
import { ask, eventually, newExpert, newUser, type Person, signIn } from './people.ts';

const test = suite('copies');
const nodes = await lifeNodes();
let north: LifeNode;
let south: LifeNode;
let east: LifeNode;
let admin: Person;

const seesAllUp = (node: LifeNode) => async () => {
  const { regions } = await ask(MeshView, 'GET', `${node.url}/api/v1/mesh`);
  return regions.length === 3 && regions.every(({ state }) => state === 'up');
};

test.before(
  toldHook(async () => {
    const [first, second, third] = await startMesh(nodes, ['North', 'South', 'East']);
    if (!first || !second || !third) throw new Error('Three nodes were to start.');
    [north, south, east] = [first, second, third];
    for (const node of [north, south, east]) {
      await eventually(`${node.region} sees all`, seesAllUp(node));
    }
    admin = await eventually('the admin is known at South', () =>
      signIn(south.url, north.options.adminEmail, adminPassword),
    );
  }),
);
test.after(() => nodes.stop());

test('the origin is killed: its user finds the issue at another region, chats on with the expert, and finishes at home', async () => {
  const user = await newUser(north.url, 'Ursula');
  const expert = await newExpert(south.url, 'Sven', { categories: ['database'], admin });
  await expert.appear('online');
  const key = randomUUID();
  const submitted = await user.submit({ title: 'The table is locked', category: 'database' }, key);
  assert.is(submitted.storedIn[0], 'North');
  const { id } = submitted;
  // Usually it is there before the answer; on a machine that is busy the answer does not wait for it.
  await eventually('it is on a second disk', async () => (await user.issue(id)).storedIn.length > 1);
  await expert.accept(await expert.offered(id));
  await user.sees(id, 'assigned');
  await user.say(id, 'Since this morning.');
  await expert.reads(id, ['Since this morning.']);
  const atEast = await eventually('the user is known at East', () => signIn(east.url, user.email));

  await north.kill();
  const { items, notAsked } = await atEast.get(IssueList, '/issues');
  assert.equal(
    items.map((issue) => [issue.id, issue.isCopy, issue.origin]),
    [[id, true, 'North']],
  );
  assert.equal(notAsked, ['North']);
  const copy = await atEast.issue(id);
  assert.is(copy.isCopy, true);
  assert.is(copy.state, 'assigned');
  assert.is(copy.expert?.name, 'Sven');
  assert.is((await atEast.submit({ title: 'The table is locked', category: 'database' }, key)).id, id);
  await atEast.say(id, 'My region is away.');
  await expert.reads(id, ['Since this morning.', 'My region is away.']);
  await expert.say(id, 'I am still here.');
  await atEast.reads(id, ['Since this morning.', 'My region is away.', 'I am still here.']);
  await expert.act(id, 'resolution', { text: 'Restart the server.' });

  await north.restart();
  const resolved = await user.sees(id, 'resolved');
  assert.is(resolved.isCopy, undefined);
  await user.reads(id, ['Since this morning.', 'My region is away.', 'I am still here.']);
  await user.act(id, 'confirm');
  await expert.sees(id, 'closed');
});

test.run();
