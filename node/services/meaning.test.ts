import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Cancel, type Embedder, EmbedderError, type EmbedderState } from '../ports.ts';
import { TestWorld } from './testing.ts';

const test = suite('meaning');

/** Two subjects, in words that have nothing in common. */
const subjects = [/vpn|tunnel|remote access/i, /printer|paper|toner/i];

/** A made model: a vector says which subject a text is about. */
class MadeEmbedder implements Embedder {
  state: EmbedderState;
  readonly texts: string[] = [];
  isSilent = false;
  readonly #listeners = new Set<() => void>();

  constructor(id = 'made/1', width = 4) {
    this.state = { kind: 'ready', model: { id, width } };
  }

  onState(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(state: EmbedderState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }

  embed(text: string): Promise<Float32Array> {
    if (this.state.kind === 'off') return Promise.reject(new EmbedderError('unusable', this.state.because));
    this.texts.push(text);
    if (this.isSilent) return new Promise(() => undefined);
    const width = this.state.kind === 'ready' ? this.state.model.width : 4;
    const vector = new Float32Array(width).fill(0.1);
    for (const [at, subject] of subjects.entries()) if (subject.test(text)) vector[at] = 1;
    const length = Math.hypot(...vector);
    return Promise.resolve(vector.map((value) => value / length));
  }
}

const vpn = { title: 'VPN drops', description: 'Every hour it asks for the password.' };
const printer = { title: 'Printer jams', description: 'Paper is stuck in the tray.' };
const inOtherWords = { title: 'Remote access', description: 'Cut off from home since yesterday.' };

/** North, where Egon has resolved an issue about VPNs and Erna one about printers. */
const begin = async (embedder: MadeEmbedder | undefined) => {
  const embedders = [embedder];
  const world = new TestWorld({ embedderOf: () => embedders.at(-1) });
  const North = await world.start('North');
  const user = await world.user(North);
  const { actor: egon } = await world.expert(North, 'Egon', { capacity: 9 });
  const { actor: erna } = await world.expert(North, 'Erna', { capacity: 9 });
  for (const [expert, other, text] of [
    [egon, erna, vpn],
    [erna, egon, printer],
  ] as const) {
    await world.run(North.services.accounts.setPresence(other, { presence: 'away' }));
    const id = await world.submit(North, user, text);
    await world.solve({ region: North, expert }, { region: North, user, id });
    await world.run(North.services.accounts.setPresence(other, { presence: 'online' }));
  }
  await world.quiet();
  const whyOf = async (text: object) => {
    const id = await world.submit(North, user, text);
    const { timeline } = await world.view(North, user, id);
    return timeline.findLast(({ why }) => why !== undefined)?.why;
  };
  return { world, North, user, egon, erna, embedders, whyOf };
};

test('an issue goes to who resolved what means the same, though no word is the same', async () => {
  const { world, North, user, egon, whyOf } = await begin(new MadeEmbedder());
  await world.submit(North, user, inOtherWords);
  await world.offer(North, egon);
  const [offer] = await world.offers(North, egon);
  assert.is(offer?.why.matcher?.name, 'semantic');
  assert.ok((offer?.why.skill.past ?? 0) > 0.05, `${offer?.why.skill.past}`);
  assert.is((await whyOf(printer))?.matcher?.isFallback, undefined);
});

test('with words alone nobody is told of another matcher', async () => {
  const { whyOf } = await begin(undefined);
  assert.equal((await whyOf(inOtherWords))?.matcher, { name: 'keyword' });
});

test('while the model is slow words answer after a moment, and the explanation says so', async () => {
  const embedder = new MadeEmbedder();
  const { world, whyOf } = await begin(embedder);
  embedder.isSilent = true;
  const before = world.clock.monotonicMs();
  assert.equal((await whyOf(inOtherWords))?.matcher, { name: 'keyword', isFallback: true });
  const tookMs = world.clock.monotonicMs() - before;
  assert.ok(tookMs >= 250 && tookMs < 400, `${tookMs} ms`);
});

test('without a model that can be used words answer at once', async () => {
  const embedder = new MadeEmbedder();
  embedder.state = { kind: 'off', because: 'Run "npm run model".' };
  const { world, North, whyOf } = await begin(embedder);
  const before = world.clock.monotonicMs();
  assert.equal((await whyOf(vpn))?.matcher, { name: 'keyword', isFallback: true });
  assert.ok(world.clock.monotonicMs() - before < 100);
  assert.is(North.services.health.gauges().grapevine_sentence_model_ready, 0);
});

test('a model that comes up later reads what was resolved before', async () => {
  const embedder = new MadeEmbedder();
  const { state } = embedder;
  embedder.state = { kind: 'loading' };
  const { world, North, whyOf } = await begin(embedder);
  assert.is(North.services.health.gauges().grapevine_past_issues_with_meaning, 0);
  embedder.change(state);
  await world.pass(1_000);
  assert.is(North.services.health.gauges().grapevine_past_issues_with_meaning, 2);
  assert.is((await whyOf(inOtherWords))?.matcher?.name, 'semantic');
});

test('after a restart the meaning of past issues is read from the store; of another model it is made anew', async () => {
  const { world, embedders } = await begin(new MadeEmbedder());
  const same = new MadeEmbedder();
  embedders.push(same);
  const again = await world.restart('North');
  await world.pass(1_000);
  assert.is(again.services.health.gauges().grapevine_past_issues_with_meaning, 2);
  assert.not.ok(same.texts.some((text) => text.includes('Every hour')));
  const wider = new MadeEmbedder('made/2', 6);
  embedders.push(wider);
  const third = await world.restart('North');
  await world.pass(1_000);
  assert.is(third.services.health.gauges().grapevine_past_issues_with_meaning, 2);
  assert.ok(wider.texts.some((text) => text.includes('Every hour')));
});

test('texts without any word have no meaning, and are matched all the same', async () => {
  const embedder = new MadeEmbedder();
  const { whyOf } = await begin(embedder);
  const count = embedder.texts.length;
  for (const title of ['🙂🙂🙂', '???', '\u200f—— ——'])
    assert.equal((await whyOf({ title, description: '……………' }))?.matcher, { name: 'keyword' });
  assert.is(embedder.texts.length, count);
});

test('an edited issue is looked at anew', async () => {
  const embedder = new MadeEmbedder();
  const { world, North, user, egon, erna } = await begin(embedder);
  for (const expert of [egon, erna])
    await world.run(North.services.accounts.setPresence(expert, { presence: 'away' }));
  const id = await world.submit(North, user, inOtherWords);
  await world.run(North.services.issues.edit(user, id, { title: 'Toner smears' }));
  assert.ok(embedder.texts.some((text) => text.startsWith('Toner smears')));
});

test('of regions that bid with different matchers the less loaded gets the issue; with the same one the better expert', async () => {
  for (const [semantic, expected] of [
    [[], 'Anna'],
    [['East'], 'Bert'],
    [['East', 'South'], 'Anna'],
  ] as const) {
    const isSemantic = (name: string) => semantic.some((one) => one === name);
    const world = await TestWorld.of(['North', 'East', 'South'], {
      embedderOf: (name) => (isSemantic(name) ? new MadeEmbedder() : undefined),
    });
    const { North, East, South } = world.regions;
    const anna = await world.expert(South, 'Anna', { qualifications: 'VPN drops password', capacity: 9 });
    await world.expert(East, 'Bert', { capacity: 9 });
    await world.submit(South, await world.user(South));
    await world.offer(South, anna.actor, 1_000);
    const user = await world.user(North);
    await world.pass(6_000);
    const id = await world.submit(North, user, vpn);
    await world.until(() => North.state.issues.get(id)?.phase.at === 'placed');
    await world.quiet();
    const { timeline } = await world.view(North, user, id);
    assert.is(timeline.findLast(({ kind }) => kind === 'offered')?.expert?.name, expected, `${semantic}`);
  }
});

test('scores are named after their matcher and model, as only equal ones compare', async () => {
  const { North } = await begin(new MadeEmbedder());
  assert.is(North.running.matching.nameOf('semantic'), 'semantic/1 made/1');
  assert.match(North.running.matching.nameOf('keyword'), /^words\//);
});

test.run();
