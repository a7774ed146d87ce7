import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { clusterMs } from '../core/cluster.ts';
import { FindSimilar } from '../schemas/inputs.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('similar');

/** What somebody is shown who has typed this. */
const similar = (world: TestWorld, region: TestRegion, actor: Actor, text: object) =>
  world.run(region.services.issues.similar(actor, FindSimilar.parse(text)));

/** Issues that an expert solved, each with its title, and with whether it may help others. */
async function solved(...issues: readonly (readonly [title: string, helpsOthers: boolean])[]) {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const user = await world.user(North);
  for (const [title, helpsOthers] of issues) {
    const id = await world.submit(North, user, { title, description: 'As it says.' });
    await world.accept(North, actor);
    await world.run(North.services.issues.resolve(actor, id, { text: `Solved: ${title}` }));
    await world.run(North.services.issues.confirm(user, id, { helpsOthers }));
  }
  await world.quiet();
  return { world, North, other: await world.user(North, 'Otto'), user, expert: actor };
}

test('solved issues like it are shown with what solved them, if their user agreed', async () => {
  const { world, North, other } = await solved(
    ['Printer on the second floor prints blank pages', true],
    ['Printer prints blank pages after the update', false],
    ['VPN drops every few minutes', true],
    ['Cannot sign in to the wiki', true],
  );
  const text = { title: 'My printer only prints blank pages', category: 'network' };
  assert.equal((await similar(world, North, other, text)).solved, [
    {
      title: 'Printer on the second floor prints blank pages',
      category: 'network',
      resolution: 'Solved: Printer on the second floor prints blank pages',
    },
  ]);
});

test('when nothing is close nothing is shown, nor for a text without words', async () => {
  const { world, North, other } = await solved(
    ['Printer on the second floor prints blank pages', true],
    ['VPN drops every few minutes', true],
  );
  for (const title of ['', 'Screen flickers', 'Please help me, nothing works any more', '😀😀', '\u0000'])
    assert.equal((await similar(world, North, other, { title })).solved, [], title);
});

test('it is found no more once the consent is taken back, nor when it is opened again', async () => {
  const { world, North, other, user } = await solved(
    ['Printer prints blank pages', true],
    ['VPN drops every few minutes', true],
  );
  const { items } = await world.run(North.services.issues.list(user, { limit: 10 }));
  const of = (title: string) => similar(world, North, other, { title });
  const idOf = (title: string) => items.find((item) => item.title === title)?.id as never;
  assert.is((await of('Printer prints blank pages')).solved.length, 1);
  await world.run(
    North.services.issues.consent(user, idOf('Printer prints blank pages'), { helpsOthers: false }),
  );
  assert.is((await of('Printer prints blank pages')).solved.length, 0);
  await world.run(
    North.services.issues.reopen(user, idOf('VPN drops every few minutes'), { reason: 'Again.' }),
  );
  assert.is((await of('VPN drops every few minutes')).solved.length, 0);
});

test('an open issue of one’s own that is most likely the same is named, and nobody else’s', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const other = await world.user(North, 'Otto');
  const id = await world.submit(North, user, { title: 'VPN drops every few minutes' });
  const text = { title: 'VPN keeps dropping every minute', category: 'network' };
  assert.equal((await similar(world, North, user, text)).own, { id, title: 'VPN drops every few minutes' });
  assert.is((await similar(world, North, other, text)).own, undefined);
  assert.is((await similar(world, North, user, { title: 'VPN for my phone' })).own, undefined);
  const short = await world.submit(North, user, { title: 'Wiki is down', category: 'web' });
  assert.is((await similar(world, North, user, { title: 'The wiki', category: 'web' })).own?.id, short);
  assert.is((await similar(world, North, user, { title: 'The wiki', category: 'cloud' })).own, undefined);
  await world.run(North.services.issues.cancel(user, id, { reason: '' }));
  assert.is((await similar(world, North, user, text)).own, undefined, 'it is open no more');
});

test('how many others report the like within the hour is told, from three people on, and admins see where', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const admin = await world.admin(East);
  const text = { title: 'Is the wiki down?', category: 'web' };
  const users = [await world.user(North), await world.user(North), await world.user(North)] as const;
  const asker = await world.user(North, 'Otto');
  const ids = [];
  for (const [n, user] of users.entries()) {
    assert.is((await similar(world, North, asker, text)).others, 0);
    ids.push(await world.submit(North, user, { title: `Wiki unreachable ${n}`, category: 'web' }));
  }
  assert.is((await similar(world, North, asker, text)).others, 3);
  assert.is((await similar(world, North, users[0], text)).others, 2, 'the others are not oneself');
  assert.is((await similar(world, North, asker, { ...text, category: 'cloud' })).others, 0);
  await world.until(() => East.state.accounts.get(admin.accountId) !== undefined);
  const { items } = await world.run(East.services.admin.clusters(admin));
  assert.is(items.length, 1);
  assert.equal([items[0]?.region, items[0]?.people, items[0]?.issues.map(({ id }) => id)], ['North', 3, ids]);
  assert.ok(items[0]?.words.includes('Wiki'), 'as somebody wrote it');
  await world.pass(clusterMs);
  assert.is((await similar(world, North, asker, text)).others, 0);
  assert.is(await world.refused(North.services.admin.clusters(asker)), 'forbidden');
});

test('it says what the text is taken to be written in', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  assert.is((await similar(world, North, user, { title: 'x' })).language, 'en');
  assert.is((await similar(world, North, user, { title: 'x', language: 'fr' })).language, 'fr');
});

test('category and urgency are suggested from solved issues like it, whoever had them and consent or not', async () => {
  const { world, North, other, user, expert } = await solved(['Screen stays black', false]);
  const suggested = async (text: object) => (await similar(world, North, other, text)).suggested;
  const title = 'VPN drops every few minutes';
  assert.equal(await suggested({ title }), {}, 'nothing like it was solved');
  for (const one of ['VPN drops every few minutes', 'VPN drops after some minutes']) {
    const id = await world.submit(North, user, {
      title: one,
      description: 'As it says.',
      category: 'network',
      urgency: 'high',
    });
    await world.accept(North, expert);
    await world.run(North.services.issues.resolve(expert, id, { text: 'Solved.' }));
    await world.run(North.services.issues.confirm(user, id, {}));
  }
  assert.equal(await suggested({ title, category: 'web' }), { category: 'network', urgency: 'high' });
  assert.equal(await suggested({ title: 'Something else entirely' }), {});
  const admin = await world.admin(North);
  await world.run(North.services.admin.updateSettings(admin, { categories: ['web', 'other'] }));
  assert.equal(await suggested({ title }), { urgency: 'high' }, 'the category is on the list no more');
});

test.run();
