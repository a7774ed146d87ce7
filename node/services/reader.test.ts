import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Store, StoreUnavailable } from '../ports.ts';
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

test('a store that goes away while a list waits for a commit is told to whoever asked, and ends no process', async () => {
  let isAway = false;
  const wrapStore = (store: Store): Store => ({
    get: (collection, id) => store.get(collection, id),
    commit: (changes) => store.commit(changes),
    close: () => store.close(),
    query: (collection, ...rest) =>
      isAway && collection === 'messages'
        ? Promise.reject(new StoreUnavailable('The disk cannot be reached.'))
        : store.query(collection, ...rest),
  });
  const world = new TestWorld({ wrapStore });
  const North = await world.start('North');
  const user = await world.user(North);
  const id = await world.submit(North, user);
  await world.run(North.services.issues.postMessage(user, id, { text: 'One.', key: 'one' }));
  isAway = true;
  const writing = North.services.issues.postMessage(user, id, { text: 'Two.', key: 'two' });
  await world.until(() => North.state.chats.get(id)?.counter === 2);
  const list = { as: 'user', state: undefined, after: undefined, limit: 10 } as const;
  assert.is(await world.refused(North.services.issues.list(user, list)), 'store-unavailable');
  await world.run(writing);
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
