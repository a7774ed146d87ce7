import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { IssueId } from '../core/ids.ts';
import { AssistantError, type AssistantFailure } from '../ports.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { ScriptedAssistant } from './assistant-testing.ts';
import type { Actor } from './services.ts';
import { type TestRegion, TestWorld } from './testing.ts';

const test = suite('what people may ask the assistant');

const admin = (actor: Actor): Actor => ({ ...actor, roles: ['admin'] });

async function failsAs(code: ProblemCode, asking: Promise<unknown>): Promise<Problem> {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    assert.is(error.code, code);
    return error;
  }
  throw new Error('It was answered.');
}

/** A user at North whose issue an expert at South works on, with a line by each. */
async function conversation(assistant: ScriptedAssistant) {
  const world = await TestWorld.of(['North', 'South'], { assistant: { port: assistant, isAdvising: false } });
  const { North, South } = world.regions;
  const user = await world.user(North, 'Ursula');
  const expert = await world.expert(South, 'Egon', { languages: ['hi', 'en'] });
  const id = await world.submit(North, user, { description: 'Mail ursula@example.org about it.' });
  await world.accept(South, expert.actor);
  await world.quiet();
  await world.run(North.services.issues.postMessage(user, id, { text: 'It blinks red.' }));
  await world.run(South.services.issues.postMessage(expert.actor, id, { text: 'Since when?' }));
  await world.quiet();
  return { world, North, South, user, expert: expert.actor, id };
}

test('a suggestion for an issue that is being written, from the categories that the mesh has', async () => {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising: false } });
  const { North } = world.regions;
  const user = await world.user(North, 'Ursula');
  const suggest = () =>
    world.run(North.services.assistant.suggest(user, { title: 'VPN drops', description: 'a@example.org' }));
  assistant.answer = () => ({ category: 'network', urgency: 'high' });
  assert.equal(await suggest(), { category: 'network', urgency: 'high', model: 'scripted' });
  assert.not.match(assistant.asked[0]?.text ?? '', /a@example/);
  assistant.answer = () => ({ category: 'gardening', urgency: 'low' });
  assert.equal(await suggest(), { urgency: 'low', model: 'scripted' });
  assistant.answer = () => ({ category: 'gardening', urgency: 'now' });
  await failsAs('assistant-unavailable', suggest());
});

test('a note goes to no assistant: not with a summary, not with a draft that the user may read, not to be translated', async () => {
  const assistant = new ScriptedAssistant();
  const { world, South, expert, id } = await conversation(assistant);
  const { assistant: calls, issues } = South.services;
  const note = { text: 'The user is rude.', isInternal: true };
  const { id: line, arrival } = await world.run(issues.postMessage(expert, id, note));
  assistant.answer = ({ name }) => (name === 'summary' ? { summary: 'Red.' } : { reply: 'Since when?' });
  await world.run(calls.summarise(expert, id));
  await world.run(calls.draftReply(expert, id));
  assert.is(assistant.asked.length, 2);
  const message = { id: line, arrival };
  await failsAs('forbidden', world.run(calls.translate(expert, id, { message, part: 'issue' })));
  assert.not.match(assistant.asked.map(({ text }) => text).join(), /rude/);
});

