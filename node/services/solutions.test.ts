import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createMemoryBook } from '../mesh/book.ts';
import { Membership } from '../mesh/membership.ts';
import type { Json, Log, Store } from '../ports.ts';
import { FindSimilar } from '../schemas/inputs.ts';
import type { Actor } from './services.ts';
import { solutionsMethod } from './solutions.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('solutions');

const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const blank = 'Printer prints blank pages';
const text = FindSimilar.parse({ title: 'My printer only prints blank pages' });

const solvedLike = async (world: TestWorld, region: TestRegion, actor: Actor, query = text) =>
  (await world.run(region.services.issues.similar(actor, query))).solved;

/** A user of the region submits it, an expert of the same region solves it, and the user may let it help others. */
async function solve(
  world: TestWorld,
  region: TestRegion,
  title: string,
  { helpsOthers = true, answer = `Solved: ${title}` } = {},
) {
  const { actor, leave } = await world.expert(region, 'Anna');
  const user = await world.user(region);
  const id = await world.submit(region, user, { title, description: 'As it says.' });
  await world.accept(region, actor);
  await world.run(region.services.issues.resolve(actor, id, { text: answer }));
  await world.run(region.services.issues.confirm(user, id, { helpsOthers }));
  await world.run(region.services.accounts.setPresence(actor, { presence: 'away' }));
  leave();
  await world.quiet();
  return { user, id };
}

/** South has solved an issue like the one that somebody types in North. */
async function twoRegions(options: ConstructorParameters<typeof TestWorld>[0] = {}) {
  const world = await TestWorld.of(['North', 'South'], options);
  const { North, South } = world.regions;
  const { user, id } = await solve(world, South, blank);
  return { world, North, South, user, id, asker: await world.user(North, 'Otto') };
}

/** A region of another version: a member of the mesh that answers this question as it likes, or does not know it. */
async function stranger(world: TestWorld, answer?: () => Promise<Json>) {
  const random = world.random.fork('stranger');
  const mesh = world.network.createMesh('Odd');
  const membership = new Membership(
    { name: 'Odd', url: 'http://odd.test', bootEpoch: 1, version: '0.0.9' },
    { mesh, clock: world.clock.forNode(), random, log: silentLog, book: createMemoryBook() },
  );
  if (answer) mesh.handle(solutionsMethod, answer);
  await mesh.start();
  await world.run(membership.start({ peers: ['sim://North'] }));
  const isUp = () => world.regions.North?.running.peers.byName('Odd')?.state === 'up';
  await world.until(isUp);
}

const fromSouth = { title: blank, category: 'network', resolution: `Solved: ${blank}`, region: 'South' };

test('what was solved in another region is found, and says where', async () => {
  const { world, North, South, asker } = await twoRegions();
  assert.equal(await solvedLike(world, North, asker), [fromSouth]);
  const { region: _, ...here } = fromSouth;
  assert.equal(await solvedLike(world, South, await world.user(South, 'Olga')), [here]);
});

test('of all regions the best are shown, best first, no more than of one, and the same one once', async () => {
  const world = await TestWorld.of(['North', 'South']);
  const { North, South } = world.regions;
  await solve(world, North, 'Printer on the second floor of the new building prints slowly');
  await solve(world, North, 'Scanner prints blank pages');
  await solve(world, South, 'My printer only prints blank pages');
  await solve(world, South, blank);
  await solve(world, North, blank);
  await solve(world, South, 'VPN drops every few minutes');
  const found = await solvedLike(world, North, await world.user(North, 'Otto'));
  assert.equal(
    found.map(({ title, region }) => `${title} ${region ?? ''}`),
    [`${blank} `, 'My printer only prints blank pages South', 'Scanner prints blank pages '],
  );
});

test('a region that is down, or dies without a word, keeps nobody waiting, and what is known here is shown', async () => {
  const { world, North, South, asker } = await twoRegions();
  await solve(world, North, 'Printer prints blank pages again');
  const here = ['Printer prints blank pages again'];
  const titles = async () => (await solvedLike(world, North, asker)).map(({ title }) => title);
  assert.is((await titles()).length, 2);
  world.network.crash(South.running.peers.self.region, { isSilent: true });
  const before = world.clock.monotonicMs();
  assert.equal(await titles(), here);
  assert.ok(world.clock.monotonicMs() - before <= timing.similarMs + 10, 'not known to be down yet');
  await world.until(() => North.running.peers.byName('South')?.state === 'down');
  const then = world.clock.monotonicMs();
  assert.equal(await titles(), here);
  assert.ok(world.clock.monotonicMs() - then < 10, 'nobody is asked');
});

