import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Store } from '../ports.ts';
import type { LiveEvent } from '../schemas/views.ts';
import { TestWorld } from './testing.ts';

const test = suite('roaming');

/** A user of North and an expert of East, both signed in at South. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  const { actor: atEast } = await world.expert(East, 'Egon');
  const atNorth = await world.user(North);
  await world.pass(6_000);
  const expert = await world.signIn(South, 'egon1@example.org');
  const user = await world.signIn(South, 'ursula2@example.org');
  const id = await world.submit(North, atNorth);
  await world.offer(East, atEast);
  await world.quiet();
  return { world, North, East, South, atNorth, atEast, user, expert, id };
};

test('a person signed in elsewhere sees and acts on what is theirs at home, user and expert alike', async () => {
  const { world, North, South, user, expert, id } = await begin();
  const { issues, offers } = South.services;
  assert.is((await world.view(South, user, id)).role, 'user');
  const { items } = await world.run(offers.list(expert));
  const [offer] = items;
  assert.ok(offer);
  await world.run(offers.accept(expert, offer.id as never));
  assert.is((await world.view(South, expert, id)).role, 'expert');
  await world.run(issues.postMessage(user, id, { text: 'hello', key: 'k' }));
  await world.run(issues.postMessage(expert, id, { text: 'good day' }));
  await world.quiet();
  const lines = await world.run(issues.messages(user, id, { after: 0, limit: 10 }));
  assert.equal(lines.items.map(({ text }) => text).sort(), ['good day', 'hello']);
  await world.run(issues.resolve(expert, id, { text: 'Done.' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  await world.run(issues.confirm(user, id));
  await world.run(issues.rate(user, id, { stars: 4, comment: '' }));
  await world.quiet();
  assert.is((await world.view(South, user, id)).state, 'closed');
  assert.is((await world.run(South.services.accounts.me(expert))).expert?.ratings.length, 1);
  const mine = await world.run(issues.list(user, { limit: 10 }));
  assert.equal(
    mine.items.map((item) => item.id),
    [id],
  );
  const worked = await world.run(issues.list(expert, { limit: 10, as: 'expert' }));
  assert.equal(
    worked.items.map((item) => item.id),
    [id],
  );
});

test('live events of an issue at home reach a page that is open elsewhere', async () => {
  const { world, East, South, atEast, user, id } = await begin();
  const events: LiveEvent[] = [];
  await world.run(South.services.live.subscribe(user, undefined, (event) => events.push(event)));
  await world.pass(1_000);
  events.length = 0;
  await world.accept(East, atEast);
  await world.until(() => events.some((event) => event.kind === 'issue' && event.issue === id), 2_000);
  events.length = 0;
  await world.run(East.services.issues.postMessage(atEast, id, { text: 'hello' }));
  await world.until(() => events.some((event) => event.kind === 'message' && event.issue === id), 2_000);
});

test('with the region in charge away one is told so when deciding, and reads the copy; with all asked the issue is simply not there', async () => {
  const { world, South, user, id } = await begin();
  const stranger = await world.user(South, 'Mallory');
  await world.pass(2_000);
  assert.is(await world.refused(South.services.issues.get(stranger, id)), 'not-found');
  world.crash('North');
  await world.gone(South, 'North');
  assert.is(await world.refused(South.services.issues.get(stranger, id)), 'region-unreachable');
  const cancelled = South.services.issues.cancel(user, id, { reason: '' });
  assert.is(await world.refused(cancelled), 'region-unreachable');
  const view = await world.view(South, user, id);
  assert.is(view.isCopy, true);
  assert.is(view.origin, 'North');
  const list = await world.run(South.services.issues.list(user, { limit: 10 }));
  assert.equal(list.notAsked, ['North']);
  const away = South.services.accounts.updateMe(user, { name: 'Ulla' });
  assert.is(await world.refused(away), 'home-region-unreachable');
  assert.is((await world.run(South.services.accounts.me(user))).account.name, 'Ursula');
});

test('an issue submitted while roaming belongs to the region it was submitted in, and is listed with the others', async () => {
  const { world, North, South, user, atNorth, id } = await begin();
  await world.pass(1_000);
  const second = await world.submit(South, user, { title: 'From afar' });
  await world.quiet();
  const { items } = await world.run(North.services.issues.list(atNorth, { limit: 10 }));
  assert.equal(
    items.map((item) => [item.id, item.origin]),
    [
      [second, 'South'],
      [id, 'North'],
    ],
  );
});

test('pages of a list over all regions leave nothing out and repeat nothing', async () => {
  const { world, North, South, user, atNorth } = await begin();
  for (let nth = 0; nth < 5; nth += 1) {
    await world.submit(North, atNorth, { category: 'mobile', title: `North ${nth}` });
    await world.submit(South, user, { category: 'mobile', title: `South ${nth}` });
  }
  await world.quiet();
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await world.run(
      South.services.issues.list(user, { limit: 3, ...(after !== undefined && { after }) }),
    );
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  assert.is(seen.length, 11);
  assert.is(new Set(seen).size, 11);
});

test('a client that comes back with its cursor gets what it missed; with a foreign one it starts anew', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const events: LiveEvent[] = [];
  const leave = await world.run(
    North.services.live.subscribe(user, undefined, (event) => events.push(event)),
  );
  leave();
  const cursor = events.at(-1)?.cursor;
  const id = await world.submit(North, user);
  events.length = 0;
  await world.run(North.services.live.subscribe(user, cursor, (event) => events.push(event)));
  assert.ok(events.some((event) => event.kind === 'issue' && event.issue === id));
  assert.is(events.at(-1)?.kind, 'hello');
  const foreign: LiveEvent[] = [];
  await world.run(North.services.live.subscribe(user, 1_000_000, (event) => foreign.push(event)));
  assert.is(foreign[0]?.kind, 'reset');
});

test('what happens while a client catches up is not missed either, and comes in order', async () => {
  let hold: Promise<void> | undefined;
  const wrapStore = (store: Store): Store => ({
    get: (...given) => store.get(...given),
    commit: (changes) => store.commit(changes),
    close: () => store.close(),
    query: async (...given) => {
      const page = await store.query(...given);
      // What was missed is read in pages; looks at one event are not what this is about.
      if (given[0] === 'events' && given[3].limit > 1) await hold;
      return page;
    },
  });
  const world = await TestWorld.of(['North'], { wrapStore });
  const { North } = world.regions;
  const user = await world.user(North);
  const first = await world.submit(North, user);
  let release: () => void = () => undefined;
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const events: LiveEvent[] = [];
  const subscribed = North.services.live.subscribe(user, 1, (event) => events.push(event));
  const second = await world.submit(North, user, { title: 'Meanwhile' });
  release();
  await world.run(subscribed);
  const issues = events.flatMap((event) => (event.kind === 'issue' ? [event.issue] : []));
  assert.is(issues[0], first);
  assert.ok(issues.includes(second));
  const cursors = events.map(({ cursor }) => cursor);
  assert.equal(
    cursors,
    [...cursors].sort((a, b) => a - b),
  );
});

test('an expert whose page is open at another region stays online', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Egon', { isPresent: false });
  const { email } = (await world.run(North.services.accounts.me(actor))).account;
  await world.pass(1_000);
  const away = await world.signIn(East, email);
  await world.run(East.services.live.subscribe(away, undefined, () => undefined));
  await world.pass(120_000);
  assert.is((await world.run(East.services.accounts.me(away))).expert?.presence, 'online');
});

test.run();
