import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm, noEpoch } from '../core/epoch.ts';
import { IssueId } from '../core/ids.ts';
import { SubmitIssue } from '../schemas/inputs.ts';
import { type TestRegion, TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('asking');

const first = epochAt(firstTerm, 1);
const issueOf = ({ state }: TestRegion, id: IssueId) => state.issues.get(id);
const nobodyIsAside = (...regions: readonly TestRegion[]) =>
  regions.every(({ running, state }) =>
    state.profiles.values().every(({ id }) => running.aside.countOf(id) === 0),
  );
const asideFor = (
  { running }: TestRegion,
  { accountId }: { accountId: Parameters<typeof running.aside.countOf>[0] },
) => running.aside.countOf(accountId);

test('of several regions with somebody free the one with the best expert gets it, and the others are released', async () => {
  const world = await TestWorld.of(['North', 'East', 'South', 'West']);
  const { North, East, South, West } = world.regions;
  await world.expert(East, 'Anna');
  const best = await world.expert(South, 'Bert', { qualifications: 'printers, connections' });
  await world.expert(West, 'Cleo');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.offer(South, best.actor, 1_000);
  await world.quiet();
  assert.is(issueOf(North, id)?.epoch, first, 'one proposal was enough');
  assert.ok(nobodyIsAside(East, South, West));
  const { timeline } = await world.view(North, user, id);
  assert.not(
    timeline.some(({ kind }) => kind === 'waiting'),
    'what is placed in a moment is not said to wait',
  );
});

test('a seat that is set aside is nobody else’s, and free again when nobody comes for it', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna', { capacity: 1 });
  const user = await world.user(North);
  await world.pass(6_000);
  await world.submit(North, user);
  await world.until(() => asideFor(East, actor) === 1);
  world.crash('North');
  const local = await world.submit(East, await world.user(East));
  assert.is(issueOf(East, local)?.phase.at, 'queued');
  await world.offer(East, actor, timing.asideMs + 100);
  assert.is(issueOf(East, local)?.phase.at, 'placed');
});

test('two issues that ask for one seat at the same moment never both get it, and neither is proposed in vain', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const { actor } = await world.expert(East, 'Anna', { capacity: 1 });
  const [one, two] = [await world.user(North), await world.user(South)];
  await world.pass(6_000);
  const input = SubmitIssue.parse({ title: 'No connection', description: 'None.', category: 'network' });
  const views = await world.run(
    Promise.all([North.services.issues.submit(one, input), South.services.issues.submit(two, input)]),
  );
  const [atNorth, atSouth] = views.map(({ id }) => IssueId.parse(id));
  assert.ok(atNorth && atSouth);
  await world.offer(East, actor, 1_000);
  await world.quiet();
  assert.is((await world.offers(East, actor)).length, 1);
  const epochs = new Set([issueOf(North, atNorth)?.epoch, issueOf(South, atSouth)?.epoch]);
  assert.equal(epochs, new Set([first, noEpoch]));
});

test('whoever comes free here while peers are asked comes first, and the peer’s seat is free again', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const far = await world.expert(East, 'Anna');
  const near = await world.expert(North, 'Bert', { isOnline: false });
  const user = await world.user(North);
  await world.pass(6_000);
  world.network.setConditions({ latency: { minMs: 300, maxMs: 300 } });
  const id = await world.submit(North, user);
  await world.run(North.services.accounts.setPresence(near.actor, { presence: 'online' }));
  await world.offer(North, near.actor, 100);
  await world.pass(timing.askSeatMs);
  assert.ok(nobodyIsAside(East));
  assert.is((await world.offers(East, far.actor)).length, 0);
  assert.is(issueOf(North, id)?.epoch, first);
});

test('an issue that is cancelled while peers are asked is proposed to nobody', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna');
  const user = await world.user(North);
  await world.pass(6_000);
  world.network.setConditions({ latency: { minMs: 300, maxMs: 300 } });
  const id = await world.submit(North, user);
  await world.run(North.services.issues.cancel(user, id, { reason: '' }));
  await world.until(() => asideFor(East, actor) === 1);
  await world.pass(timing.askSeatMs);
  assert.ok(nobodyIsAside(East));
  assert.is((await world.offers(East, actor)).length, 0);
});

test('an issue whose category was edited while peers were asked is not proposed for the old one', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna');
  const user = await world.user(North);
  await world.pass(6_000);
  world.network.setConditions({ latency: { minMs: 300, maxMs: 300 } });
  const id = await world.submit(North, user);
  await world.run(North.services.issues.edit(user, id, { category: 'cloud' }));
  await world.pass(3_000);
  assert.is(issueOf(North, id)?.epoch, noEpoch);
  assert.is((await world.offers(East, actor)).length, 0);
});

test('a peer that says nothing delays the others only a moment, and a mute mesh leaves the issue here', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  await world.expert(East, 'Anna', { qualifications: 'printers, connections' });
  const other = await world.expert(South, 'Bert');
  const user = await world.user(North);
  await world.pass(6_000);
  world.network.cut(East.state.self, North.state.self);
  const id = await world.submit(North, user);
  await world.offer(South, other.actor, 500);
  world.checkSingle(id);
  assert.is(issueOf(North, id)?.epoch, first);
  world.network.cut(South.state.self, North.state.self);
  const next = await world.submit(North, user, { title: 'Another one' });
  await world.pass(timing.askSeatMs * 3);
  assert.is(issueOf(North, next)?.phase.at, 'queued');
  assert.is(issueOf(North, next)?.epoch, noEpoch);
});

test('a proposal whose seat is gone is judged afresh', async () => {
  const world = await TestWorld.of(['North', 'East'], { timing: { asideMs: 1 } });
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna');
  const user = await world.user(North);
  await world.pass(6_000);
  await world.submit(North, user);
  await world.offer(East, actor, 1_000);
});

test('more issues than seats: every seat is filled, by the strongest claims, without a refused proposal', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const experts = [
    await world.expert(East, 'Anna', { capacity: 2, isOnline: false }),
    await world.expert(South, 'Bert', { capacity: 2, isOnline: false }),
  ];
  const user = await world.user(North);
  const weak: IssueId[] = [];
  for (let n = 0; n < 4; n += 1)
    weak.push(await world.submit(North, user, { title: `Issue ${n}`, urgency: 'low' }));
  const strong: IssueId[] = [];
  for (let n = 0; n < 4; n += 1)
    strong.push(await world.submit(North, user, { title: `Issue ${n}`, urgency: 'high' }));
  await world.pass(60_000);
  for (const [index, { actor }] of experts.entries()) {
    const region = index === 0 ? East : South;
    await world.run(region.services.accounts.setPresence(actor, { presence: 'online' }));
  }
  await world.pass(3_000);
  await world.quiet();
  assert.ok(strong.every((id) => issueOf(North, id)?.phase.at === 'placed'));
  assert.ok(strong.every((id) => issueOf(North, id)?.epoch === first));
  assert.ok(weak.every((id) => issueOf(North, id)?.epoch === noEpoch));
});

test.run();
