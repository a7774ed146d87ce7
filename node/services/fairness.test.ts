/** What keeps choosing fair: what a rating counts, working hours, newcomers, and how busy somebody is. */
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { newcomerOffersMax } from '../core/tryout.ts';
import { utcTime } from '../core/working-hours.ts';
import type { ExpertProfile } from '../schemas/views.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('fairness');

const profileOf = async (world: TestWorld, region: TestRegion, actor: Actor): Promise<ExpertProfile> => {
  const { expert } = await world.run(region.services.accounts.me(actor));
  if (!expert) throw new Error('There is no profile.');
  return expert;
};

/** One issue from submission to the rating. */
const rated = async (
  world: TestWorld,
  at: { region: TestRegion; expert: Actor },
  of: { region: TestRegion; user: Actor },
  stars: number,
): Promise<void> => {
  const id = await world.submit(of.region, of.user);
  await world.solve(at, { ...of, id });
  await world.run(of.region.services.issues.rate(of.user, id, { stars, comment: '' }));
  await world.quiet();
};

const near = (actual: number | undefined, expected: number): void =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 0.001, `${actual} instead of ${expected}`);

test('the second rating of the same user counts half, another’s whole; all are shown with what they counted', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon');
  const [ana, ben] = [await world.user(North, 'Ana'), await world.user(North, 'Ben')];
  await world.pass(6_000);
  const at = { region: East, expert };
  await rated(world, at, { region: North, user: ana }, 5);
  near((await profileOf(world, East, expert)).trust, 0.6);
  await rated(world, at, { region: North, user: ana }, 5);
  near((await profileOf(world, East, expert)).trust, 0.64);
  await rated(world, at, { region: North, user: ben }, 5);
  const { trust, ratings } = await profileOf(world, East, expert);
  near(trust, 0.712);
  assert.equal(
    ratings.map(({ by, weight }) => [by.name, weight === undefined ? 1 : Math.round(weight * 100) / 100]),
    [
      ['Ben', 1],
      ['Ana', 0.5],
      ['Ana', 1],
    ],
  );
});

test('what somebody’s ratings count is known after a restart, and wherever their home has moved to', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon');
  const ana = await world.user(North, 'Ana');
  await world.pass(6_000);
  await rated(world, { region: East, expert }, { region: North, user: ana }, 1);
  const there = await world.restart('East');
  const kept = there.state.accounts.get(expert.accountId)?.raters;
  assert.equal(
    kept?.map(({ by, count }) => [by, count]),
    [[ana.accountId, 1]],
  );
  await world.until(() => North.state.accounts.get(expert.accountId)?.raters !== undefined);
  assert.equal(North.state.accounts.get(expert.accountId)?.raters, kept, 'an adopter has it too');
});

test('experts who rate each other, in two regions, count as one person', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  // Nobody is asked about an issue of their own: so each one’s goes to the other.
  const { actor: anton } = await world.expert(North, 'Anton');
  const { actor: berta } = await world.expert(East, 'Berta');
  await world.pass(6_000);
  await rated(world, { region: East, expert: berta }, { region: North, user: anton }, 5);
  near((await profileOf(world, East, berta)).trust, 0.6);
  await rated(world, { region: North, expert: anton }, { region: East, user: berta }, 5);
  // Returned: a rating by Anton counts as if it were the second of one person from now on.
  await rated(world, { region: East, expert: berta }, { region: North, user: anton }, 5);
  near((await profileOf(world, East, berta)).trust, 0.64);
});

test('outside the declared hours availability counts half; the profile says so, and takes them off again', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor: expert } = await world.expert(North, 'Egon');
  const user = await world.user(North);
  const { day, minute } = utcTime(world.clock.now());
  const hours = (from: number, to: number) => ({
    timeZone: 'UTC',
    shifts: [{ days: [day], from: clockOf(from), to: clockOf(to) }],
  });
  const clockOf = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const termNow = async () => {
    const id = await world.submit(North, user);
    await world.offer(North, expert);
    const { timeline } = await world.view(North, user, id);
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
    return timeline.find(({ kind }) => kind === 'offered')?.why?.terms.availability;
  };
  const { accounts } = North.services;
  near(await termNow(), 0.8);

  const later = hours((minute + 60) % 1_440, (minute + 61) % 1_440);
  await world.run(accounts.updateMe(expert, { workingHours: later }));
  near(await termNow(), 0.4);
  assert.equal((await profileOf(world, North, expert)).workingHours, later);
  assert.is((await profileOf(world, North, expert)).isOutsideHours, true);

  await world.run(accounts.updateMe(expert, { capacity: 2 }));
  assert.equal((await profileOf(world, North, expert)).workingHours, later, 'another change leaves them');
  await world.run(accounts.updateMe(expert, { workingHours: null }));
  near(await termNow(), 0.8);
  assert.is((await profileOf(world, North, expert)).workingHours, undefined);

  const nowhere = { ...later, timeZone: 'Mars/Olympus' };
  assert.is(await world.refused(accounts.updateMe(expert, { workingHours: nowhere })), 'invalid');
});

