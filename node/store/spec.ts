import type { CollectionSpecs, IndexSpec } from '../ports.ts';

/** The index every collection has without declaring it: by id. */
export const ID_INDEX = 'id';

/** Ids are keys of every database below; 256 bytes hold any hash or peer id and leave room for index values. */
export const ID_MAX_BYTES = 256;

/** What an adapter's keys and collection names may be made of everywhere, MongoDB included. */
const COLLECTION_NAME = /^[a-z_]{1,32}$/;
const INDEX_NAME = /^[A-Za-z_]{1,32}$/;

/** Four fields of 512 bytes and an id still fit in one LMDB key (see KEY_MAX_BYTES). */
const INDEX_MAX_FIELDS = 4;

/** Half of a surrogate pair has no UTF-8 form: two such ids would fall on one key. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * The specs, checked once when a store is opened.
 * @throws TypeError naming the collection or index that cannot be stored under that name
 */
export function checkSpecs(specs: CollectionSpecs): void {
  for (const [collection, { indexes }] of Object.entries(specs)) {
    if (!COLLECTION_NAME.test(collection)) {
      throw new TypeError(`A collection cannot be called "${collection}": use 1 to 32 of a-z and _.`);
    }
    for (const [index, { fields }] of Object.entries(indexes)) {
      if (!INDEX_NAME.test(index) || index === ID_INDEX) {
        throw new TypeError(
          `An index of ${collection} cannot be called "${index}": use 1 to 32 letters or _, other than "${ID_INDEX}".`,
        );
      }
      if (fields.length > INDEX_MAX_FIELDS || new Set<string>(fields).size < fields.length) {
        throw new TypeError(
          `Index ${collection}.${index} must have 1 to ${INDEX_MAX_FIELDS} different fields.`,
        );
      }
    }
  }
}

/** The declared indexes of a collection, the one by id left out. @throws TypeError when it is not declared */
export function indexesOf(
  specs: CollectionSpecs,
  collection: string,
): readonly (readonly [string, IndexSpec])[] {
  const spec = Object.hasOwn(specs, collection) ? specs[collection] : undefined;
  if (spec === undefined) throw new TypeError(`There is no collection "${collection}".`);
  const known = listed.get(spec);
  if (known !== undefined) return known;
  const indexes = Object.entries(spec.indexes);
  listed.set(spec, indexes);
  return indexes;
}

/** The indexes of each declaration, which is never changed, as a list: asked for with every document written or read. */
const listed = new WeakMap<object, readonly (readonly [string, IndexSpec])[]>();

/** Whether a document could be stored under this id: 1 to 256 bytes of well-formed text. */
export function isId(id: string): boolean {
  return id !== '' && Buffer.byteLength(id) <= ID_MAX_BYTES && !LONE_SURROGATE.test(id);
}

/** What an index is made of, as text: two stores agree on an index when this is equal. */
export function indexShape({ fields }: IndexSpec): string {
  return JSON.stringify(fields);
}
