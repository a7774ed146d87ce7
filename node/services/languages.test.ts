import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';
import { timing } from './timing.ts';

const test = suite('languages');

/** Where the newest offer in the timeline went, and whether that expert reads it. */
const lastOffer = (timeline: Awaited<ReturnType<TestWorld['view']>>['timeline']) => {
  const offer = timeline.findLast(({ kind }) => kind === 'offered');
  return { to: offer?.expert?.name, isRead: offer?.why?.language?.isRead };
};

test('of the experts of a region whoever reads the issue is asked, though another fits better', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  await world.expert(North, 'Anna', { qualifications: 'printer connection reached' });
  const reader = await world.expert(North, 'Berta', { languages: ['en', 'es-MX'] });
  const user = await world.user(North);
  const id = await world.submit(North, user, { language: 'es' });
  await world.offer(North, reader.actor, 100);
  const { timeline, language } = await world.view(North, user, id);
  assert.is(language, 'es');
  assert.equal(lastOffer(timeline), { to: 'Berta', isRead: true });
  assert.is(timeline.at(-1)?.why?.excluded?.language, 1, 'Anna was free, and does not read it');
});

test('when nobody who reads it is free it goes to whoever is, marked so, and passing goes on in the same way', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const reader = await world.expert(North, 'Berta', { languages: ['es'] });
  const user = await world.user(North);
  const id = await world.submit(North, user, { language: 'es' });
  await world.reject(North, reader.actor);
  await world.offer(North, actor, 100);
  const [offer] = await world.offers(North, actor);
  assert.is(offer?.issue.language, 'es');
  assert.equal(offer?.why.language, { is: 'es', isRead: false });
  assert.equal(lastOffer((await world.view(North, user, id)).timeline), { to: 'Anna', isRead: false });
});

test('somebody free in another region who reads it comes before somebody here who does not', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  await world.expert(North, 'Anna', { qualifications: 'printer connection reached' });
  await world.expert(East, 'Emil', { qualifications: 'printer connection reached' });
  const reader = await world.expert(South, 'Sara', { languages: ['es'] });
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user, { language: 'es' });
  await world.offer(South, reader.actor, 1_000);
  await world.quiet();
  assert.equal(lastOffer((await world.view(North, user, id)).timeline), { to: 'Sara', isRead: true });
});

test('where nobody reads it anywhere it is offered here after one round of asking', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const other = await world.expert(East, 'Emil');
  const user = await world.user(North);
  await world.pass(6_000);
  await world.submit(North, user, { language: 'es' });
  await world.offer(North, actor, 500);
  assert.is((await world.offers(East, other.actor)).length, 0);
  assert.is(East.running.aside.countOf(other.actor.accountId), 0, 'nobody was set aside in vain');
});

test('a region that does not answer keeps an issue from nobody longer than its answer is waited for', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  await world.expert(East, 'Emil', { languages: ['es'] });
  const user = await world.user(North);
  await world.pass(6_000);
  world.crash('East');
  const id = await world.submit(North, user, { language: 'es' });
  await world.offer(North, actor, timing.askSeatMs + 100);
  assert.is(North.state.issues.get(id)?.phase.at, 'placed');
});

test('of two regions that set somebody aside the one that reads it gets it, whatever the scores', async () => {
  const world = await TestWorld.of(['North', 'East', 'South']);
  const { North, East, South } = world.regions;
  await world.expert(East, 'Emil', { qualifications: 'printer connection reached' });
  const reader = await world.expert(South, 'Sara', { languages: ['es'] });
  const user = await world.user(North);
  await world.pass(6_000);
  await world.submit(North, user, { language: 'es' });
  await world.offer(South, reader.actor, 1_000);
});

test('an issue is in its user’s first language where the text does not say, and the user can correct it', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.offer(North, actor, 100);
  assert.is((await world.view(North, user, id)).language, 'en');
  await world.run(North.services.issues.edit(user, id, { language: 'de' }));
  await world.quiet();
  assert.is((await world.view(North, user, id)).language, 'de');
  assert.is((await world.offers(North, actor))[0]?.issue.language, 'de', 'the expert reads it too');
});

const german = {
  title: 'Der Drucker druckt nicht mehr',
  description: 'Seit gestern kommt aus dem Drucker kein Papier mehr heraus, und das Licht blinkt rot.',
};

test('an issue that is rewritten in another language is in that one; whatever its user has chosen stays', async () => {
  const isGerman = (text: string) => text.includes('Drucker');
  const of = (text: string) => [{ language: isGerman(text) ? 'de' : 'en', score: 1 }];
  const world = await TestWorld.of(['North'], { languages: { of } });
  const { North } = world.regions;
  const user = await world.user(North);
  const found = await world.submit(North, user);
  const urgent = await world.run(North.services.issues.edit(user, found, { urgency: 'high' }));
  assert.is(urgent.language, 'en');
  assert.is((await world.run(North.services.issues.edit(user, found, german))).language, 'de');
  const chosen = await world.submit(North, user, { language: 'es' });
  assert.is((await world.run(North.services.issues.edit(user, chosen, german))).language, 'es');
  const both = await world.run(North.services.issues.edit(user, found, { title: 'Printer', language: 'fr' }));
  assert.is(both.language, 'fr');
});

test('the language goes with an issue to its owner and its custodian', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor } = await world.expert(East, 'Emil', { languages: ['es'] });
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user, { language: 'es' });
  await world.offer(East, actor, 1_000);
  await world.quiet();
  assert.is(East.state.copies.get(id)?.issue.language, 'es');
  assert.is(East.state.entries.inGroup('issue', id)[0]?.issue.language, 'es');
});

test('a region that was named and does not answer is not asked for a reader right after', async () => {
  const world = await TestWorld.of(['North', 'South']);
  const { North, South } = world.regions;
  const { actor } = await world.expert(North, 'Anna');
  const reader = await world.expert(North, 'Berta', { languages: ['es'] });
  await world.expert(South, 'Sara', { languages: ['es'] });
  const admin = await world.admin(North);
  const user = await world.user(North);
  const id = await world.submit(North, user, { language: 'es' });
  await world.accept(North, reader.actor);
  await world.quiet();
  South.disk.breakWith('stalled');
  await world.run(North.services.admin.reassign(admin, id, { reason: 'Somebody else.', region: 'South' }));
  await world.offer(North, actor, timing.proposalMs + 2 * timing.askSeatMs);
});

test.run();