test('a newcomer is asked first now and then, is told so, and stops being one', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const text = 'printer network connection cannot be reached';
  const { actor: old } = await world.expert(North, 'Olga', { qualifications: text, capacity: 20 });
  const profile = North.state.profiles.get(old.accountId);
  if (!profile) throw new Error('There is no profile.');
  const offers = { ...profile.offers, offered: 100, accepted: 100 };
  await world.run(
    North.state.ledger.run((transaction) =>
      transaction.put(North.state.profiles, profile.id, { ...profile, offers }),
    ),
  );
  const { actor: fresh } = await world.expert(North, 'Fritz', { capacity: 20 });
  const users = [await world.user(North, 'Ana'), await world.user(North, 'Ben')];
  let tried = 0;
  for (let n = 0; n < 90; n += 1) {
    const user = users[n % 2];
    if (!user) throw new Error('There is no user.');
    const id = await world.submit(North, user);
    await world.until(() => North.state.entries.inGroup('issue', id).length > 0);
    const { timeline, expert } = await world.view(North, user, id);
    const why = timeline.find(({ kind }) => kind === 'offered')?.why;
    assert.is(why?.isTryout ?? false, expert?.id === fresh.accountId);
    const who = expert?.id === fresh.accountId ? fresh : old;
    if (who === fresh) tried += 1;
    await world.solve({ region: North, expert: who }, { region: North, user, id });
  }
  assert.is(tried, newcomerOffersMax);
});

test('how trust counts is a setting of the mesh: what may be expected, or what everyone sees', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(North);
  const { actor: expert } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const termNow = async () => {
    const id = await world.submit(North, user);
    await world.offer(East, expert);
    const { timeline } = await world.view(East, expert, id);
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
    await world.quiet();
    return timeline.find(({ kind }) => kind === 'offered')?.why?.terms.trust;
  };
  assert.is(North.services.admin.settings(admin).trustMeasure, 'estimate');
  near(await termNow(), 0.5 + Math.sqrt(1 / 12));
  await world.run(North.services.admin.updateSettings(admin, { trustMeasure: 'average' }));
  await world.until(() => East.state.settings.trustMeasure === 'average');
  near(await termNow(), 0.5);
  const { weights } = North.services.admin.settings(admin);
  await world.run(North.services.admin.updateSettings(admin, { weights: { ...weights, load: 0.1 } }));
  assert.is(North.services.admin.settings(admin).trustMeasure, 'average', 'another change leaves it');
});

test('of two experts with one issue each, who has the critical one is busier', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const people = [await world.expert(North, 'Anton'), await world.expert(North, 'Berta')];
  const user = await world.user(North);
  for (const urgency of ['critical', 'low']) {
    const id = await world.submit(North, user, { urgency });
    await world.until(() => North.state.entries.inGroup('issue', id).length > 0);
    const [entry] = North.state.entries.inGroup('issue', id);
    const expert = people.find(
      ({ actor }) => entry && 'expert' in entry.phase && entry.phase.expert.id === actor.accountId,
    );
    if (!expert) throw new Error('Nobody was asked.');
    await world.accept(North, expert.actor);
  }
  const id = await world.submit(North, user, { urgency: 'high' });
  await world.until(() => North.state.entries.inGroup('issue', id).length > 0);
  const { expert, timeline } = await world.view(North, user, id);
  const calm = North.state.entries.values().find(({ issue }) => issue.urgency === 'low');
  assert.is(calm?.workedById, expert?.id);
  near(timeline.find(({ kind }) => kind === 'offered')?.why?.terms.load, 1 - 0.75 / 3);
});

test.run();
