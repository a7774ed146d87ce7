/** Nodes die without warning in the middle of the work and start again: nothing is lost, nothing hangs. */
import { randomInt, randomUUID } from 'node:crypto';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { MeshView } from '../schemas/mesh-views.ts';
import { IssueList, MeView } from '../schemas/views.ts';
import { adminPassword, type LifeNode, lifeNodes, startMesh, toldHook } from './nodes.ts';
import { ask, eventually, newExpert, newUser, type Person, signIn } from './people.ts';

/** Kills during submissions: a few each time, many in the long run. */
const kills = process.env.GRAPEVINE_LONG === '1' ? 40 : 2;
/** Kills in the midst of lives, each of which takes some such time when nobody dies. */
const livesKilledWithinMs = 500;
/** With a start of the node in between, and hand-offs that wait for it. */
const livesMaxMs = 60_000;
/** Enough at a time that some are being stored when the node dies. */
const submittedAtOnce = 8;
/** Latest moment of the kill after the first submission was sent. */
const killWithinMs = 60;

const test = suite('kills');
const nodes = await lifeNodes();
let north: LifeNode;
let south: LifeNode;
let admin: Person;

const seesUp = (node: LifeNode, name: string) => async () => {
  const { regions } = await ask(MeshView, 'GET', `${node.url}/api/v1/mesh`);
  return regions.some((region) => region.name === name && region.state === 'up');
};
const together = async () => {
  await eventually('North sees South', seesUp(north, 'South'));
  await eventually('South sees North', seesUp(south, 'North'));
};

test.before(
  toldHook(async () => {
    const [first, second] = await startMesh(nodes, ['North', 'South']);
    if (first === undefined || second === undefined) throw new Error('Two nodes were to start.');
    [north, south] = [first, second];
    await together();
    admin = await eventually('the admin is known at South', () =>
      signIn(south.url, north.options.adminEmail, adminPassword),
    );
  }),
);
test.after(() => nodes.stop());

/** A user at North whose issue an expert at South has accepted. */
const accepted = async (category: string) => {
  const user = await newUser(north.url, `User-of-${category}`);
  const expert = await newExpert(south.url, `Expert-of-${category}`, { categories: [category], admin });
  await expert.appear('online');
  const { id } = await user.submit({ title: `Trouble with ${category}`, category });
  await expert.accept(await expert.offered(id));
  await user.sees(id, 'assigned');
  await user.say(id, 'Hello?');
  await expert.reads(id, ['Hello?']);
  return { user, expert, id };
};

const finish = async (user: Person, expert: Person, id: string) => {
  await user.sees(id, 'resolved');
  await user.act(id, 'confirm');
  await expert.sees(id, 'closed');
  await user.act(id, 'rating', { stars: 5, comment: 'In spite of everything.' });
  await eventually('the expert sees the rating', async () => (await expert.issue(id)).rating?.stars === 5);
};

test('the node with the expert dies: the user goes on writing; after its start both finish', async () => {
  const { user, expert, id } = await accepted('software');
  await south.kill();
  // Nobody waits for the dead: the page of the issue is there, and what is written is kept.
  assert.is((await user.issue(id)).state, 'assigned');
  await user.say(id, 'Are you still there?');
  await user.reads(id, ['Hello?', 'Are you still there?']);
  await eventually('North notices', async () => !(await seesUp(north, 'South')()));
  await south.restart();
  // The session of before is still good.
  await expert.reads(id, ['Hello?', 'Are you still there?']);
  await expert.say(id, 'I am back.');
  await user.reads(id, ['Hello?', 'Are you still there?', 'I am back.']);
  await expert.act(id, 'resolution', { text: 'Install the update.' });
  await finish(user, expert, id);
});

test('the node without dies: the expert goes on and answers; after its start the user confirms', async () => {
  const { user, expert, id } = await accepted('web');
  await north.kill();
  await expert.say(id, 'Try another browser.');
  await expert.act(id, 'resolution', { text: 'It is the cookie banner.' });
  await north.restart();
  const { resolution } = await user.sees(id, 'resolved');
  assert.is(resolution?.text, 'It is the cookie banner.');
  await user.reads(id, ['Hello?', 'Try another browser.']);
  await finish(user, expert, id);
});

