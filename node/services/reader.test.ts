import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readerOf } from './reader.ts';
import { TestWorld } from './testing.ts';

test('while the store is away, lists and chats say so instead of failing without a meaning', async () => {
  const world = await TestWorld.of(['North']);
  const { North } = world.regions;
  const { issues } = North.services;
  const actor = await world.user(North);
  const id = await world.submit(North, actor);
  North.disk.breakWith('unavailable');
  const list = { as: 'user', state: undefined, after: undefined, limit: 10 } as const;
  assert.is(await world.refused(issues.list(actor, list)), 'store-unavailable');
  const page = { after: 0, limit: 10 };
  assert.is(await world.refused(issues.messages(actor, id, page)), 'store-unavailable');
});

test('an error that is not about the store stays what it is', async () => {
  const broken = () => Promise.reject(new TypeError('no such index'));
  const reader = readerOf({ get: broken, query: broken });
  try {
    await reader.get('issues', 'id');
    assert.unreachable();
  } catch (error) {
    assert.instance(error, TypeError);
  }
});

test.run();
