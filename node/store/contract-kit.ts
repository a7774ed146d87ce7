import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import {
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

/** One store in a place of its own. */
export type StorePlace = {
  readonly store: Store;
  /** Closes the store that is open here and opens the same place again, with other specs if given. */
  reopen(specs?: CollectionSpecs): Promise<Store>;
  /** Closes and deletes everything. */
  destroy(): Promise<void>;
};

export const specs = {
  issues: { indexes: { by_state: { fields: ['state', 'age'] }, by_age: { fields: ['age'] } } },
  notes: { indexes: {} },
} as const satisfies CollectionSpecs;

export const MEGABYTE = 1024 * 1024;

/** The suite that the contract's tests are registered with. */
export type ContractTest = Test<{ place: StorePlace; store: Store }>;

export function insert(id: string, doc: Doc): Change {
  return { kind: 'insert', collection: 'issues', id, doc };
}

export function replace(id: string, version: number, doc: Doc): Change {
  return { kind: 'replace', collection: 'issues', id, version, doc };
}

export function remove(id: string, version: number): Change {
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

export async function conflict(store: Store, changes: Change[], id: string): Promise<void> {
  const error = await failure(store.commit(changes));
  assert.instance(error, StoreConflict);
  if (error instanceof StoreConflict) assert.equal([error.collection, error.id], ['issues', id]);
}

export const WHOLE = { limit: 1_000 };

export async function ids(
  store: Store,
  index: string,
  range: Range = {},
  options: { reverse?: boolean } = {},
) {
  const { items } = await store.query('issues', index, range, { ...WHOLE, ...options });
  return items.map(({ id }) => id);
}

export async function column(
  store: Store,
  index: string,
  field: string,
  options: { reverse?: boolean } = {},
) {
  const { items } = await store.query('issues', index, {}, { ...WHOLE, ...options });
  return items.map(({ doc }) => doc[field]);
}

export async function everything(store: Store, collection = 'issues'): Promise<readonly Stored[]> {
  return (await store.query(collection, 'id', {}, WHOLE)).items;
}

export function next(
  store: Store,
  index: string,
  range: Range,
  options: QueryOptions,
  page: Page,
): Promise<Page> {
  if (page.next === undefined) throw new Error('there should be another page');
  return store.query('issues', index, range, { ...options, after: page.next });
}

export async function walk(
  store: Store,
  index: string,
  range: Range,
  options: QueryOptions,
): Promise<Page[]> {
  const pages = [await store.query('issues', index, range, options)];
  for (let page = pages[0]; page?.next !== undefined; page = pages.at(-1)) {
    pages.push(await next(store, index, range, options, page));
  }
  return pages;
}
