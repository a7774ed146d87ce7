import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type CollectionSpecs, type Store, StoreConflict } from '../ports.ts';
import {
  conflict,
  everything,
  failure,
  ids,
  insert,
  MEGABYTE,
  remove,
  replace,
  type StorePlace,
  specs,
} from './contract-kit.ts';
import { checkAgainstModel } from './contract-model.ts';
import { registerQueryTests } from './contract-queries.ts';

/** Registers and runs one test for every guarantee of the `Store` port, on the adapter that `open` opens. */
export function storeContract(name: string, open: (specs: CollectionSpecs) => Promise<StorePlace>): void {
  const test = suite<{ place: StorePlace; store: Store }>(`store contract: ${name}`);

  test.before.each(async (context) => {
    context.place = await open(specs);
    context.store = context.place.store;
  });
  test.after.each(async (context) => {
    await context.place.destroy();
  });

  // ------------------------------------------------------------ one document

  test('what is inserted can be read, with version 1', async ({ store }) => {
    await store.commit([insert('a', { state: 'open', tags: ['x', { y: null }], done: false, share: 0.5 })]);
    assert.equal(await store.get('issues', 'a'), {
      id: 'a',
      version: 1,
      doc: { state: 'open', tags: ['x', { y: null }], done: false, share: 0.5 },
    });
  });

  test('what is not there is undefined, whatever the id', async ({ store }) => {
    for (const id of ['a', '', 'x'.repeat(257), '\ud800', '$x', 'ä']) {
      assert.is(await store.get('issues', id), undefined);
    }
  });

  test('a replacement raises the version by one and leaves nothing of the old document', async ({
    store,
  }) => {
    await store.commit([insert('a', { state: 'open', age: 1 })]);
    await store.commit([replace('a', 1, { other: true })]);
    assert.equal(await store.get('issues', 'a'), { id: 'a', version: 2, doc: { other: true } });
    assert.equal(await ids(store, 'by_age'), []);
  });

  test('a removed document is gone, from its indexes too, and may be inserted anew', async ({ store }) => {
    await store.commit([insert('a', { age: 1 })]);
    await store.commit([remove('a', 1)]);
    assert.is(await store.get('issues', 'a'), undefined);
    assert.equal(await ids(store, 'by_age'), []);
    await store.commit([insert('a', { age: 2 })]);
    assert.is((await store.get('issues', 'a'))?.version, 1);
  });

  test('one id in two collections is two documents', async ({ store }) => {
    await store.commit([
      insert('a', { here: true }),
      { kind: 'insert', collection: 'notes', id: 'a', doc: { there: true } },
    ]);
    assert.equal((await store.get('issues', 'a'))?.doc, { here: true });
    assert.equal((await store.get('notes', 'a'))?.doc, { there: true });
  });

  /** Tries to change what a store gave out: it may be frozen. */
  const spoil = (list: unknown): void => {
    if (Array.isArray(list) && !Object.isFrozen(list)) list.push('spoilt');
  };

  test('changing a document after it was committed, or read, changes nothing stored', async ({ store }) => {
    const doc = { list: [1] };
    await store.commit([insert('a', doc)]);
    doc.list.push(2);
    const read = (await store.get('issues', 'a'))?.doc.list;
    assert.equal(read, [1]);
    spoil(read);
    assert.equal((await store.get('issues', 'a'))?.doc, { list: [1] });
  });

  test('any JSON comes back as it was, whatever its fields are called', async ({ store }) => {
    const doc = JSON.parse(`{
      "_id": 1, "$x": {"$ref": "c", "$id": 1}, "a.b": 1, "__proto__": {"polluted": true}, "": "", "_bsontype": "Long",
      "nul\\u0000": "\\u0000", "lone": "\\ud800", "unicode": "😀 नमस्ते é e\\u0301", "deep": ${'['.repeat(90)}${']'.repeat(90)},
      "n": [0, -1, 1.5, 2147483648, 9007199254740991, 1e300, 5e-324], "null": null, "doc": {"version": 7, "toJSON": 1}
    }`);
    await store.commit([insert('a', doc), insert('b', { _bsontype: 'ObjectId' }), insert('c', {})]);
    assert.is(JSON.stringify((await store.get('issues', 'a'))?.doc), JSON.stringify(doc));
    assert.equal((await store.get('issues', 'b'))?.doc, { _bsontype: 'ObjectId' });
    assert.equal((await store.get('issues', 'c'))?.doc, {});
  });

  test('a document of a megabyte comes back whole', async ({ store }) => {
    const doc = { age: 1, text: 'é'.repeat(MEGABYTE / 2), list: Array.from({ length: 1_000 }, (_, i) => i) };
    await store.commit([insert('a', doc)]);
    assert.ok(JSON.stringify((await store.get('issues', 'a'))?.doc) === JSON.stringify(doc));
    assert.equal(await ids(store, 'by_age'), ['a']);
  });

  // ------------------------------------------------------------ conflicts

  test('an insert of what exists is a conflict that names it', async ({ store }) => {
    await store.commit([insert('a', { first: true })]);
    await conflict(store, [insert('a', { second: true })], 'a');
    assert.equal((await store.get('issues', 'a'))?.doc, { first: true });
  });

  test('a replace or remove of another version, or of nothing, is a conflict', async ({ store }) => {
    await store.commit([insert('a', {})]);
    await store.commit([replace('a', 1, {})]);
    await conflict(store, [replace('a', 1, {})], 'a');
    await conflict(store, [replace('a', 3, {})], 'a');
    await conflict(store, [remove('a', 1)], 'a');
    await conflict(store, [replace('b', 1, {})], 'b');
    await conflict(store, [remove('b', 1)], 'b');
    assert.is((await store.get('issues', 'a'))?.version, 2);
  });

  test('one conflict among many changes keeps all of them out', async ({ store }) => {
    await store.commit([insert('a', { age: 1 }), insert('b', { age: 2 }), insert('gone', { age: 3 })]);
    const before = await everything(store);
    await conflict(
      store,
      [
        replace('a', 1, { age: 10 }),
        remove('gone', 1),
        insert('new', { age: 11 }),
        { kind: 'insert', collection: 'notes', id: 'n', doc: {} },
        replace('b', 7, { age: 12 }),
        insert('newer', {}),
      ],
      'b',
    );
    assert.equal(await everything(store), before);
  });

  test('changes of one document in one commit follow each other', async ({ store }) => {
    await store.commit([
      insert('a', { age: 1 }),
      replace('a', 1, { age: 2 }),
      insert('b', {}),
      remove('b', 1),
    ]);
    assert.equal(await everything(store), [{ id: 'a', version: 2, doc: { age: 2 } }]);
    await store.commit([remove('a', 2), insert('a', { age: 3 })]);
    assert.equal(await store.get('issues', 'a'), { id: 'a', version: 1, doc: { age: 3 } });
    await conflict(store, [replace('a', 1, { age: 4 }), replace('a', 1, { age: 5 })], 'a');
    await conflict(store, [insert('a', {}), remove('a', 1)], 'a');
    assert.equal((await store.get('issues', 'a'))?.doc, { age: 3 });
  });

  test('an empty commit is kept at once', async ({ store }) => {
    await store.commit([]);
    assert.equal(await everything(store), []);
  });

  test('of two commits racing for one version exactly one wins', async ({ store }) => {
    await store.commit([insert('a', { winner: 'none' })]);
    const racers = ['x', 'y', 'z'];
    const results = await Promise.allSettled(
      racers.map((winner) => store.commit([replace('a', 1, { winner }), insert(winner, {})])),
    );
    const winners = racers.filter((_, n) => results[n]?.status === 'fulfilled');
    assert.is(winners.length, 1);
    for (const result of results) {
      if (result.status === 'rejected') assert.instance(result.reason, StoreConflict);
    }
    const winner = winners[0] ?? '';
    assert.equal(await store.get('issues', 'a'), { id: 'a', version: 2, doc: { winner } });
    assert.equal(await ids(store, 'id'), ['a', winner]);
  });

  test('many commits at once are all kept, in the order they were asked for', async ({ store }) => {
    const commits = [store.commit([insert('count', { age: 0 })])];
    for (let n = 1; n <= 20; n += 1) {
      commits.push(store.commit([insert(`a${n}`, { age: n }), replace('count', n, { age: n })]));
    }
    await Promise.all(commits);
    assert.equal(await store.get('issues', 'count'), { id: 'count', version: 21, doc: { age: 20 } });
    assert.is((await ids(store, 'id')).length, 21);
  });

  // ------------------------------------------------------------ what cannot be stored

  test('a change that cannot be stored is refused before anything of its commit is kept', async ({
    store,
  }) => {
    const good = insert('good', {});
    for (const bad of [
      insert('', {}),
      insert('é'.repeat(129), {}),
      insert('\udc00', {}),
      insert('a', { age: Number.NaN }),
      insert('a', { age: Number.POSITIVE_INFINITY }),
      insert('a', { age: true }),
      insert('a', { state: ['x'], age: 1 }),
      insert('a', { age: 'é'.repeat(257) }),
      { kind: 'insert', collection: 'nowhere', id: 'a', doc: {} } as const,
    ]) {
      assert.instance(await failure(store.commit([good, bad])), TypeError);
    }
    const huge = insert('a', { text: 'x'.repeat(3 * MEGABYTE) });
    assert.instance(await failure(store.commit([good, huge])), RangeError);
    assert.equal(await everything(store), []);
  });

  test('ids and indexed texts of the greatest length are stored', async ({ store }) => {
    const id = 'é'.repeat(128);
    await store.commit([insert(id, { state: 'z'.repeat(512), age: 'ü'.repeat(256) })]);
    assert.equal(await ids(store, 'by_state', { equals: ['z'.repeat(512)] }), [id]);
    assert.equal(await ids(store, 'by_state', { equals: ['z'.repeat(5_000)] }), []);
    assert.equal(await ids(store, 'by_age', { from: 'ü'.repeat(3_000) }), []);
  });

  registerQueryTests(test);

  // ------------------------------------------------------------ opening again

  test('what was committed is there when the place is opened again', async ({ place, store }) => {
    await store.commit([insert('a', { age: 1 }), insert('b', { age: 2 }), insert('c', { age: 3 })]);
    await store.commit([replace('a', 1, { age: 9 }), remove('b', 1)]);
    const before = await everything(store);
    const again = await place.reopen();
    assert.equal(await everything(again), before);
    assert.equal(await ids(again, 'by_age'), ['c', 'a']);
    await again.commit([replace('a', 2, { age: 10 })]);
    assert.is((await again.get('issues', 'a'))?.version, 3);
  });

  test('an index declared later, or otherwise, covers what was stored before', async ({ place, store }) => {
    await store.commit([insert('a', { age: 2, size: 1 }), insert('b', { age: 1, size: 2 }), insert('c', {})]);
    const grown = {
      issues: { indexes: { by_age: { fields: ['size'] }, by_both: { fields: ['age', 'size'] } } },
    } as const;
    const again = await place.reopen({ ...grown, extra: { indexes: {} } });
    assert.equal(await ids(again, 'by_age'), ['a', 'b']);
    assert.equal(await ids(again, 'by_both'), ['b', 'a']);
    await again.commit([replace('a', 1, { age: 0, size: 9 })]);
    assert.equal(await ids(again, 'by_age'), ['b', 'a']);
    assert.equal(await ids(again, 'by_both'), ['a', 'b']);
    const back = await place.reopen();
    assert.equal(await ids(back, 'by_age'), ['a', 'b']);
    assert.equal(await everything(back, 'notes'), []);
  });

  test('a closed store answers nothing more, and closing twice does no harm', async ({ store }) => {
    await store.close();
    await store.close();
    for (const call of [
      store.get('issues', 'a'),
      store.query('issues', 'id', {}, { limit: 1 }),
      store.commit([insert('a', {})]),
    ]) {
      assert.is((await failure(call)).name, 'StoreUnavailable');
    }
  });

  test('any run of commits, queries and restarts leaves what a plain list would hold', async ({ place }) => {
    await checkAgainstModel(place, specs);
  });

  test.run();
}
