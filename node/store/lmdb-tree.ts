import type { RootDatabase } from 'lmdb';
import { type CollectionSpecs, StoreConflict } from '../ports.ts';
import { indexKeys, toDoc, type Write } from './change.ts';
import { idKey, idOfKey, type Key } from './key.ts';
import { ID_INDEX, indexesOf, indexShape } from './spec.ts';

/**
 * How documents lie in LMDB's one ordered tree:
 *
 *     issues ␁ id ␁ <id>                →   the document as JSON; LMDB's version is the document's
 *     issues ␁ by_state ␁ <index key>   →   the id of the document that stands there
 *     ␁shapes                           →   which indexes have been built, and of what
 */
export type LmdbDatabase = RootDatabase<string, Buffer>;

/** Names have no control characters, so no index can be the start of another. */
const SEPARATOR = '\x01';
const SHAPES_KEY = Buffer.from(`${SEPARATOR}shapes`);

/** Index entries and the store's own records do not need a version, but LMDB wants one. */
const NO_VERSION = 1;

export function treeKey(collection: string, index: string, key: Key): Buffer {
  return Buffer.from(collection + SEPARATOR + index + SEPARATOR + key, 'latin1');
}

export function documentKey(collection: string, id: string): Buffer {
  return treeKey(collection, ID_INDEX, idKey(id));
}

/** The index keys and the version of documents as they will be once the commits looked at so far are kept. */
type Pending = Map<string, { readonly version: number; readonly keys: ReadonlyMap<string, Key> } | undefined>;

/** Checks commits that will be kept together, one after the other, each against what the former ones will leave. */
export class GroupPlan {
  readonly #db: LmdbDatabase;
  readonly #specs: CollectionSpecs;
  readonly #pending: Pending = new Map();
  readonly #puts: (() => void)[] = [];

  constructor(db: LmdbDatabase, specs: CollectionSpecs) {
    this.#db = db;
    this.#specs = specs;
  }

  /** The conflict for which this commit must be left out, or undefined: it is in the group. */
  add(writes: readonly Write[]): StoreConflict | undefined {
    const befores = writes.map(({ collection, id }) => this.#before(collection, id));
    const at = writes.findIndex(({ expected }, n) => befores[n]?.version !== expected);
    const strange = writes[at];
    if (strange !== undefined) return new StoreConflict(strange.collection, strange.id);
    for (const [n, write] of writes.entries()) this.#plan(write, befores[n]?.keys ?? new Map());
    return undefined;
  }

  /** To be called within the transaction: puts everything. */
  put(): void {
    for (const put of this.#puts) put();
  }

  #before(collection: string, id: string) {
    const name = `${collection}/${id}`;
    if (this.#pending.has(name)) return this.#pending.get(name);
    const entry = this.#db.getEntry(documentKey(collection, id));
    if (entry === undefined) return undefined;
    const keys = indexKeys(this.#specs, collection, id, toDoc(entry.value));
    return { version: entry.version ?? 0, keys };
  }

  #plan({ collection, id, after }: Write, keysBefore: ReadonlyMap<string, Key>): void {
    this.#pending.set(`${collection}/${id}`, after);
    this.#puts.push(() => {
      for (const [index, key] of keysBefore) {
        if (after?.keys.get(index) !== key) quietly(this.#db.remove(treeKey(collection, index, key)));
      }
      for (const [index, key] of after?.keys ?? []) {
        if (keysBefore.get(index) !== key) {
          quietly(this.#db.put(treeKey(collection, index, key), id, NO_VERSION));
        }
      }
      const at = documentKey(collection, id);
      quietly(after === undefined ? this.#db.remove(at) : this.#db.put(at, after.text, after.version));
    });
  }
}

/** The transaction as a whole reports a failure; each of its writes does too, which nobody waits for. */
function quietly(write: Promise<boolean>): void {
  write.catch(() => {});
}

/**
 * Builds every index that is declared now but was not, or otherwise, when the store was last open, and removes those
 * no longer declared: all in one transaction, so a start that dies midway leaves them as they were.
 * @throws TypeError when a stored document does not fit a new index
 */
export function updateIndexes(db: LmdbDatabase, specs: CollectionSpecs): void {
  const shapes: Record<string, string> = {};
  for (const collection of Object.keys(specs)) {
    for (const [index, spec] of indexesOf(specs, collection))
      shapes[`${collection}.${index}`] = indexShape(spec);
  }
  const text = JSON.stringify(shapes);
  const former = db.get(SHAPES_KEY);
  if (former === text) return;
  const formerShapes = new Map(Object.entries(former === undefined ? {} : toDoc(former)));
  db.transactionSync(() => {
    for (const [name, shape] of formerShapes) {
      if (shapes[name] !== shape) dropIndex(db, name);
    }
    for (const [name, shape] of Object.entries(shapes)) {
      if (formerShapes.get(name) !== shape) buildIndex(db, specs, name);
    }
    db.put(SHAPES_KEY, text, NO_VERSION);
  });
}

/** The keys of one index, or of the documents of a collection; a copy, so that the tree may be changed meanwhile. */
function keysOf(db: LmdbDatabase, collection: string, index: string): Buffer[] {
  return [...db.getKeys({ start: treeKey(collection, index, ''), end: treeKey(collection, index, '\xff') })];
}

function dropIndex(db: LmdbDatabase, name: string): void {
  const [collection = '', index = ''] = name.split('.');
  for (const key of keysOf(db, collection, index)) db.remove(key);
}

function buildIndex(db: LmdbDatabase, specs: CollectionSpecs, name: string): void {
  const [collection = '', index = ''] = name.split('.');
  const idStart = treeKey(collection, ID_INDEX, '').length;
  for (const at of keysOf(db, collection, ID_INDEX)) {
    const id = idOfKey(at.toString('latin1', idStart));
    const text = db.get(at);
    const key = text === undefined ? undefined : indexKeys(specs, collection, id, toDoc(text)).get(index);
    if (key !== undefined) db.put(treeKey(collection, index, key), id, NO_VERSION);
  }
}
