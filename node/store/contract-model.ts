import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Change, CollectionSpecs, Doc, IndexValue, Range, Store, Stored } from '../ports.ts';

/** How many runs of how many steps: some seconds on the slowest adapter. */
const RUNS = 15;
const STEPS_MAX = 40;

/** What the property needs of a place; see `StorePlace`. */
type Place = { readonly store: Store; reopen(): Promise<Store> };

/** A change whose version is yet to be chosen: the stored one plus `versionError`, which is mostly 0. */
type Draft = { kind: Change['kind']; collection: string; id: string; doc: Doc; versionError: number };

type Step =
  | { kind: 'commit'; drafts: Draft[] }
  | { kind: 'query'; collection: string; index: string; range: Range; limit: number; reverse: boolean }
  | { kind: 'reopen' };

/**
 * Runs random steps on the store and on a model that is nothing but a list, and compares what both say.
 * Prints its seed; to run a failure again, set STORE_SEED to it.
 */
export async function checkAgainstModel(place: Place, specs: CollectionSpecs): Promise<void> {
  const seed = Number(process.env.STORE_SEED ?? Math.trunc(Math.random() * 2 ** 31));
  console.log(`  store model: STORE_SEED=${seed}`);
  let store = place.store;
  await fc.assert(
    fc.asyncProperty(fc.array(stepOf(specs), { maxLength: STEPS_MAX }), async (steps) => {
      await clear(store, specs);
      const model = new Model(specs);
      for (const step of steps) {
        if (step.kind === 'reopen') store = await place.reopen();
        else if (step.kind === 'query') await compareQuery(store, model, step);
        else await compareCommit(store, model, step.drafts);
      }
      for (const collection of Object.keys(specs)) {
        for (const index of model.indexes(collection)) {
          const range = { collection, index, range: {}, limit: 1_000, reverse: false };
          await compareQuery(store, model, range);
        }
      }
    }),
    { seed, numRuns: RUNS },
  );
}

async function clear(store: Store, specs: CollectionSpecs): Promise<void> {
  for (const collection of Object.keys(specs)) {
    const { items } = await store.query(collection, 'id', {}, { limit: 1_000 });
    await store.commit(items.map(({ id, version }) => ({ kind: 'remove', collection, id, version })));
  }
}

async function compareCommit(store: Store, model: Model, drafts: readonly Draft[]): Promise<void> {
  const changes = model.complete(drafts);
  const isKept = model.commit(changes);
  const result = await store.commit(changes).then(
    () => true,
    (error: Error) => error.name,
  );
  assert.is(result, isKept || 'StoreConflict', JSON.stringify(changes));
  for (const { collection, id } of changes) {
    assert.equal(await store.get(collection, id), model.get(collection, id));
  }
}

async function compareQuery(
  store: Store,
  model: Model,
  { collection, index, range, limit, reverse }: Omit<Extract<Step, { kind: 'query' }>, 'kind'>,
): Promise<void> {
  const expected = model.query(collection, index, range, reverse);
  let page = await store.query(collection, index, range, { limit, reverse });
  const items = [...page.items];
  while (page.next !== undefined) {
    assert.is(page.items.length, limit, 'only the last page is short');
    page = await store.query(collection, index, range, { limit, reverse, after: page.next });
    items.push(...page.items);
  }
  assert.equal(items, expected, `${collection}.${index} ${JSON.stringify(range)}`);
}

// -------------------------------------------------------------- the model

/** The naive store: a list of documents per collection, sorted and filtered when asked. */
class Model {
  readonly #specs: CollectionSpecs;
  #rows: { collection: string; stored: Stored }[] = [];

  constructor(specs: CollectionSpecs) {
    this.#specs = specs;
  }

