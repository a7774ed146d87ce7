import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  BadCursor,
  type Change,
  type CollectionSpecs,
  type Doc,
  type Page,
  type QueryOptions,
  type Range,
  type Store,
  StoreConflict,
  type Stored,
} from '../ports.ts';
import { checkAgainstModel } from './contract-model.ts';

/** One store in a place of its own. */
export type StorePlace = {
  readonly store: Store;
  /** Closes the store that is open here and opens the same place again, with other specs if given. */
  reopen(specs?: CollectionSpecs): Promise<Store>;
  /** Closes and deletes everything. */
  destroy(): Promise<void>;
};

const specs = {
  issues: { indexes: { by_state: { fields: ['state', 'age'] }, by_age: { fields: ['age'] } } },
  notes: { indexes: {} },
} as const satisfies CollectionSpecs;

const MEGABYTE = 1024 * 1024;

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

  test('changing a document after it was committed, or read, changes nothing stored', async ({ store }) => {
    const doc = { list: [1] };
    await store.commit([insert('a', doc)]);
    doc.list.push(2);
    const read = (await store.get('issues', 'a'))?.doc.list;
    assert.equal(read, [1]);
    if (Array.isArray(read)) read.push(3);
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

  // ------------------------------------------------------------ order and ranges

  test('an index sorts numbers by value, then strings by code point, then ids', async ({ store }) => {
    const ages = [
      ...[-1e300, -2, -1.5, -5e-324, 0, 5e-324, 1, 1.5, 2, 10, 4294967296, 1e300],
      ...[
        '',
        '\0',
        '\x01',
        '\x01a',
        '\x02',
        '\x03',
        ' ',
        '10',
        '2',
        'A',
        'B',
        'a',
        'a\0',
        'a\x01',
        'aa',
        'b',
      ],
      ...['é', 'ÿ', 'अ', '\uffee', '😀', '😁'],
    ];
    // Inserted against the order, with ids that would sort the other way.
    await store.commit(ages.map((age, n) => insert(`id${90 - n}`, { age })).reverse());
    assert.equal(await column(store, 'by_age', 'age'), ages);
    assert.equal(await column(store, 'by_age', 'age', { reverse: true }), ages.toReversed());
  });

  test('ties are broken by id, and the index by id sorts by code point', async ({ store }) => {
    const sorted = [
      '\0',
      '\x01',
      '\x02',
      '!',
      '$x',
      '.',
      'B',
      'a',
      'a\0',
      'a\x01',
      'aa',
      'b',
      'é',
      '\uffee',
      '😀',
    ];
    await store.commit(sorted.map((id) => insert(id, { age: 7 })).reverse());
    assert.equal(await ids(store, 'by_age'), sorted);
    assert.equal(await ids(store, 'id'), sorted);
    assert.equal(await ids(store, 'id', {}, { reverse: true }), sorted.toReversed());
    assert.equal(await ids(store, 'id', { from: 'a', to: 'b' }), ['a', 'a\0', 'a\x01', 'aa', 'b']);
    assert.equal(await ids(store, 'id', { equals: ['a'] }), ['a']);
    assert.equal(await ids(store, 'id', { equals: [7] }), []);
    for (const id of sorted) assert.is((await store.get('issues', id))?.id, id);
  });

  test('-0 is 0', async ({ store }) => {
    await store.commit([insert('a', { age: -0 })]);
    assert.equal(await ids(store, 'by_age', { equals: [0] }), ['a']);
    assert.equal(await ids(store, 'by_age', { equals: [-0] }), ['a']);
  });

  test('a compound index sorts by its fields in turn; one text is not the start of another', async ({
    store,
  }) => {
    await store.commit([
      insert('1', { state: 'a', age: 9 }),
      insert('2', { state: 'a', age: 'x' }),
      insert('3', { state: 'ab', age: 1 }),
      insert('4', { state: 'a\0', age: 1 }),
      insert('5', { state: 7, age: 7 }),
    ]);
    assert.equal(await ids(store, 'by_state'), ['5', '1', '2', '4', '3']);
    assert.equal(await ids(store, 'by_state', { equals: ['a'] }), ['1', '2']);
    assert.equal(await ids(store, 'by_state', { equals: ['a', 9] }), ['1']);
    assert.equal(await ids(store, 'by_state', { from: 'a', to: 'a' }), ['1', '2']);
    assert.equal(await ids(store, 'by_state', { equals: [7] }), ['5']);
  });

  test('a document that lacks an indexed field, or has null there, is not in that index', async ({
    store,
  }) => {
    await store.commit([
      insert('none', {}),
      insert('null', { state: null, age: null }),
      insert('half', { state: 'open' }),
      insert('other', { age: 1 }),
      insert('both', { state: 'open', age: 1 }),
    ]);
    assert.equal(await ids(store, 'by_state'), ['both']);
    assert.equal(await ids(store, 'by_age'), ['both', 'other']);
    assert.is((await ids(store, 'id')).length, 5);
  });

  test('both ends of a range belong to it', async ({ store }) => {
    await store.commit([1, 2, 3, 4, 'x', 'y'].map((age) => insert(`i${age}`, { state: 's', age })));
    const cases: [Range, string[]][] = [
      [{ from: 2, to: 3 }, ['i2', 'i3']],
      [{ from: 2.5 }, ['i3', 'i4', 'ix', 'iy']],
      [{ to: 2 }, ['i1', 'i2']],
      [{ from: 4, to: 'x' }, ['i4', 'ix']],
      [{ from: 3, to: 2 }, []],
      [{ from: 'x', to: 1 }, []],
      [{ from: 2, to: 2 }, ['i2']],
      [{}, ['i1', 'i2', 'i3', 'i4', 'ix', 'iy']],
    ];
    for (const [range, expected] of cases) {
      assert.equal(await ids(store, 'by_age', range), expected);
      assert.equal(await ids(store, 'by_age', range, { reverse: true }), expected.toReversed());
      assert.equal(await ids(store, 'by_state', { equals: ['s'], ...range }), expected);
    }
  });

  test('a query of what is not declared, or that its index cannot answer, is refused', async ({ store }) => {
    const refused: [string, string, Range][] = [
      ['nowhere', 'id', {}],
      ['issues', 'by_title', {}],
      ['notes', 'by_age', {}],
      ['issues', 'by_age', { equals: [1, 2] }],
      ['issues', 'by_age', { equals: [1], from: 2 }],
      ['issues', 'by_age', { from: Number.NaN }],
    ];
    for (const [collection, index, range] of refused) {
      assert.instance(await failure(store.query(collection, index, range, { limit: 1 })), TypeError);
    }
    assert.instance(await failure(store.get('nowhere', 'a')), TypeError);
  });

  // ------------------------------------------------------------ pages

  test('a page holds at most its limit, of 1 to 1,000, and the last page has no cursor', async ({
    store,
  }) => {
    await store.commit([1, 2, 3].map((age) => insert(`i${age}`, { age })));
    for (const limit of [0, -1, 1_001, 1.5, Number.NaN]) {
      assert.instance(await failure(store.query('issues', 'id', {}, { limit })), RangeError);
    }
    assert.is((await store.query('issues', 'by_age', {}, { limit: 2 })).items.length, 2);
    assert.not.ok((await store.query('issues', 'by_age', {}, { limit: 3 })).next);
    assert.not.ok((await store.query('issues', 'by_age', {}, { limit: 1_000 })).next);
    assert.equal(await store.query('notes', 'id', {}, { limit: 1 }), { items: [] });
  });

  test('pages add up to the whole in both directions, also over ties', async ({ store }) => {
    await store.commit(Array.from({ length: 25 }, (_, n) => insert(`i${n}`, { age: n % 3, state: 'é' })));
    for (const reverse of [false, true]) {
      for (const [index, range] of [
        ['by_age', {}],
        ['by_age', { from: 1, to: 1 }],
        ['by_state', { equals: ['é'] }],
        ['id', { from: 'i1', to: 'i20' }],
      ] as const) {
        const whole = await ids(store, index, range, { reverse });
        for (const limit of [1, 4, 25]) {
          const pages = await walk(store, index, range, { limit, reverse });
          assert.equal(
            pages.flatMap(({ items }) => items.map(({ id }) => id)),
            whole,
          );
        }
      }
    }
  });

  test('a cursor stays at its place while documents come and go around it', async ({ store }) => {
    await store.commit([10, 20, 30, 40].map((age) => insert(`i${age}`, { age })));
    const first = await store.query('issues', 'by_age', {}, { limit: 2 });
    await store.commit([insert('before', { age: 5 }), insert('after', { age: 25 }), remove('i20', 1)]);
    const second = await next(store, 'by_age', {}, { limit: 2 }, first);
    assert.equal(
      second.items.map(({ id }) => id),
      ['after', 'i30'],
    );
    const third = await next(store, 'by_age', {}, { limit: 2 }, second);
    assert.equal(
      third.items.map(({ id }) => id),
      ['i40'],
    );
    assert.is(third.next, undefined);
  });

  test('a cursor of another query, or of none, is a BadCursor', async ({ store }) => {
    await store.commit([1, 2, 3].map((age) => insert(`i${age}`, { age, state: 's' })));
    const { next: after = '' } = await store.query('issues', 'by_age', { from: 1 }, { limit: 1 });
    // The start of a cursor names its query, so a reader can put any key behind it: here the least one.
    const forged = Buffer.concat([Buffer.from(after, 'base64url').subarray(0, 9), Buffer.from('n0')]);
    const refused: [string, Range, QueryOptions][] = [
      ['by_age', { from: 2 }, { limit: 1, after }],
      ['by_age', {}, { limit: 1, after }],
      ['by_age', { from: 1 }, { limit: 1, after, reverse: true }],
      ['by_state', {}, { limit: 1, after }],
      ['id', {}, { limit: 1, after }],
      ['by_age', { from: 1 }, { limit: 1, after: '' }],
      ['by_age', { from: 1 }, { limit: 1, after: `${after}!` }],
      ['by_age', { from: 1 }, { limit: 1, after: after.slice(0, 4) }],
      ['by_age', { from: 1 }, { limit: 1, after: forged.toString('base64url') }],
    ];
    for (const [index, range, options] of refused) {
      assert.instance(await failure(store.query('issues', index, range, options)), BadCursor);
    }
    assert.is((await store.query('issues', 'by_age', { from: 1 }, { limit: 5, after })).items.length, 2);
  });

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

function insert(id: string, doc: Doc): Change {
  return { kind: 'insert', collection: 'issues', id, doc };
}

function replace(id: string, version: number, doc: Doc): Change {
  return { kind: 'replace', collection: 'issues', id, version, doc };
}

function remove(id: string, version: number): Change {
  return { kind: 'remove', collection: 'issues', id, version };
}

/** The error a call fails with; for it to succeed is a failure of the test. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  assert.unreachable('it should have failed with an error');
  throw new Error('unreachable');
}

async function conflict(store: Store, changes: Change[], id: string): Promise<void> {
  const error = await failure(store.commit(changes));
  assert.instance(error, StoreConflict);
  if (error instanceof StoreConflict) assert.equal([error.collection, error.id], ['issues', id]);
}

const WHOLE = { limit: 1_000 };

async function ids(store: Store, index: string, range: Range = {}, options: { reverse?: boolean } = {}) {
  const { items } = await store.query('issues', index, range, { ...WHOLE, ...options });
  return items.map(({ id }) => id);
}

async function column(store: Store, index: string, field: string, options: { reverse?: boolean } = {}) {
  const { items } = await store.query('issues', index, {}, { ...WHOLE, ...options });
  return items.map(({ doc }) => doc[field]);
}

async function everything(store: Store, collection = 'issues'): Promise<readonly Stored[]> {
  return (await store.query(collection, 'id', {}, WHOLE)).items;
}

function next(store: Store, index: string, range: Range, options: QueryOptions, page: Page): Promise<Page> {
  if (page.next === undefined) throw new Error('there should be another page');
  return store.query('issues', index, range, { ...options, after: page.next });
}

async function walk(store: Store, index: string, range: Range, options: QueryOptions): Promise<Page[]> {
  const pages = [await store.query('issues', index, range, options)];
  for (let page = pages[0]; page?.next !== undefined; page = pages.at(-1)) {
    pages.push(await next(store, index, range, options, page));
  }
  return pages;
}