test('an offer is open when its node dies: after its start the expert is asked, and one has it', async () => {
  const user = await newUser(north.url, 'Offered-to-the-dead');
  const expert = await newExpert(south.url, 'Expert-who-died', { categories: ['cloud'], admin });
  await expert.appear('online');
  const { id } = await user.submit({ title: 'The disk is full', category: 'cloud' });
  await expert.offered(id);
  await south.kill();
  await south.restart();
  await together();
  await expert.appear('online');
  await expert.accept(await expert.offered(id));
  const view = await user.sees(id, 'assigned');
  assert.is(view.timeline.filter(({ kind }) => kind === 'accepted').length, 1);
});

test('killed right after it said yes: the issue is there', async () => {
  const user = await newUser(north.url, 'Right-after');
  const { id } = await user.submit({ title: 'Nothing goes', category: 'mobile' });
  await north.kill();
  await north.restart();
  assert.is((await user.issue(id)).title, 'Nothing goes');
});

test('killed while many are being submitted: each that was acknowledged is there, and sent again it is the same', async () => {
  for (let round = 0; round < kills; round += 1) {
    const user = await newUser(north.url, `Round-${round}`);
    const keys = Array.from({ length: submittedAtOnce }, () => randomUUID());
    const submit = (key: string) => user.submit({ title: `Issue ${key}`, category: 'mobile' }, key);
    const sent = Promise.allSettled(keys.map(submit));
    const killAfterMs = randomInt(killWithinMs);
    await new Promise((resolve) => setTimeout(resolve, killAfterMs));
    await north.kill();
    const acknowledged = (await sent).map((one) => (one.status === 'fulfilled' ? one.value.id : undefined));
    await north.restart();
    const again = await Promise.all(keys.map(submit));
    const told = `round ${round}, killed after ${killAfterMs} ms`;
    for (const [at, id] of acknowledged.entries()) if (id !== undefined) assert.is(again[at]?.id, id, told);
    const { items } = await user.get(IssueList, '/issues?limit=100');
    assert.equal(items.map(({ id }) => id).sort(), again.map(({ id }) => id).sort(), told);
    for (const id of acknowledged) {
      const views = items.filter((item) => item.id === id);
      assert.is(views.length, id === undefined ? 0 : 1, told);
    }
  }
});

/** Does what is left to do until the issue is closed and rated, whatever it meets on the way. */
const liveOn = async (user: Person, expert: Person, id: string): Promise<void> => {
  await eventually(
    'the issue is closed and rated',
    async () => {
      const { state, rating } = await user.issue(id);
      if (rating !== undefined) return true;
      if (state === 'closed') await user.act(id, 'rating', { stars: 5 });
      else if (state === 'resolved') await user.act(id, 'confirm');
      else if (state === 'assigned') await expert.act(id, 'resolution', { text: 'Try now.' });
      else {
        const offer = await expert.offerOf(id);
        if (offer !== undefined) await expert.accept(offer);
        else await expert.appear('online');
      }
      return false;
    },
    livesMaxMs,
  );
};

test('killed at any moment of a life, the origin or the owner: it comes to its end, once', async () => {
  const user = await newUser(north.url, 'Unlucky');
  const expert = await newExpert(south.url, 'Unlucky-too', { categories: ['database'], admin, capacity: 20 });
  for (let round = 0; round < kills; round += 1) {
    await together();
    await eventually('the expert is online', async () => {
      await expert.appear('online');
      return true;
    });
    const { id } = await user.submit({ title: `Life ${round}`, category: 'database' });
    const victim = round % 2 === 0 ? south : north;
    const killAfterMs = randomInt(livesKilledWithinMs);
    const life = liveOn(user, expert, id);
    life.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, killAfterMs));
    await victim.kill();
    await victim.restart();
    const told = `round ${round}, ${victim.region} killed after ${killAfterMs} ms`;
    await life.catch((error: unknown) => {
      throw new Error(`${told}: ${String(error)}`);
    });
    const { timeline } = await user.issue(id);
    for (const kind of ['resolved', 'confirmed', 'rated']) {
      assert.is(timeline.filter((entry) => entry.kind === kind).length, 1, `${told}: ${kind}`);
    }
  }
  const profile = await eventually('each rating reached the expert, once', async () => {
    const { expert: own } = await expert.get(MeView, '/me');
    return own !== undefined && own.ratings.length >= kills && own.load === 0 && own;
  });
  assert.is(profile.ratings.length, kills);
});

test.run();