test('a region on a slow line is left out, and once it is known to be so far it is not asked', async () => {
  const { world, North, asker } = await twoRegions();
  world.network.setConditions({ latency: { minMs: 400, maxMs: 401 } });
  const before = world.clock.monotonicMs();
  assert.equal(await solvedLike(world, North, asker), []);
  assert.ok(world.clock.monotonicMs() - before <= timing.similarMs + 10);
  const roundTripMs = () => North.running.peers.byName('South')?.roundTripMs ?? 0;
  await world.until(() => roundTripMs() > timing.similarMs, 120_000);
  const then = world.clock.monotonicMs();
  assert.equal(await solvedLike(world, North, asker), []);
  assert.ok(world.clock.monotonicMs() - then < 10);
});

test('what its user did not agree to, or no longer does, is never sent, nor anybody’s name', async () => {
  const { world, North, South, user, id } = await twoRegions();
  await solve(world, South, 'Printer prints blank pages on Mondays', { helpsOthers: false });
  const peer = South.running.peers.self.region;
  const asked = { title: text.title, description: '', category: 'other' };
  const sent = () =>
    world.run(North.running.peers.request(peer, solutionsMethod, asked, timing.similarMs)) as Promise<{
      solved: Record<string, unknown>[];
    }>;
  const { solved } = await sent();
  assert.equal(
    solved.map((one) => Object.keys(one).sort()),
    [['category', 'resolution', 'score', 'title']],
  );
  assert.is(solved[0]?.title, blank);
  await world.run(South.services.issues.consent(user, id, { helpsOthers: false }));
  assert.equal((await sent()).solved, []);
});

test('of a long answer from elsewhere the beginning is shown, cut between characters', async () => {
  const world = await TestWorld.of(['North', 'South']);
  const { North, South } = world.regions;
  const answer = `x${'😀'.repeat(4_000)}`;
  await solve(world, South, blank, { answer });
  const [found] = await solvedLike(world, North, await world.user(North, 'Otto'));
  assert.ok((found?.resolution.length ?? 0) <= 4_000);
  assert.ok(found?.resolution.endsWith('😀…'));
  assert.is((await solvedLike(world, South, await world.user(South, 'Olga')))[0]?.resolution, answer);
});

test('a region of an older version, which does not know the question, is no error', async () => {
  const { world, North, asker } = await twoRegions();
  await stranger(world);
  assert.equal(await solvedLike(world, North, asker), [fromSouth]);
});

test('rubbish from one region does not hide what the others say', async () => {
  const { world, North, asker } = await twoRegions();
  const one = { title: 'x', category: 'network', resolution: 'y', score: 1 };
  const answers: readonly Json[] = [
    null,
    'solved',
    { solved: [{ ...one, score: 7 }] },
    { solved: [{ title: 'x' }] },
    { solved: [{ ...one, resolution: 'y'.repeat(5_000) }] },
    { solved: [one, one, one, one] },
  ];
  let next = 0;
  await stranger(world, async () => answers[next] ?? null);
  for (; next < answers.length; next += 1)
    assert.equal(
      await solvedLike(world, North, asker),
      [fromSouth],
      JSON.stringify(answers[next]).slice(0, 80),
    );
});

test('a region that does not answer is asked no more than four things at a time', async () => {
  const { world, North, asker } = await twoRegions();
  let asked = 0;
  await stranger(world, () => {
    asked += 1;
    return new Promise(() => {});
  });
  const look = () => North.services.issues.similar(asker, text);
  const answers = await world.run(Promise.all([look(), look(), look(), look(), look(), look()]));
  assert.is(asked, 4);
  assert.ok(
    answers.some(({ solved }) => solved.length === 1),
    'others are asked all the same',
  );
  await world.run(look());
  assert.is(asked, 5, 'the turns of what was given up are free again');
});

test('of one region no more than eight questions are answered at a time', async () => {
  let opens: () => void = () => {};
  let isSlow = false;
  const gate = new Promise<void>((resolve) => {
    opens = resolve;
  });
  const slow = (store: Store): Store => ({
    ...store,
    get: async (collection, id) => {
      if (isSlow && collection === 'entries') await gate;
      return store.get(collection, id);
    },
  });
  const { world, North, South } = await twoRegions({ wrapStore: slow });
  isSlow = true;
  const asked = { title: text.title, description: '', category: 'other' };
  const peer = South.running.peers.self.region;
  const ask = () => North.running.peers.request(peer, solutionsMethod, asked, 5_000);
  const all = Promise.allSettled(Array.from({ length: 10 }, ask));
  world.clock.after(1_000, opens);
  const outcomes = await world.run(all);
  assert.is(outcomes.filter(({ status }) => status === 'fulfilled').length, 8);
  await world.run(ask());
});

test('without words nobody is asked', async () => {
  const { world, North, asker } = await twoRegions();
  const before = world.clock.monotonicMs();
  assert.equal(await solvedLike(world, North, asker, FindSimilar.parse({ title: ' ' })), []);
  assert.is(world.clock.monotonicMs(), before);
});

test.run();
