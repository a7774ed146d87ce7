import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm, nextEpoch, noEpoch } from '../core/epoch.ts';
import { limits } from './limits.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('dispatch');

const kindsOf = (view: { timeline: readonly { kind: string }[] }) => view.timeline.map(({ kind }) => kind);

test('the best free expert is asked at once, and a rejection asks the next best at once', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const best = await world.expert(North, 'Anna', { qualifications: 'printers, connections' });
  const next = await world.expert(North, 'Bert', { capacity: 1 });
  const user = await world.user(North);
  const id = await world.submit(North, user);
  assert.is((await world.view(North, user, id)).state, 'offered');
  const [offer] = await world.offers(North, best.actor);
  assert.is(offer?.issue.id, id);
  assert.is(offer?.secondsTotal, 60);
  await world.reject(North, best.actor);
  assert.is((await world.offers(North, best.actor)).length, 0);
  assert.is((await world.offers(North, next.actor)).length, 1);
});

for (const [urgency, seconds] of [
  ['normal', 60],
  ['critical', 30],
] as const) {
  test(`a ${urgency} offer that nobody answers goes to the next after ${seconds} s`, async () => {
    const world = await TestWorld.of(['North']);
    const { North } = world.regions;
    const best = await world.expert(North, 'Anna', { qualifications: 'printers, connections' });
    const next = await world.expert(North, 'Bert', { capacity: 1 });
    await world.submit(North, await world.user(North), { urgency });
    await world.pass((seconds - 1) * 1_000);
    assert.is((await world.offers(North, best.actor)).length, 1);
    await world.pass(1_100);
    assert.is((await world.offers(North, best.actor)).length, 0);
    assert.is((await world.offers(North, next.actor)).length, 1);
  });
}

test('with nobody left here the least-loaded peer that has someone free gets it', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const here = await world.expert(North, 'Anna');
  const busy = await world.expert(East, 'Bert', { capacity: 2 });
  const free = await world.expert(South, 'Cleo', { capacity: 2 });
  await world.submit(East, await world.user(East));
  await world.accept(East, busy.actor);
  await world.pass(6_000);
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.reject(North, here.actor);
  await world.offer(South, free.actor);
  await world.quiet();
  const view = await world.view(North, user, id);
  assert.is(view.state, 'offered');
  assert.is(view.owner, 'South');
  assert.ok(kindsOf(view).includes('handed-over'));
});

test('with nobody free anywhere it waits, visibly, and is taken the moment someone comes online here', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const id = await world.submit(North, user);
  const view = await world.view(North, user, id);
  assert.is(view.state, 'waiting');
  assert.is(view.waiting?.freeSeats, 0);
  assert.is(kindsOf(view).filter((kind) => kind === 'waiting').length, 1);
  const { actor } = await world.expert(North, 'Anna');
  assert.is((await world.offers(North, actor)).length, 1);
});

test('whoever waits is told when all who are free have passed, here and elsewhere, until somebody else is free', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const here = await world.expert(North, 'Anna');
  const there = await world.expert(East, 'Bert');
  await world.pass(6_000);
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.reject(North, here.actor);
  await world.offer(East, there.actor);
  await world.reject(East, there.actor);
  await world.quiet();
  const { waiting } = await world.view(North, user, id);
  assert.ok(waiting && waiting.freeSeats > 0, 'they are free');
  assert.is(waiting?.areFreeAsked, true);
  const { actor } = await world.expert(North, 'Cleo', { isOnline: false });
  assert.is((await world.view(North, user, id)).waiting?.areFreeAsked, true, 'away, she makes no difference');
  await world.run(North.services.accounts.setPresence(actor, { presence: 'online' }));
  await world.offer(North, actor);
});

test('what waits here is taken within a second of someone becoming free at a peer', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const user = await world.user(North);
  const id = await world.submit(North, user);
  const { actor } = await world.expert(East, 'Anna', { isOnline: false });
  await world.pass(20_000);
  await world.run(East.services.accounts.setPresence(actor, { presence: 'online' }));
  await world.offer(East, actor, 1_000);
  await world.quiet();
  assert.is((await world.view(North, user, id)).owner, 'East');
});

