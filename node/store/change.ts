import { type Change, type CollectionSpecs, type Doc, StoreConflict } from '../ports.ts';
import { indexKey, type Key } from './key.ts';
import { indexesOf, isId } from './spec.ts';

/**
 * A document's JSON text may be this long. MongoDB holds 16 MB of BSON, which for arrays of small numbers is up to
 * seven times longer than JSON; the largest request between nodes, 1 MiB, fits with room for an envelope.
 */
const DOC_MAX_BYTES = 2 * 1024 * 1024;

/** What a commit makes of one document, however many of its changes named it. */
export type Write = {
  readonly collection: string;
  readonly id: string;
  /** The version that must be stored now; undefined: the document must not exist. */
  readonly expected: number | undefined;
  /** What is stored afterwards; undefined: nothing. */
  readonly after: Version | undefined;
};

/** One version of a document, ready to be stored. */
export type Version = {
  readonly version: number;
  readonly doc: Doc;
  /** The document as JSON. */
  readonly text: string;
  /** Where it stands in each index that holds it, by index name. */
  readonly keys: ReadonlyMap<string, Key>;
};

/**
 * Folds a commit's changes, in their order, into one write per document. Everything that can be wrong with a change
 * whatever the store holds is found here, before anything is touched.
 * @throws TypeError for an undeclared collection, an id or indexed field that cannot be stored; RangeError for a
 *   document over 2 MiB; StoreConflict when two changes of this commit contradict each other
 */
export function foldChanges(specs: CollectionSpecs, changes: readonly Change[]): Write[] {
  const folded = new Map<string, { first: Change; last: Change; version: number | undefined }>();
  for (const change of changes) {
    indexesOf(specs, change.collection);
    if (!isId(change.id))
      throw new TypeError(`An id must have 1 to 256 bytes of text: ${change.collection}.`);
    const name = `${change.collection}/${change.id}`;
    const former = folded.get(name);
    const expected = change.kind === 'insert' ? undefined : change.version;
    if (former !== undefined && former.version !== expected) {
      throw new StoreConflict(change.collection, change.id);
    }
    const version = change.kind === 'remove' ? undefined : (expected ?? 0) + 1;
    folded.set(name, { first: former?.first ?? change, last: change, version });
  }
  return [...folded.values()].map(({ first, last, version }) => ({
    collection: first.collection,
    id: first.id,
    expected: first.kind === 'insert' ? undefined : first.version,
    after: last.kind === 'remove' || version === undefined ? undefined : toVersion(specs, last, version),
  }));
}

function toVersion(
  specs: CollectionSpecs,
  { collection, id, doc }: { collection: string; id: string; doc: Doc },
  version: number,
): Version {
  const text = JSON.stringify(doc);
  if (Buffer.byteLength(text) > DOC_MAX_BYTES) {
    throw new RangeError(`Document ${collection}/${id} is longer than ${DOC_MAX_BYTES} bytes.`);
  }
  return { version, doc, text, keys: indexKeys(specs, collection, id, doc) };
}

/** Where a document stands in each declared index that holds it. @throws TypeError like `foldChanges` */
export function indexKeys(
  specs: CollectionSpecs,
  collection: string,
  id: string,
  doc: Doc,
): ReadonlyMap<string, Key> {
  const keys = new Map<string, Key>();
  for (const [index, spec] of indexesOf(specs, collection)) {
    const key = indexKey(spec, id, doc);
    if (key !== undefined) keys.set(index, key);
  }
  return keys;
}

/** A stored JSON text as a document. @throws SyntaxError when the store's file was damaged */
export function toDoc(text: string): Doc {
  return JSON.parse(text);
}
