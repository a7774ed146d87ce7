/** The life of an issue in one region on every store; on LMDB it is told in life.test.ts. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isMongoServerInstalled, MONGO_NEEDED, startMongoServer } from '../store/mongo-server.ts';
import { adminPassword, type LifeNodes, lifeNodes } from './nodes.ts';
import { newExpert, newUser, signIn } from './people.ts';
import { wholeLife } from './story.ts';

/** Of a database that is dropped with its server. */
const database = 'grapevine_life';

const test = suite('the life of an issue on other stores');
let nodes: LifeNodes;

test.before.each(async () => {
  nodes = await lifeNodes();
});
test.after.each(() => nodes.stop());

const lifeOn = async (store: string) => {
  const node = await nodes.start(await nodes.plan('North', { store }));
  const admin = await signIn(node.url, node.options.adminEmail, adminPassword);
  const user = await newUser(node.url, 'Ana');
  const experts = [
    await newExpert(node.url, 'Meera', { categories: ['network'], admin }),
    await newExpert(node.url, 'Tomas', { categories: ['network'], admin }),
  ] as const;
  const story = { user, experts, category: 'network', origin: 'North', owner: 'North' };
  return { node, user, ...(await wholeLife(story)) };
};

test('in memory', async () => {
  await lifeOn('memory:');
});

const given = process.env.MONGO_URL;
if (given === undefined && !isMongoServerInstalled()) {
  console.log(`SKIPPED node/life/stores.test.ts: ${MONGO_NEEDED}`);
  if (process.env.REQUIRE_ALL === '1') test('on MongoDB', () => assert.unreachable(MONGO_NEEDED));
} else {
  test('on MongoDB, and it is still there when the node was killed', async () => {
    // A server of our own also when one is given: what is in that one is not ours to fill.
    const server = await startMongoServer();
    try {
      const { node, user, id } = await lifeOn(`${server.url}${database}`);
      await node.kill();
      await node.restart();
      const closed = await user.issue(id);
      assert.equal([closed.state, closed.rating?.stars], ['closed', 5]);
    } finally {
      await nodes.stop();
      await server.stop();
    }
  });
}

test.run();
