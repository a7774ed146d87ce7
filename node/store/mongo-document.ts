import type { Doc } from '../ports.ts';
import type { Version } from './change.ts';
import { idOfKey, type Key } from './key.ts';

/**
 * How a document lies in MongoDB: under `doc`, as it is, for everyone who looks at the database with other tools;
 * its place in each index under `keys`, so that MongoDB sorts as the other stores do. `_id` is the id's key, which
 * for plain text is the id itself.
 */
export type MongoDocument = {
  _id: Key;
  version: number;
  keys: Record<string, Key>;
  doc?: Doc;
  /** Instead of `doc`, as JSON: for documents that BSON or the driver would change or refuse. */
  json?: string;
};

/** MongoDB's limit is 100 levels, of which `doc` takes one. */
const DEPTH_MAX = 90;

/** Field names with a meaning for MongoDB ($, dots), for the driver (_bsontype, $ref), or for JavaScript. */
const SPECIAL_NAME = /^\$|[.\0]|^_bsontype$|^__proto__$|^$|\p{Surrogate}/u;

/** Half of a surrogate pair has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export function toMongo(id: Key, { version, keys, doc, text }: Version): MongoDocument {
  const envelope = { _id: id, version, keys: Object.fromEntries(keys) };
  return isPlain(doc, 0) ? { ...envelope, doc } : { ...envelope, json: text };
}

export function fromMongo({ _id, version, doc, json }: MongoDocument) {
  return { id: idOfKey(_id), version, doc: json === undefined ? (doc ?? {}) : JSON.parse(json) };
}

/** Whether BSON keeps this value as JSON would. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return !LONE_SURROGATE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth > DEPTH_MAX || 'toJSON' in value) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  return Object.entries(value).every(([name, item]) => !SPECIAL_NAME.test(name) && isPlain(item, depth + 1));
}
