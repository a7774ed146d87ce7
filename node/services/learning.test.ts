import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { noTally } from '../core/tally.ts';
import { TestWorld } from './testing.ts';

const test = suite('learning');

const begin = async (learnsWeights = true) => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const admin = await world.admin(North);
  await world.run(North.services.admin.updateSettings(admin, { learnsWeights }));
  const user = await world.user(North);
  const experts = new Map<string, typeof admin>();
  for (const name of ['Ann', 'Ben', 'Cem']) {
    const { actor } = await world.expert(North, name, { capacity: 3 });
    experts.set(actor.accountId, actor);
  }
  /** Whoever is asked now. */
  const asked = async () => {
    const find = () => North.state.entries.values().find(({ phase }) => phase.at === 'offered')?.phase;
    await world.until(() => find() !== undefined);
    const phase = find();
    const expert = phase?.at === 'offered' ? experts.get(phase.expert.id) : undefined;
    if (!expert) throw new Error('Nobody is asked.');
    return expert;
  };
  return { world, North, admin, user, asked };
};

test('it is off until an admin switches it on, for every region, and the log says so', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  assert.is(North.services.admin.settings(admin).learnsWeights, false);
  await world.run(North.services.admin.updateSettings(admin, { learnsWeights: true }));
  await world.until(() => East.state.settings.learnsWeights === true, 10_000);
  const [entry] = (await world.run(North.services.admin.audit(admin, { limit: 1 }))).items;
  assert.is(entry?.detail, 'learns weights false → true');
  const { isOn, items } = await world.run(North.services.admin.learning(admin));
  assert.equal([isOn, items.map(({ region }) => region)], [true, ['East', 'North']]);
});

test('while it is off nothing is learnt', async () => {
  const { world, North, user, asked } = await begin(false);
  const id = await world.submit(North, user);
  await world.solve({ region: North, expert: await asked() }, { region: North, user, id });
  assert.is(North.state.learningTable.size, 0);
});

test('a rejection, and then a solution with its stars, are learnt once each', async () => {
  const { world, North, user, asked } = await begin();
  const id = await world.submit(North, user);
  await world.reject(North, await asked());
  const count = () => North.state.learning.evidence.count;
  assert.is(count(), 1);
  const second = await asked();
  await world.accept(North, second);
  assert.is(count(), 1, 'as long as it is worked on nothing came of it');
  await world.run(North.services.issues.resolve(second, id, { text: 'Restart it.' }));
  await world.run(North.services.issues.confirm(user, id));
  const unrated = North.state.learning.evidence;
  assert.is(Math.round(unrated.count), 2);
  await world.run(North.services.issues.rate(user, id, { stars: 5, comment: '' }));
  const rated = North.state.learning.evidence;
  assert.is(rated.count, unrated.count, 'a rating is no further outcome');
  assert.ok((rated.sum.at(-1) ?? 0) > (unrated.sum.at(-1) ?? 0));
  // A reopened issue was not solved after all.
  await world.run(North.services.issues.reopen(user, id, { reason: 'It is back.' }));
  await world.pass(1_000);
  assert.ok((North.state.learning.evidence.sum.at(-1) ?? 0) < (rated.sum.at(-1) ?? 0));
});

test('what was learnt is there after a restart', async () => {
  const { world, North, user, asked } = await begin();
  const id = await world.submit(North, user);
  await world.solve({ region: North, expert: await asked() }, { region: North, user, id });
  const before = North.state.learning;
  assert.ok(before.tally.n > 0);
  const again = await world.restart('North');
  assert.equal(again.state.learning, before);
});

test('other weights are compared with anew, and what outcomes say stays', async () => {
  const { world, North, admin, user, asked } = await begin();
  const id = await world.submit(North, user);
  await world.solve({ region: North, expert: await asked() }, { region: North, user, id });
  const { evidence } = North.state.learning;
  const weights = { skill: 1, trust: 0, availability: 0, load: 0 };
  await world.run(North.services.admin.updateSettings(admin, { weights }));
  assert.equal(North.state.learning, { evidence, tally: noTally, fixed: weights });
});

test('an offer by learnt weights says so', async () => {
  const { world, North, user } = await begin();
  // As if outcomes had followed the load alone for long, and nothing else had been risked.
  await world.run(
    North.state.ledger.run((transaction) => {
      const { learning, learningTable } = North.state;
      const gram = Array.from({ length: 25 }, (_, k) => (k % 6 === 0 ? 1_000 : 0));
      const tally = { ...noTally, same: { count: 900, reward: 900 } };
      transaction.put(learningTable, 'region', {
        ...learning,
        evidence: { gram, sum: [0, 0, 0, 1_000, 0], count: 500 },
        tally,
      });
    }),
  );
  await world.expert(North, 'Dora', { capacity: 8, qualifications: 'printer' });
  for (let n = 0; n < 8; n += 1) await world.submit(North, user, { title: `printer ${n}` });
  const offers = North.state.entries
    .values()
    .flatMap(({ phase }) => (phase.at === 'offered' ? [phase.why] : []));
  const learnt = offers.filter(({ isLearnt }) => isLearnt);
  assert.ok(learnt.length > 0);
  assert.ok(learnt.every(({ weights }) => weights.load > 0.8));
  assert.ok(offers.every(({ isLearnt, weights }) => isLearnt || weights.skill === 0.45));
});

test.run();