test('a seat that becomes free goes to the strongest claim: urgency first, then who waited longer', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const low = await world.submit(North, user, { urgency: 'low' });
  await world.pass(1_000);
  const normal = await world.submit(North, user);
  const later = await world.submit(North, user, { title: 'Another one' });
  await world.pass(1_000);
  const critical = await world.submit(North, user, { urgency: 'critical' });
  await world.pass(60_000);
  const { actor } = await world.expert(North, 'Anna', { capacity: 1 });
  const order: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const [offer] = await world.offers(North, actor);
    assert.ok(offer);
    order.push(offer.issue.id);
    await world.accept(North, actor);
    await world.run(North.services.issues.resolve(actor, asIssue(North, offer.issue.id), { text: 'Done.' }));
  }
  assert.is(order[0], critical);
  assert.equal(new Set(order.slice(1, 3)), new Set([normal, later]));
  assert.is(order[3], low);
});

test('an expert never has more than their capacity', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna', { capacity: 2 });
  const user = await world.user(North);
  for (let nth = 0; nth < 4; nth += 1) await world.submit(North, user, { title: `Issue ${nth}` });
  assert.is((await world.offers(North, actor)).length, 2);
  await world.accept(North, actor);
  await world.accept(North, actor);
  assert.is((await world.offers(North, actor)).length, 0);
  const me = await world.run(North.services.accounts.me(actor));
  assert.is(me.expert?.load, 2);
  assert.is(North.running.services.health.gauges().grapevine_issues_waiting, 2);
});

test('only experts of the category are asked, and everyone for the open one', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna', { categories: ['database'] });
  const user = await world.user(North);
  await world.submit(North, user, { category: 'network' });
  assert.is((await world.offers(North, actor)).length, 0);
  await world.submit(North, user, { category: 'other' });
  assert.is((await world.offers(North, actor)).length, 1);
});

test('nobody is offered their own issue, neither here nor at a peer that asks them', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  await world.submit(North, actor);
  assert.is((await world.offers(North, actor)).length, 0);
  const roaming = await world.signIn(East, 'anna1@example.org');
  await world.submit(East, roaming);
  await world.pass(20_000);
  assert.is((await world.offers(North, actor)).length, 0);
});

test('a peer whose only free expert cannot be asked is not proposed to again and again', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Anna');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, actor);
  await world.until(() => stageOf(North, id) === 'assigned');
  await world.run(North.services.issues.escalate(user, id, { reason: 'no progress' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'queued');
  const before = North.state.issues.get(id)?.epoch ?? noEpoch;
  await world.pass(20_000);
  const after = North.state.issues.get(id)?.epoch ?? noEpoch;
  assert.ok(after <= nextEpoch(nextEpoch(before)), `from ${before} to ${after} in 20 s`);
  assert.is((await world.offers(East, actor)).length, 0, 'who was escalated from is never asked again');
  const other = await world.expert(East, 'Bert');
  await world.offer(East, other.actor, 60_000);
});

test('who passed is asked again, but only after everyone else', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.reject(North, actor);
  assert.is((await world.view(North, user, id)).state, 'waiting');
  await world.pass(25_000);
  assert.is((await world.offers(North, actor)).length, 0);
  await world.offer(North, actor, 10_000);
});

test('a transfer asks the named expert first, also at the region it came from', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const first = await world.expert(East, 'Anna', { qualifications: 'printers, connections' });
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, first.actor);
  const wanted = await world.expert(East, 'Bert');
  const local = await world.expert(North, 'Cleo', { qualifications: 'printers, connections' });
  await world.pass(6_000);
  const { accountId: expertId } = wanted.actor;
  await world.run(East.services.issues.transfer(first.actor, id, { note: 'Bert knows it', expertId }));
  await world.offer(East, wanted.actor, 5_000);
  assert.is((await world.offers(North, local.actor)).length, 0);
  assert.is((await world.offers(East, first.actor)).length, 0);
});

