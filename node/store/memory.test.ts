import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type Change,
  type CollectionSpecs,
  StoreConflict,
  StoreUnavailable,
  StoreUnusable,
} from '../ports.ts';
import { storeContract } from './contract.ts';
import { failure } from './contract-kit.ts';
import { MemoryDisk, openMemoryStore } from './memory.ts';

storeContract('memory', async (specs) => {
  const disk = new MemoryDisk();
  let store = disk.open(specs);
  return {
    store,
    async reopen(others = specs) {
      await store.close();
      store = disk.open(others);
      return store;
    },
    async destroy() {
      await store.close();
    },
  };
});

const specs = { notes: { indexes: { by_n: { fields: ['n'] } } } } as const;

function insert(id: string): Change {
  return { kind: 'insert', collection: 'notes', id, doc: { n: 1 } };
}

const test = suite('memory disk');

test('a crash keeps what was committed and loses what was under way', async () => {
  const disk = new MemoryDisk();
  const store = disk.open(specs);
  await store.commit([insert('kept')]);
  disk.breakWith('stalled');
  const lost = failure(store.commit([insert('lost')]));
  disk.crash();
  assert.instance(await lost, StoreUnavailable);
  assert.instance(await failure(store.get('notes', 'kept')), StoreUnavailable);
  disk.mend();
  const again = disk.open(specs);
  assert.is((await again.get('notes', 'kept'))?.version, 1);
  assert.is(await again.get('notes', 'lost'), undefined);
});

test('a disk that is full or away changes nothing, and works again when mended', async () => {
  const disk = new MemoryDisk();
  const store = disk.open(specs);
  await store.commit([insert('a')]);
  disk.breakWith('full');
  assert.instance(await failure(store.commit([insert('b')])), StoreUnavailable);
  assert.is((await store.get('notes', 'a'))?.id, 'a', 'a full disk can still be read');
  disk.breakWith('unavailable');
  assert.instance(await failure(store.commit([insert('b')])), StoreUnavailable);
  assert.instance(await failure(store.get('notes', 'a')), StoreUnavailable);
  disk.mend();
  assert.is(await store.get('notes', 'b'), undefined);
  await store.commit([insert('b')]);
});

test('a lost answer leaves the outcome unknown: the changes are kept all the same', async () => {
  const disk = new MemoryDisk();
  const store = disk.open(specs);
  disk.breakWith('answer-lost');
  assert.instance(await failure(store.commit([insert('a')])), StoreUnavailable);
  assert.is((await store.get('notes', 'a'))?.version, 1);
  await store.commit([insert('b')]);
});

test('a conflict is a conflict, and does not use up the lost answer', async () => {
  const disk = new MemoryDisk();
  const store = disk.open(specs);
  await store.commit([insert('a')]);
  disk.breakWith('answer-lost');
  assert.instance(await failure(store.commit([insert('a')])), StoreConflict);
  assert.instance(await failure(store.commit([insert('b')])), StoreUnavailable);
});

test('stalled commits wait, and are kept in their order when the disk is mended', async () => {
  const disk = new MemoryDisk();
  const store = disk.open(specs);
  disk.breakWith('stalled');
  const settled: string[] = [];
  const commits = ['a', 'b'].map((id) => store.commit([insert(id)]).then(() => settled.push(id)));
  assert.is(await store.get('notes', 'a'), undefined);
  assert.equal(settled, []);
  disk.mend();
  await Promise.all(commits);
  assert.equal(settled, ['a', 'b']);
});

test('the delay is awaited before anything is kept', async () => {
  let pass = (): void => {};
  const delay = () => new Promise<void>((resolve) => (pass = resolve));
  const store = openMemoryStore({ specs, delay });
  const commit = store.commit([insert('a')]);
  await Promise.resolve();
  assert.is(await store.get('notes', 'a'), undefined);
  pass();
  await commit;
  assert.is((await store.get('notes', 'a'))?.version, 1);
});

test('a backup that is put back has what was there when it was made, and nothing of what came later', async () => {
  const disk = new MemoryDisk();
  const store = disk.open(specs);
  const insert = (id: string) => store.commit([{ kind: 'insert', collection: 'notes', id, doc: { n: 1 } }]);
  await insert('a');
  const image = disk.image();
  await insert('b');
  await store.commit([{ kind: 'replace', collection: 'notes', id: 'a', doc: { n: 2 }, version: 1 }]);
  assert.throws(
    () => disk.putBack(image),
    (error: unknown) => error instanceof StoreUnusable,
  );
  disk.crash();
  for (let times = 1; times <= 2; times += 1) {
    disk.putBack(image);
    const back = disk.open(specs);
    assert.equal(await back.get('notes', 'a'), { id: 'a', doc: { n: 1 }, version: 1 });
    assert.is(await back.get('notes', 'b'), undefined);
    await back.commit([{ kind: 'replace', collection: 'notes', id: 'a', doc: { n: 3 }, version: 1 }]);
    await back.close();
  }
});

test('a disk belongs to one store at a time', async () => {
  const disk = new MemoryDisk();
  const first = disk.open(specs);
  assert.throws(
    () => disk.open(specs),
    (error: unknown) => error instanceof StoreUnusable,
  );
  await first.close();
  const second = disk.open(specs);
  await first.close();
  assert.throws(
    () => disk.open(specs),
    (error: unknown) => error instanceof StoreUnusable,
    'closing the first once more does not free the second',
  );
  await second.close();
});

test('names that no database would take are refused', () => {
  const refused: CollectionSpecs[] = [
    { 'a b': { indexes: {} } },
    { $x: { indexes: {} } },
    { notes: { indexes: { id: { fields: ['n'] } } } },
    { notes: { indexes: { by_n: { fields: ['n', 'n'] } } } },
  ];
  for (const bad of refused) {
    assert.throws(
      () => new MemoryDisk().open(bad),
      (error: unknown) => error instanceof TypeError,
    );
  }
});

test.run();
