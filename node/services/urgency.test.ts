import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { raiseAgainAfterMs } from '../core/urgency.ts';
import { limits } from './limits.ts';
import { TestWorld } from './testing.ts';

const test = suite('urgency');

for (const where of ['North', 'East'] as const) {
  test(`an expert at ${where} lowers the urgency; its user at North sees by whom and why`, async () => {
    const world = await TestWorld.of(['North', 'East']);
    const North = world.regions.North;
    const there = world.regions[where];
    const { actor: expert } = await world.expert(there, 'Egon');
    const user = await world.user(North);
    await world.pass(6_000);
    const id = await world.submit(North, user, { urgency: 'critical' });
    const lower = (urgency: 'low' | 'normal' | 'high', reason = 'There is a way around it.') =>
      there.services.issues.lowerUrgency(expert, id, { urgency, reason });
    await world.offer(there, expert);
    assert.is(await world.refused(lower('normal')), 'wrong-state', 'it is not accepted yet');
    await world.accept(there, expert);
    assert.ok((await world.view(there, expert, id)).can.includes('lower-urgency'));
    await world.run(lower('normal'));
    await world.run(lower('normal'));
    await world.until(() => North.state.issues.get(id)?.urgency === 'normal');
    await world.quiet();
    const seen = await world.view(North, user, id);
    const changes = seen.timeline.filter(({ kind }) => kind === 'urgency-changed');
    assert.equal(
      changes.map(({ expert, note, reason }) => [expert?.name, note, reason]),
      [['Egon', 'normal', 'There is a way around it.']],
    );
    assert.not(seen.can.includes('raise-urgency'));
    assert.is((await world.view(there, expert, id)).urgency, 'normal', 'the expert sees it as the user does');
    assert.is(await world.refused(lower('high')), 'wrong-state', 'an expert raises nothing');

    const raise = () => North.services.issues.edit(user, id, { urgency: 'high' });
    assert.is(await world.refused(raise()), 'wrong-state');
    await world.run(there.services.issues.lowerUrgency(expert, id, { urgency: 'low', reason: 'No hurry.' }));
    await world.until(() => North.state.issues.get(id)?.urgency === 'low');
    await world.quiet();
    assert.not((await world.view(there, expert, id)).can.includes('lower-urgency'));
    const keepTalking = Math.ceil(raiseAgainAfterMs / 600_000);
    for (let i = 0; i < keepTalking; i += 1) {
      await world.pass(600_000);
      await world.run(there.services.issues.postMessage(expert, id, { text: 'Still on it.' }));
    }
    await world.run(raise());
    assert.is(North.state.issues.get(id)?.urgency, 'high');
  });
}

test('what an expert elsewhere asked for while the origin was away is done when it is back', async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: expert } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user, { urgency: 'critical' });
  await world.accept(East, expert);
  await world.quiet();
  world.crash('North');
  await world.gone(East, 'North');
  await world.run(East.services.issues.lowerUrgency(expert, id, { urgency: 'normal', reason: 'It prints.' }));
  const back = await world.restart('North');
  await world.until(() => back.state.issues.get(id)?.urgency === 'normal');
  await world.quiet();
  assert.is((await world.view(East, expert, id)).urgency, 'normal');
});

test('one user has so many critical issues open, however they come about', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const user = await world.user(North);
  const ids = [];
  for (let n = 0; n < limits.criticalsOpen; n += 1)
    ids.push(await world.submit(North, user, { urgency: 'critical' }));
  assert.is(await world.refused(() => world.submit(North, user, { urgency: 'critical' })), 'limit-reached');
  const other = await world.submit(North, user, { urgency: 'high' });
  const raise = () => North.services.issues.edit(user, other, { urgency: 'critical' });
  assert.is(await world.refused(raise()), 'limit-reached');
  const [first] = ids;
  assert.ok(first);
  await world.run(North.services.issues.edit(user, first, { title: 'Still no connection' }));
  await world.run(North.services.issues.cancel(user, first, { reason: '' }));
  await world.run(raise());
  const someoneElse = await world.user(North, 'Uwe');
  await world.submit(North, someoneElse, { urgency: 'critical' });
});

test.run();
