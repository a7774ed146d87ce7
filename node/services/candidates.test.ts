import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { TestWorld } from './testing.ts';

const test = suite('candidates');

/** An issue of North that an expert of East works on, with others who could. */
const begin = async () => {
  const world = await TestWorld.of(['North', 'East']);
  const { North, East } = world.regions;
  const { actor: egon } = await world.expert(East, 'Egon');
  const user = await world.user(North);
  await world.pass(6_000);
  const id = await world.submit(North, user);
  await world.accept(East, egon);
  const { actor: nora } = await world.expert(North, 'Nora');
  const { actor: emma } = await world.expert(East, 'Emma', { languages: ['de'] });
  await world.expert(North, 'Away', { isOnline: false });
  await world.expert(North, 'Painter', { categories: ['hardware'] });
  await world.pass(6_000);
  return { world, North, East, user, egon, nora, emma, id };
};

test('those are named who are online, free and know the category, in every region, and nobody else', async () => {
  const { world, East, egon, id } = await begin();
  const { items } = await world.run(East.services.candidates.of(egon, id, {}));
  assert.equal(
    items.map(({ expert, region, readsIt }) => [expert.name, region, readsIt]),
    [
      ['Nora', 'North', true],
      ['Emma', 'East', false],
    ],
  );
  const some = await world.run(East.services.candidates.of(egon, id, { q: 'em east' }));
  assert.equal(
    some.items.map(({ expert }) => expert.name),
    ['Emma'],
  );
});

test('who is named is asked next, with the note', async () => {
  const { world, North, East, egon, nora, id } = await begin();
  await world.run(East.services.issues.transfer(egon, id, { note: 'Yours.', expertId: nora.accountId }));
  await world.offer(North, nora);
  const [offer] = await world.offers(North, nora);
  assert.is(offer?.note, 'Yours.');
});

test('who could not have it is refused, and the issue stays', async () => {
  const { world, East, egon, user, id } = await begin();
  const { transfer } = East.services.issues;
  const painter = East.state.accounts.values().find(({ name }) => name === 'Painter');
  for (const expertId of [egon.accountId, painter?.id])
    assert.is(
      await world.refused(
        transfer.call(East.services.issues, egon, id, { note: 'Yours.', ...(expertId && { expertId }) }),
      ),
      'invalid',
    );
  assert.is((await world.view(East, egon, id)).state, 'assigned');
  assert.is(await world.refused(East.services.candidates.of(user, id, {})), 'not-found');
});

test('an admin may look, an expert who has no part in it may not, and a region that is away is named', async () => {
  const { world, North, East, egon, nora, id } = await begin();
  const admin = await world.admin(North);
  // Until the other region knows them.
  await world.pass(6_000);
  const { items } = await world.run(North.services.candidates.of(admin, id, { q: 'egon' }));
  assert.is(items.length, 1);
  assert.is(await world.refused(North.services.candidates.of(nora, id, {})), 'not-found');
  world.crash('North');
  await world.gone(East, 'North');
  const { notAsked } = await world.run(East.services.candidates.of(egon, id, {}));
  assert.equal(notAsked, ['North']);
});

test.run();
