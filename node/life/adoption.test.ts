/** A region is lost for good, as far as anybody knows: another adopts it, everything goes on, and it comes back after all. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AdoptionList, AdoptionView, MeshView } from '../schemas/mesh-views.ts';
import { IssueList } from '../schemas/views.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from './nodes.ts';
import { ask, eventually, newExpert, newUser, signIn } from './people.ts';

/** A death is noticed in some 8 s, and this machine may be busy. */
const noticeMaxMs = 60_000;

const test = suite('adoption of a lost region');
const nodes = await lifeNodes();
let [north, south, east]: LifeNode[] = [];

test.before(
  toldHook(async () => {
    [north, south, east] = await startMesh(nodes, ['North', 'South', 'East']);
  }),
);
test.after(() => nodes.stop());

const whole = (node: LifeNode) =>
  eventually(
    `${node.region} sees all three`,
    async () => {
      const { regions } = await ask(MeshView, 'GET', `${node.url}/api/v1/mesh`);
      return regions.length === 3 && regions.every(({ state }) => state === 'up');
    },
    noticeMaxMs,
  );

test('what was worked on goes on, what waited finds somebody, and the region that comes back works on', async () => {
  if (north === undefined || south === undefined || east === undefined)
    throw new Error('Three nodes were to start.');
  for (const node of [north, south, east]) await whole(node);
  const admin = await eventually('the admin is known at South', () =>
    signIn(south?.url ?? '', north?.options.adminEmail ?? '', adminPassword),
  );
  const user = await newUser(north.url, 'Ursula');
  const expert = await newExpert(east.url, 'Egon', { categories: ['network'], capacity: 1, admin });
  await expert.appear('online');
  const worked = await user.submit({ title: 'No connection', category: 'network' });
  await expert.accept(await expert.offered(worked.id));
  await user.sees(worked.id, 'assigned');
  await user.say(worked.id, 'Hello?');
  await expert.reads(worked.id, ['Hello?']);
  const waits = await eventually('the second issue is stored twice', async () => {
    const view = await user.submit({ title: 'No mail', category: 'network' }, 'second');
    return view.storedIn.length > 1 && view;
  });

  await north.kill();
  const adoption = await eventually(
    'nobody reaches North any more',
    () =>
      admin.send(AdoptionView, 'POST', '/admin/regions/North/adopt', { reason: 'The building burnt down.' }),
    noticeMaxMs,
  );
  assert.equal([adoption.region, adoption.by], ['North', 'South']);
  const isDone = async () => {
    const { items } = await admin.get(AdoptionList, '/admin/adoptions');
    return items.some(({ region, state }) => region === 'North' && state === 'done');
  };
  await eventually('South has all answers', isDone, noticeMaxMs);

  const again = await signIn(south.url, user.email);
  assert.is((await again.issue(worked.id)).state, 'assigned');
  await again.say(worked.id, 'Are you still there?');
  await expert.reads(worked.id, ['Hello?', 'Are you still there?']);
  await expert.act(worked.id, 'resolution', { text: 'It was the switch.' });
  await again.sees(worked.id, 'resolved');
  await again.act(worked.id, 'confirm');
  await again.act(worked.id, 'rating', { stars: 5, comment: 'In spite of everything.' });
  await eventually('the rating arrives', async () => (await expert.issue(worked.id)).rating?.stars === 5);
  await expert.appear('online');
  await expert.accept(await expert.offered(waits.id));
  await again.sees(waits.id, 'assigned');

  await north.restart();
  await eventually(
    'North has told all it had',
    async () => {
      const { items } = await admin.get(AdoptionList, '/admin/adoptions');
      return items.some(({ isReturned }) => isReturned);
    },
    noticeMaxMs,
  );
  const back = await signIn(north.url, user.email);
  const { items } = await back.get(IssueList, '/issues?as=user');
  assert.equal(items.map(({ title }) => title).sort(), ['No connection', 'No mail']);
  assert.is((await back.issue(waits.id)).state, 'assigned');
  const fresh = await back.submit({ title: 'A new one', category: 'web' });
  assert.is(fresh.origin, 'North');
  await expert.act(waits.id, 'resolution', { text: 'Restart it.' });
  await back.sees(waits.id, 'resolved');
  await back.act(waits.id, 'confirm');
});

test.run();