  indexes(collection: string): string[] {
    return ['id', ...Object.keys(this.#specs[collection]?.indexes ?? {})];
  }

  get(collection: string, id: string): Stored | undefined {
    return this.#rows.find((row) => row.collection === collection && row.stored.id === id)?.stored;
  }

  /** Versions the drafts as a careful writer would, but for the wanted errors. */
  complete(drafts: readonly Draft[]): Change[] {
    const versions = new Map<string, number | undefined>();
    return drafts.map(({ kind, collection, id, doc, versionError }) => {
      const name = `${collection}/${id}`;
      const stored = versions.has(name) ? versions.get(name) : this.get(collection, id)?.version;
      const version = (stored ?? 0) + versionError;
      versions.set(name, kind === 'remove' ? undefined : kind === 'insert' ? 1 : version + 1);
      if (kind === 'insert') return { kind, collection, id, doc };
      return kind === 'remove' ? { kind, collection, id, version } : { kind, collection, id, doc, version };
    });
  }

  /** False, and nothing changed, when one of the changes does not fit. */
  commit(changes: readonly Change[]): boolean {
    const before = this.#rows;
    for (const change of changes) {
      const version = this.get(change.collection, change.id)?.version;
      if (version !== (change.kind === 'insert' ? undefined : change.version)) {
        this.#rows = before;
        return false;
      }
      this.#rows = this.#rows.filter(
        (row) => row.collection !== change.collection || row.stored.id !== change.id,
      );
      if (change.kind === 'remove') continue;
      const { collection, id, doc } = change;
      this.#rows = [...this.#rows, { collection, stored: { id, version: (version ?? 0) + 1, doc } }];
    }
    return true;
  }

  query(collection: string, index: string, range: Range, reverse: boolean): Stored[] {
    const fields = this.#specs[collection]?.indexes[index]?.fields;
    const { equals = [], from, to } = range;
    const rows = this.#rows
      .filter((row) => row.collection === collection)
      .map(({ stored }) => ({
        stored,
        values:
          fields === undefined ? [stored.id] : fields.map((field) => stored.doc[field]).filter(isIndexValue),
      }))
      .filter(({ values }) => values.length === (fields?.length ?? 1))
      .filter(({ values }) => equals.every((value, n) => compare(value, values[n] ?? '') === 0))
      .filter(({ values }) => from === undefined || compare(values[equals.length] ?? '', from) >= 0)
      .filter(({ values }) => to === undefined || compare(values[equals.length] ?? '', to) <= 0)
      .sort((a, b) => compareAll([...a.values, a.stored.id], [...b.values, b.stored.id]))
      .map(({ stored }) => stored);
    return reverse ? rows.reverse() : rows;
  }
}

function isIndexValue(value: unknown): value is IndexValue {
  return typeof value === 'number' || typeof value === 'string';
}

function compareAll(a: readonly IndexValue[], b: readonly IndexValue[]): number {
  for (const [n, value] of a.entries()) {
    const order = compare(value, b[n] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers before strings; strings by code point, which is not JavaScript's order. */
function compare(a: IndexValue, b: IndexValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number' || typeof b === 'number') return typeof a === 'number' ? -1 : 1;
  const [as, bs] = [[...a], [...b]];
  for (const [n, character] of as.entries()) {
    const order = (character.codePointAt(0) ?? 0) - (bs[n]?.codePointAt(0) ?? -1);
    if (order !== 0) return order;
  }
  return as.length - bs.length;
}

// -------------------------------------------------------------- chance

const text = fc.oneof(
  fc.constantFrom('', 'a', 'aa', 'b', 'open', '\0', '\x01', '\x02', 'é', '\uffee', '😀'),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const value = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0) },
  { weight: 3, arbitrary: text },
);

function stepOf(specs: CollectionSpecs): fc.Arbitrary<Step> {
  const collection = fc.constantFrom(...Object.keys(specs));
  const fields = Object.values(specs).flatMap(({ indexes }) =>
    Object.values(indexes).flatMap((i) => i.fields),
  );
  // A handful of ids, so that changes meet.
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'é', '😀', 'a\0', '\x02');
  const indexed = fc.record(Object.fromEntries(fields.map((field) => [field, fc.option(value)])), {
    requiredKeys: [],
  });
  const doc = fc.tuple(indexed, fc.jsonValue({ maxDepth: 2 })).map(
    ([known, more]): Doc => ({
      ...known,
      // -0 has no JSON form.
      more: JSON.parse(JSON.stringify(more)),
    }),
  );
  const draft: fc.Arbitrary<Draft> = fc.record({
    kind: fc.constantFrom('insert', 'replace', 'replace', 'remove'),
    collection,
    id,
    doc,
    versionError: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, -1),
  });
  const query = collection.chain((name) => {
    const indexes = specs[name]?.indexes ?? {};
    return fc.constantFrom('id', ...Object.keys(indexes)).chain((index) => {
      const fieldCount = indexes[index]?.fields.length ?? 1;
      return fc.record({
        kind: fc.constant('query' as const),
        collection: fc.constant(name),
        index: fc.constant(index),
        range: rangeOf(fieldCount, index === 'id' ? fc.oneof(id, text) : value),
        limit: fc.integer({ min: 1, max: 5 }),
        reverse: fc.boolean(),
      });
    });
  });
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant('commit' as const),
        drafts: fc.array(draft, { maxLength: 5 }),
      }),
    },
    { weight: 8, arbitrary: query },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'reopen' }) },
  );
}

function rangeOf(fieldCount: number, bound: fc.Arbitrary<IndexValue>): fc.Arbitrary<Range> {
  return fc.integer({ min: 0, max: fieldCount }).chain((equalCount) =>
    fc
      .tuple(
        fc.array(bound, { minLength: equalCount, maxLength: equalCount }),
        fc.option(bound, { nil: undefined }),
        fc.option(bound, { nil: undefined }),
      )
      .map(([equals, from, to]): Range => {
        if (equalCount === fieldCount) return { equals };
        return { equals, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
      }),
  );
}