test('a transfer asks the named expert even if they passed on the issue before', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const best = await world.expert(North, 'Anna', { qualifications: 'printers, connections' });
  const next = await world.expert(North, 'Bert');
  const third = await world.expert(North, 'Cleo');
  const id = await world.submit(North, await world.user(North));
  await world.reject(North, best.actor);
  const [holder, other] = (await world.offers(North, next.actor)).length > 0 ? [next, third] : [third, next];
  await world.accept(North, holder.actor);
  const { accountId: expertId } = best.actor;
  await world.run(North.services.issues.transfer(holder.actor, id, { note: 'please', expertId }));
  assert.is((await world.offers(North, best.actor)).length, 1);
  assert.is((await world.offers(North, other.actor)).length, 0);
});

test('a declined resolution goes back to the expert who gave it, if they are free', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const first = await world.expert(North, 'Anna');
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.accept(North, first.actor);
  await world.run(North.services.issues.resolve(first.actor, id, { text: 'Restart it.' }));
  const better = await world.expert(North, 'Bert', { qualifications: 'printers, connections' });
  await world.run(North.services.issues.decline(user, id, { reason: 'still broken' }));
  assert.is((await world.offers(North, first.actor)).length, 1);
  assert.is((await world.offers(North, better.actor)).length, 0);
});

test('a transfer to a region asks it even before its news says that someone has come online there', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const near = await world.expert(North, 'Anna');
  const id = await world.submit(North, await world.user(North));
  await world.accept(North, near.actor);
  const far = await world.expert(East, 'Bert', { isOnline: false });
  const other = await world.expert(South, 'Cleo');
  await world.pass(1_000);
  await world.run(East.services.accounts.setPresence(far.actor, { presence: 'online' }));
  await world.run(
    North.services.issues.transfer(near.actor, id, { note: 'East knows this.', region: 'East' }),
  );
  await world.offer(East, far.actor, 1_000);
  assert.is((await world.offers(South, other.actor)).length, 0);
});

test('a transfer to a region with nobody free goes to someone else, and asks there again only on news', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North } = world.regions;
  const near = await world.expert(North, 'Anna');
  const next = await world.expert(North, 'Bert');
  const id = await world.submit(North, await world.user(North));
  const first = (await world.offers(North, near.actor)).length > 0 ? near : next;
  const second = first === near ? next : near;
  await world.accept(North, first.actor);
  await world.run(North.services.issues.transfer(first.actor, id, { note: 'East?', region: 'East' }));
  await world.offer(North, second.actor, 2_000);
  await world.pass(20_000);
  assert.ok(
    (North.state.issues.get(id)?.epoch ?? noEpoch) <= epochAt(firstTerm, 4),
    'it is not proposed again and again',
  );
});

test('an issue that a region gave back is offered there at once when someone comes free there', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const passing = await world.expert(East, 'Bert');
  await world.pass(1_000);
  await world.submit(North, await world.user(North));
  await world.reject(East, passing.actor);
  await world.quiet();
  const fresh = await world.expert(East, 'Cleo');
  await world.offer(East, fresh.actor, 2_000);
});

test('sixty submissions an hour are the limit, also for who cancels them', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  for (let n = 0; n < limits.issuesPerHour; n += 1) {
    const id = await world.submit(North, user, { title: `Issue ${n}` });
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
  }
  assert.is(await world.refused(() => world.submit(North, user)), 'limit-reached');
  await world.pass(3_600_000);
  await world.submit(North, user);
});

const stageOf = ({ state }: TestRegion, id: Parameters<TestRegion['state']['issues']['get']>[0]) => {
  const phase = state.issues.get(id)?.phase;
  return phase?.at === 'placed' ? phase.stage : phase?.at;
};

const asIssue = ({ state }: TestRegion, id: string) => {
  const issue = state.issues.get(id);
  if (!issue) throw new Error(`${id} is not here.`);
  return issue.id;
};

test.run();
