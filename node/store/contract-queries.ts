import * as assert from 'uvu/assert';
import { BadCursor, type QueryOptions, type Range } from '../ports.ts';
import { type ContractTest, column, failure, ids, insert, next, remove, walk } from './contract-kit.ts';

/** What the `Store` port says of order, ranges and pages. */
export function registerQueryTests(test: ContractTest): void {
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
}
