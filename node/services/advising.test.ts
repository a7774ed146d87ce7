import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { AssistantError } from '../ports.ts';
import { ScriptedAssistant } from './assistant-testing.ts';
import type { Actor } from './services.ts';
import { TestWorld } from './testing.ts';

const test = suite("the assistant's advice on experts");

const names = ['Pavel', 'Rita', 'Sonja'] as const;
type Name = (typeof names)[number];

/**
 * Three experts with one seat each, all taken: Pavel fits the issue to come a little better than Rita by the score,
 * Sonja not at all. `goOn` frees them, lets Sonja, who is first, pass the issue, and tells who is asked then.
 */
async function threeBusyExperts({ isAdvising }: { isAdvising: boolean }) {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising } });
  const { North } = world.regions;
  const user = await world.user(North, 'Ursula');
  const qualifications = {
    Pavel: 'Pavel knows each connection and printer. pavel@example.org',
    Rita: 'Rita knows each connection',
    Sonja: 'bakes',
  };
  const experts = new Map<Name, Actor>();
  const busyWith = new Map<Name, Awaited<ReturnType<TestWorld['submit']>>>();
  for (const name of names) {
    const { actor } = await world.expert(North, name, { capacity: 1, qualifications: qualifications[name] });
    experts.set(name, actor);
    busyWith.set(name, await world.submit(North, user));
    await world.accept(North, actor);
  }
  const expert = (name: Name) => {
    const found = experts.get(name);
    if (!found) throw new Error(`${name} is not there.`);
    return found;
  };
  const finish = async (name: Name) => {
    const id = busyWith.get(name);
    if (id) await world.run(North.services.issues.resolve(expert(name), id, { text: 'Done.' }));
  };
  return {
    world,
    North,
    user,
    assistant,
    async goOn() {
      await finish('Sonja');
      await world.offer(North, expert('Sonja'));
      await finish('Pavel');
      await finish('Rita');
      await world.reject(North, expert('Sonja'));
      for (const name of ['Pavel', 'Rita'] as const) {
        const [offer] = await world.offers(North, expert(name));
        if (offer) return { name, why: offer.why };
      }
      throw new Error('Nobody was asked.');
    },
  };
}

const Told = z.object({ experts: z.array(z.object({ expert: z.number(), qualifications: z.string() })) });

/** Speaks for whoever does not know printers, as far as it may, and more. */
const contrary = ({ text }: { text: string }) => ({
  experts: Told.parse(JSON.parse(text)).experts.map(({ expert, qualifications }) => ({
    expert,
    fit: qualifications.includes('printer') ? -50 : 50,
    reason: 'Knows <b>lines</b> best.',
  })),
});

test('without advice the score alone decides', async () => {
  const { world, North, user, assistant, goOn } = await threeBusyExperts({ isAdvising: false });
  assistant.answer = contrary;
  await world.submit(North, user);
  const { name, why } = await goOn();
  assert.is(name, 'Pavel');
  assert.is(why.assistant, undefined);
  assert.is(assistant.asked.length, 0);
});

test('advice in time moves the skill of each by a tenth at most, and stands in the explanation', async () => {
  const { world, North, user, assistant, goOn } = await threeBusyExperts({ isAdvising: true });
  assistant.answer = contrary;
  await world.submit(North, user);
  assert.is(assistant.asked.length, 1);
  const [asked] = assistant.asked;
  assert.is(asked?.isBackground, true);
  assert.not.match(asked?.text ?? '', /Pavel|Rita|Sonja|pavel|Ursula/);
  const { name, why } = await goOn();
  assert.is(name, 'Rita');
  assert.equal(why.assistant, { shift: 0.1, reason: 'Knows <b>lines</b> best.' });
});

test('advice on a text that was changed since is forgotten', async () => {
  const { world, North, user, assistant, goOn } = await threeBusyExperts({ isAdvising: true });
  assistant.answer = contrary;
  const id = await world.submit(North, user);
  await world.run(North.services.issues.edit(user, id, { description: 'The printer connection is lost.' }));
  const { name, why } = await goOn();
  assert.is(name, 'Pavel');
  assert.is(why.assistant, undefined);
});

test('advice that comes too late changes nothing, and nothing waits for it', async () => {
  const { world, North, user, assistant, goOn } = await threeBusyExperts({ isAdvising: true });
  let say: (answer: unknown) => void = () => undefined;
  assistant.answer = () =>
    new Promise((resolve) => {
      say = resolve;
    });
  await world.submit(North, user);
  const { name, why } = await goOn();
  assert.is(name, 'Pavel');
  assert.is(why.assistant, undefined);
  say({ experts: [{ expert: 1, fit: -1, reason: 'No.' }] });
  await world.quiet();
});

test('a failure changes nothing', async () => {
  const { world, North, user, assistant, goOn } = await threeBusyExperts({ isAdvising: true });
  assistant.answer = () => new AssistantError('timeout', 'Too late.');
  await world.submit(North, user);
  assert.is((await goOn()).name, 'Pavel');
});

test('an issue that somebody is asked for at once is not asked about; nor is one for a single expert', async () => {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising: true } });
  const { North } = world.regions;
  const user = await world.user(North, 'Ursula');
  for (const name of ['Pavel', 'Rita']) await world.expert(North, name);
  await world.submit(North, user);
  await world.expert(North, 'Cleo', { categories: ['cloud'], capacity: 1 });
  await world.submit(North, user, { category: 'cloud' });
  await world.submit(North, user, { category: 'cloud' });
  assert.is(assistant.asked.length, 0);
});

test('submitted twice it is asked about once', async () => {
  const { world, North, user, assistant } = await threeBusyExperts({ isAdvising: true });
  assistant.answer = contrary;
  await world.submit(North, user, {}, 'key');
  await world.submit(North, user, {}, 'key');
  assert.is(assistant.asked.length, 1);
});

test.run();
