import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';

const test = suite('usual waits');

test('who waits reads how long issues of their category usually waited; a second expert does not count', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const { actor } = await world.expert(North, 'Anna', { categories: ['web'], isOnline: false });
  const appear = (presence: 'online' | 'away') =>
    world.run(North.services.accounts.setPresence(actor, { presence }));
  const waiting = async (id: Awaited<ReturnType<typeof world.submit>>) =>
    (await world.run(North.services.issues.get(user, id))).waiting;
  for (let n = 0; n < 3; n += 1) {
    const id = await world.submit(North, user, { category: 'web', title: `Issue ${n}` });
    assert.is((await waiting(id))?.usualSeconds, undefined, 'too little is known');
    await world.pass(360_000);
    await appear('online');
    await world.accept(North, actor);
    await world.run(North.services.issues.resolve(actor, id, { text: 'Done.' }));
    await appear('away');
    await world.run(North.services.issues.decline(user, id, { reason: 'It is not.' }));
    await world.run(North.services.issues.cancel(user, id, { reason: '' }));
  }
  const seconds = (await waiting(await world.submit(North, user, { category: 'web' })))?.usualSeconds ?? 0;
  assert.ok(seconds >= 360 && seconds < 380, `${seconds} s`);
  const other = await world.submit(North, user, { category: 'cloud' });
  assert.is((await waiting(other))?.usualSeconds, undefined);
});

test.run();