test('its expert gets a summary in their language, and a draft; nobody else, and nothing is sent', async () => {
  const assistant = new ScriptedAssistant();
  const { world, North, South, user, expert, id } = await conversation(assistant);
  const stranger = await world.user(North, 'Sven');
  assistant.answer = ({ name }) =>
    name === 'summary' ? { summary: 'Red.' } : { reply: 'Write to [e-mail 1].' };
  const { assistant: calls, issues } = South.services;
  assert.is((await world.run(calls.summarise(expert, id))).text, 'Red.');
  assert.is((await world.run(calls.summarise(expert, id))).text, 'Red.');
  assert.is(assistant.asked.length, 1, 'the same is not asked twice');
  assert.match(assistant.asked[0]?.instructions ?? '', /Hindi \(hi\)/);
  assert.match(
    assistant.asked[0]?.text ?? '',
    /"chat":\[\{"by":"user","text":"It blinks red\."\},\{"by":"expert","text":"Since when\?"/,
  );
  assert.not.match(assistant.asked[0]?.text ?? '', /Ursula|Egon|ursula@/);
  assert.is((await world.run(calls.draftReply(expert, id))).text, 'Write to ursula@example.org.');
  assert.is((await world.run(issues.messages(expert, id, { after: 0, limit: 100 }))).items.length, 2);

  await failsAs('forbidden', world.run(North.services.assistant.summarise(user, id)));
  await failsAs('forbidden', world.run(North.services.assistant.draftReply(user, id)));
  await failsAs('not-found', world.run(North.services.assistant.summarise(stranger, id)));
  await failsAs('not-found', world.run(North.services.assistant.translate(stranger, id, { part: 'issue' })));
  assert.is(assistant.asked.length, 2, 'nothing was told for those who may not know');
});

test('a draft is for a chat that goes on', async () => {
  const assistant = new ScriptedAssistant();
  const { world, North, South, user, expert, id } = await conversation(assistant);
  await world.run(South.services.issues.resolve(expert, id, { text: 'Restart it.' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  await world.run(North.services.issues.confirm(user, id));
  await world.quiet();
  await failsAs('wrong-state', world.run(South.services.assistant.draftReply(expert, id)));
});

const arrivalOf = async (world: TestWorld, region: TestRegion, actor: Actor, id: IssueId, text: string) => {
  const { items } = await world.run(region.services.issues.messages(actor, id, { after: 0, limit: 100 }));
  const line = items.find((one) => one.text === text);
  if (!line) throw new Error('The line is not there.');
  return { id: line.id, arrival: line.arrival };
};

test('both sides translate the issue and single lines, each into their language', async () => {
  const assistant = new ScriptedAssistant();
  const { world, North, South, user, expert, id } = await conversation(assistant);
  assistant.answer = ({ text }) => ({ translation: `<b>${text.toUpperCase()}</b>` });
  const forExpert = await world.run(South.services.assistant.translate(expert, id, { part: 'issue' }));
  assert.is(forExpert.language, 'hi');
  assert.match(forExpert.text, /NO CONNECTION/);
  const line = await arrivalOf(world, North, user, id, 'Since when?');
  const forUser = await world.run(
    North.services.assistant.translate(user, id, { message: line, part: 'issue' }),
  );
  assert.equal(forUser, { text: '<b>{"TEXT":"SINCE WHEN?"}</b>', language: 'en', model: 'scripted' });
  const wrong = { ...line, id: 'another/line/1' };
  await failsAs(
    'not-found',
    world.run(North.services.assistant.translate(user, id, { message: wrong, part: 'issue' })),
  );
});

test('the answer can be translated once there is one', async () => {
  const assistant = new ScriptedAssistant();
  const { world, North, South, user, expert, id } = await conversation(assistant);
  const translate = () => world.run(North.services.assistant.translate(user, id, { part: 'resolution' }));
  await failsAs('wrong-state', translate());
  await world.run(South.services.issues.resolve(expert, id, { text: 'Restart it.' }));
  await world.until(() => North.state.issues.get(id)?.phase.at === 'resolved');
  assistant.answer = ({ text }) => ({ translation: text });
  assert.is((await translate()).text, '{"text":"Restart it."}');
});

test('what is remembered is not told to who asks about another text that only looks the same outside', async () => {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising: false } });
  const { North } = world.regions;
  assistant.answer = () => ({ translation: 'Ask [e-mail 1]' });
  const texts = [];
  for (const name of ['Ana', 'Bob']) {
    const user = await world.user(North, name);
    const id = await world.submit(North, user, { description: `Ask ${name}@example.org`, title: 'Help' });
    texts.push((await world.run(North.services.assistant.translate(user, id, { part: 'issue' }))).text);
  }
  assert.equal(texts, ['Ask Ana@example.org', 'Ask Bob@example.org']);
});

test('of a very long text the beginning is translated, and that is said', async () => {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising: false } });
  const { North } = world.regions;
  const user = await world.user(North);
  const id = await world.submit(North, user, { description: 'word '.repeat(3_000) });
  assistant.answer = () => ({ translation: 'Wort' });
  assert.is(
    (await world.run(North.services.assistant.translate(user, id, { part: 'issue' }))).isBeginning,
    true,
  );
});

test('whatever fails is said in words, without what the endpoint said', async () => {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising: false } });
  const { North } = world.regions;
  const user = await world.user(North);
  const codes: AssistantFailure[] = ['busy', 'paused', 'spent', 'timeout', 'misconfigured', 'refused'];
  for (const code of codes) {
    assistant.answer = () => new AssistantError(code, 'INTERNAL', { retryAfterMs: 1_500 });
    const asking = North.services.assistant.suggest(user, { title: 'VPN', description: '' });
    const problem = await failsAs('assistant-unavailable', world.run(asking));
    assert.not.match(problem.detail, /INTERNAL/);
    assert.is(problem.retryAfterSeconds, 2);
  }
});

test('without an assistant nothing can be asked, and nobody is told of one', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const id = await world.submit(North, user);
  const { assistant, accounts, health } = North.services;
  await failsAs('assistant-off', world.run(assistant.suggest(user, { title: 'VPN', description: '' })));
  await failsAs('assistant-off', world.run(assistant.summarise(user, id)));
  await failsAs('assistant-off', world.run(assistant.draftReply(user, id)));
  await failsAs('assistant-off', world.run(assistant.translate(user, id, { part: 'issue' })));
  assert.is((await world.run(accounts.me(user))).assistant, undefined);
  assert.is(assistant.status(admin(user)).model, undefined);
  assert.equal(
    Object.keys(health.gauges()).filter((name) => name.includes('assistant')),
    [],
  );
});

test('with one, pages are told its name, admins how it does, and so are the metrics', async () => {
  const assistant = new ScriptedAssistant();
  const world = await TestWorld.of(['North'], { assistant: { port: assistant, isAdvising: true } });
  const { North } = world.regions;
  const user = await world.user(North);
  assert.equal((await world.run(North.services.accounts.me(user))).assistant, { model: 'scripted' });
  const { model, isAdvising, region } = North.services.assistant.status(admin(user));
  assert.equal([model, isAdvising, region], ['scripted', true, 'North']);
  assert.throws(() => North.services.assistant.status(user), /admins/);
  assert.is(North.services.health.gauges().grapevine_assistant_paused, 0);
});

test.run();
