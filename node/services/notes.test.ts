import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import type { LiveEvent } from '../schemas/views.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('notes');

/** An issue of North that an expert of East works on. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, expert);
  await world.quiet();
  const write = (region: TestRegion, who: Actor, text: string, isInternal: boolean) =>
    world.run(region.services.issues.postMessage(who, id, { text, isInternal }));
  return { world, North, East, user, expert, id, write };
};

const textsOf = async (world: TestWorld, region: TestRegion, who: Actor, id: IssueId, limit = 100) =>
  (await world.run(region.services.issues.messages(who, id, { after: 0, limit }))).items.map(
    ({ text }) => text,
  );

test('a note is read by the expert and by admins, and never by the user, wherever they read', async () => {
  const { world, North, East, user, expert, id, write } = await begin();
  const admin = await world.admin(North);
  await write(East, expert, 'Hello', false);
  const note = await write(East, expert, 'They bought the cheap router.', true);
  assert.is(note.isInternal, true);
  assert.is(note.text, 'They bought the cheap router.');
  await world.quiet();
  await write(North, admin, 'Be kind, they are new.', true);
  await world.quiet();
  const all = ['Hello', 'They bought the cheap router.', 'Be kind, they are new.'];
  assert.equal(await textsOf(world, East, expert, id), all);
  assert.equal(await textsOf(world, North, admin, id), all);
  assert.equal(await textsOf(world, North, user, id), ['Hello']);
  assert.equal(await textsOf(world, East, user, id), ['Hello']);
});

test('the user cannot write one, nor can an admin write to them', async () => {
  const { world, North, user, id, write } = await begin();
  const admin = await world.admin(North);
  assert.is(
    await world.refused(North.services.issues.postMessage(user, id, { text: 'x', isInternal: true })),
    'forbidden',
  );
  assert.is(await world.refused(North.services.issues.postMessage(admin, id, { text: 'x' })), 'not-found');
  await write(North, user, 'Hello?', false);
});

test('pages of the chat are as long for the user as without notes', async () => {
  const { world, North, East, user, expert, id, write } = await begin();
  for (let n = 1; n <= 6; n += 1) await write(East, expert, `line ${n}`, n !== 1 && n !== 6);
  await world.quiet();
  const page = await world.run(North.services.issues.messages(user, id, { after: 0, limit: 2 }));
  assert.equal(
    page.items.map(({ text }) => text),
    ['line 1', 'line 6'],
  );
  assert.is(page.hasMore, false);
});

test('the user is not told that there is a note, live', async () => {
  const { world, North, East, user, expert, write } = await begin();
  const events: LiveEvent[] = [];
  await world.run(North.services.live.subscribe(user, undefined, (event) => events.push(event)));
  await write(East, expert, 'Between us.', true);
  await world.quiet();
  assert.equal(
    events.filter(({ kind }) => kind === 'message'),
    [],
  );
  await write(East, expert, 'Hello', false);
  await world.until(() => events.some(({ kind }) => kind === 'message'), 1_000);
});

test('the next expert reads them, and who passed the issue on may add one', async () => {
  const { world, North, East, user, expert, id, write } = await begin();
  await write(East, expert, 'Ask for the serial number.', true);
  await world.run(East.services.issues.transfer(expert, id, { note: 'Not my field.' }));
  await world.run(East.services.accounts.setPresence(expert, { presence: 'away' }));
  await write(East, expert, 'It is on the back.', true);
  const next = await world.expert(North, 'Nora');
  await world.accept(North, next.actor);
  await world.quiet();
  const notes = ['Ask for the serial number.', 'It is on the back.'];
  assert.equal(await textsOf(world, North, next.actor, id), notes);
  assert.equal(await textsOf(world, North, user, id), []);
});

test('what an expert says when passing an issue on is for experts', async () => {
  const { world, North, East, user, expert, id } = await begin();
  const passed = await world.run(East.services.issues.transfer(expert, id, { note: 'Too hard for me.' }));
  await world.quiet();
  const noteIn = ({ timeline }: Awaited<ReturnType<typeof North.services.issues.get>>) =>
    timeline.find(({ kind }) => kind === 'transferred')?.note;
  assert.is(noteIn(passed), 'Too hard for me.');
  assert.is(noteIn(await world.run(North.services.issues.get(user, id))), undefined);
});

test('a node that knows no notes shows an empty line', async () => {
  const { North, world, East, expert, id, write } = await begin();
  await write(East, expert, 'Between us.', true);
  await world.quiet();
  const page = await North.state.ledger.store.query('messages', 'by_issue', { equals: [id] }, { limit: 10 });
  assert.equal(
    page.items.map(({ doc }) => doc.text),
    [''],
  );
});

test('who writes only notes is reminded all the same', async () => {
  const { world, East, expert, id, write } = await begin();
  await world.pass(14 * 60_000);
  await write(East, expert, 'Hm.', true);
  await world.pass(2 * 60_000);
  const view = await world.run(East.services.issues.get(expert, id));
  assert.ok(view.timeline.some(({ kind }) => kind === 'reminded'));
});

const inboxOf = async (world: TestWorld, region: TestRegion, who: Actor, q?: string) => {
  const query = { as: undefined, state: undefined, q, after: undefined, limit: 30 };
  return (await world.run(region.services.issues.list(who, query))).items;
};

test('in lists a note is unread for the expert it was not written by, never for the user, and answers nobody', async () => {
  const { world, North, East, user, expert, write } = await begin();
  const admin = await world.admin(North);
  await write(North, user, 'Hello?', false);
  await write(North, admin, 'I know them.', true);
  await world.quiet();
  const [forUser] = await inboxOf(world, North, user);
  assert.equal([forUser?.unread, forUser?.unansweredSince], [0, undefined]);
  const [forExpert] = await inboxOf(world, East, expert);
  assert.is(forExpert?.unread, 2);
  assert.type(forExpert?.unansweredSince, 'number');
  await write(East, expert, 'Hello!', false);
  await world.quiet();
  assert.is((await inboxOf(world, East, expert))[0]?.unansweredSince, undefined);
  assert.is((await inboxOf(world, North, user))[0]?.unread, 1);
});

test('an expert finds an issue by what was answered, and by whom it was for', async () => {
  const { world, East, expert, id } = await begin();
  await world.run(East.services.issues.resolve(expert, id, { text: 'Unplug the old repeater.' }));
  for (const q of ['repeater', 'ursula', 'printer unplug'])
    assert.equal(
      (await inboxOf(world, East, expert, q)).map((issue) => issue.id),
      [id],
      q,
    );
  assert.equal(await inboxOf(world, East, expert, 'nonsense'), []);
});

test.run();
