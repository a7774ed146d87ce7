import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { nothingLearnt, type Skilled } from '../core/skill.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('matching of past issues');

const vpn = { title: 'VPN drops the tunnel', description: 'Every hour it asks for the password.' };
const printer = { title: 'Printer jams', description: 'Paper is stuck in the tray.' };

const profileOf = (region: TestRegion, id: string): Skilled => {
  const profile = region.state.profiles.get(id);
  if (!profile) throw new Error('There is no such expert here.');
  // What travels with an expert would speak as well.
  return { ...profile, learnt: nothingLearnt };
};
const pastOf = (
  { clock }: TestWorld,
  region: TestRegion,
  id: string,
  issue: { title: string; description: string },
) => {
  const asked = { ...issue, category: 'network' };
  return region.running.matching.skillFor(asked, clock.now())(profileOf(region, id)).past;
};

/** Two experts at North, of whom the first is about to be known for VPNs. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North } = world.regions;
  const user = await world.user(North);
  const { actor: egon } = await world.expert(North, 'Egon', { capacity: 5 });
  const solve = async (text: object, expert = egon) => {
    const id = await world.submit(North, user, text);
    await world.solve({ region: North, expert }, { region: North, user, id });
    await world.quiet();
    return id;
  };
  return { world, North, user, egon, solve };
};

test('who resolved such issues is offered the next, and the explanation tells by what', async () => {
  const { world, North, user, egon, solve } = await begin();
  const id = await solve(vpn);
  const { actor: erna } = await world.expert(North, 'Erna', { capacity: 5 });
  await world.run(North.services.accounts.setPresence(egon, { presence: 'away' }));
  await solve(printer, erna);
  await world.run(North.services.accounts.setPresence(egon, { presence: 'online' }));
  assert.equal(
    pastOf(world, North, egon.accountId, vpn).map(({ issueId }) => issueId),
    [id],
  );
  await world.submit(North, user, { ...vpn, title: 'The VPN tunnel drops again' });
  await world.offer(North, egon);
  const [offer] = await world.offers(North, egon);
  assert.ok((offer?.why.skill.past ?? 0) > 0.1);
  await world.submit(North, user, { ...printer, title: 'Printer jammed again' });
  await world.offer(North, erna);
});

test('an issue that is reopened no longer speaks for its expert, until it is resolved once more', async () => {
  const { world, North, user, egon, solve } = await begin();
  const id = await solve(vpn);
  await world.run(North.services.issues.reopen(user, id, { reason: 'It is back.' }));
  await world.quiet();
  assert.is(North.running.matching.size, 0);
  await world.solve({ region: North, expert: egon }, { region: North, user, id });
  await world.quiet();
  assert.is(North.running.matching.size, 1);
});

test('after a restart past issues are read from the store, page by page, behind the start', async () => {
  const { world, North, egon, solve } = await begin();
  for (let n = 0; n < 3; n += 1) await solve(n === 0 ? vpn : printer);
  const before = pastOf(world, North, egon.accountId, vpn);
  assert.is(before.length, 3);
  const again = await world.restart('North');
  await world.until(() => !again.running.matching.isFilling);
  assert.is(again.running.matching.size, 3);
  const ids = (past: typeof before) => past.map(({ issueId }) => issueId);
  assert.equal(ids(pastOf(world, again, egon.accountId, vpn)), ids(before));
});

test('a region with many past issues is ready before it has read them, and says so in its skills', async () => {
  const { world, egon, solve, North } = await begin();
  await solve(vpn);
  const [entry] = (await world.run(North.store.query('entries', 'id', {}, { limit: 1 }))).items;
  if (!entry) throw new Error('The entry is not stored.');
  const many = Array.from({ length: 2_000 }, (_, n) => ({
    kind: 'insert' as const,
    collection: 'entries',
    id: `more${n}`,
    doc: { ...entry.doc, id: `more${n}`, issueId: `more${n}` },
  }));
  await world.run(North.store.commit(many));
  world.crash('North');
  const again = await world.start('North');
  const { matching } = again.running;
  const skill = () => matching.skillFor({ ...vpn, category: 'network' }, 0)(profileOf(again, egon.accountId));
  assert.ok(matching.isFilling && matching.size < 2_001, 'it does not wait for them');
  assert.is(skill().isFilling, true);
  await world.until(() => !matching.isFilling);
  assert.is(matching.size, 2_001);
  assert.is(skill().isFilling, false);
});

test('what a failed commit would have taught is not known', async () => {
  const { world, North, user, egon } = await begin();
  const id = await world.submit(North, user, vpn);
  await world.accept(North, egon);
  await world.run(North.services.issues.resolve(egon, id, { text: 'Restart it.' }));
  await world.quiet();
  North.disk.breakWith('full');
  assert.is(await world.refused(North.services.issues.confirm(user, id)), 'store-unavailable');
  North.disk.mend();
  await world.until(() => North.state.ledger.isReady && !North.running.matching.isFilling);
  assert.is(North.running.matching.size, 0);
  await world.run(North.services.issues.confirm(user, id));
  await world.quiet();
  assert.is(North.running.matching.size, 1);
});

test('what was kept although the answer was lost is known after all', async () => {
  const { world, North, user, egon } = await begin();
  const id = await world.submit(North, user, vpn);
  await world.accept(North, egon);
  await world.run(North.services.issues.resolve(egon, id, { text: 'Restart it.' }));
  await world.quiet();
  North.disk.breakWith('answer-lost');
  assert.is(await world.refused(North.services.issues.confirm(user, id)), 'store-unavailable');
  await world.until(() => North.running.matching.size === 1);
});

test.run();
