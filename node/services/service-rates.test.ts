import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { ServiceRates } from './service-rates.ts';
import { TestWorld } from './testing.ts';

const test = suite('service rates');

test('a category whose issues are resolved faster is served at a higher rate', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const rates = new ServiceRates(North.state);
  const { actor } = await world.expert(North, 'Anna', { categories: ['web', 'cloud'] });
  const user = await world.user(North);
  for (let n = 0; n < 5; n += 1) {
    for (const [category, workMs] of [
      ['web', 20_000],
      ['cloud', 60_000],
    ] as const) {
      const id = await world.submit(North, user, { category, title: `Issue ${n}` });
      await world.accept(North, actor);
      await world.pass(workMs);
      await world.run(North.services.issues.resolve(actor, id, { text: 'Done.' }));
    }
  }
  assert.ok(rates.of('web') > 1.5 && rates.of('web') < 3);
  assert.ok(rates.of('cloud') > 0.4 && rates.of('cloud') < 0.8);
  assert.is(rates.of('network'), 1);
});

test('work that ended without an answer says nothing', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const rates = new ServiceRates(North.state);
  const { actor } = await world.expert(North, 'Anna', { categories: ['web', 'cloud'] });
  const user = await world.user(North);
  for (let n = 0; n < 6; n += 1) {
    const id = await world.submit(North, user, { category: 'web', title: `Issue ${n}` });
    await world.accept(North, actor);
    await world.run(North.services.issues.escalate(user, id, { reason: 'no progress' }));
  }
  assert.is(rates.of('web'), 1);
});

test.run();
