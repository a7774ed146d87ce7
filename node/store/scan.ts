import { createHash } from 'node:crypto';
import {
  BadCursor,
  type CollectionSpecs,
  type Doc,
  type Page,
  type QueryOptions,
  type Range,
  type Stored,
} from '../ports.ts';
import { AFTER_ALL, idKey, KEY_MAX_BYTES, type Key, valueKey } from './key.ts';
import { ID_INDEX, indexesOf } from './spec.ts';

/** A page may have so many documents: what fits in one reply, and in one pause of the event loop. */
const PAGE_MAX = 1_000;

/** The least key after `key`, in any index. */
const JUST_AFTER = '\x01';

const BAD_CURSOR = 'This cursor does not belong to this list: start again from its first page.';

/** What an adapter has to read: keys of one index from `start` up to, not including, `end`. */
export type Scan = {
  readonly collection: string;
  readonly index: string;
  readonly start: Key;
  readonly end: Key;
  readonly isReverse: boolean;
  /** One more than the page holds, to know whether there is another page. */
  readonly count: number;
  /** Makes the page of what was read, in order, each with its key. */
  page<D extends Doc>(entries: readonly Entry<D>[]): Page<D>;
};

export type Entry<D extends Doc = Doc> = { readonly key: Key; readonly stored: Stored<D> };

/**
 * A query as an interval of keys, with the cursor taken into account.
 * @throws TypeError for an undeclared collection or index, or a range that does not fit its fields; RangeError for a
 *   limit out of 1 to 1,000; BadCursor
 */
export function toScan(
  specs: CollectionSpecs,
  collection: string,
  index: string,
  range: Range,
  options: QueryOptions,
): Scan {
  const { limit, after, reverse: isReverse = false } = options;
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    throw new RangeError(`A page holds 1 to ${PAGE_MAX} documents, not ${limit}.`);
  }
  const bounds = boundsOf(specs, collection, index, range);
  // Most queries neither come with a cursor nor end with one.
  const cursors = () => cursorsOf(JSON.stringify([collection, index, bounds, isReverse]));
  let [start, end] = bounds;
  const last = after === undefined ? undefined : cursors().read(after);
  // A cursor passes through people's hands: one that was tampered with must not reach beyond the range.
  if (last !== undefined && (last < start || last >= end)) throw new BadCursor(BAD_CURSOR);
  if (last !== undefined && isReverse) end = last;
  if (last !== undefined && !isReverse) start = last + JUST_AFTER;
  return {
    collection,
    index,
    start,
    end,
    isReverse,
    count: limit + 1,
    page(entries) {
      const items = entries.slice(0, limit).map(({ stored }) => stored);
      const lastEntry = entries[limit - 1];
      const isMore = entries.length > limit && lastEntry !== undefined;
      return isMore ? { items, next: cursors().write(lastEntry.key) } : { items };
    },
  };
}

/** The keys that a range holds: from the first, up to and without the second. */
function boundsOf(
  specs: CollectionSpecs,
  collection: string,
  index: string,
  { equals = [], from, to }: Range,
): readonly [start: Key, end: Key] {
  const isById = index === ID_INDEX;
  const spec = indexesOf(specs, collection).find(([name]) => name === index)?.[1];
  if (spec === undefined && !isById) throw new TypeError(`There is no index "${index}" of ${collection}.`);
  const fieldCount = spec?.fields.length ?? 1;
  const isNextBounded = from !== undefined || to !== undefined;
  if (equals.length + (isNextBounded ? 1 : 0) > fieldCount) {
    throw new TypeError(`Index ${collection}.${index} has only ${fieldCount} field(s).`);
  }
  if ([...equals, from, to].some((value) => typeof value === 'number' && !Number.isFinite(value))) {
    throw new TypeError(`A bound of ${collection}.${index} is not a finite number.`);
  }
  // An id ends its key, so it is not marked as a value; a number is less than every id.
  const part = isById
    ? (value: string | number) => (typeof value === 'string' ? idKey(value) : '')
    : valueKey;
  const afterPart = isById ? JUST_AFTER : AFTER_ALL;
  const prefix = equals.map(part).join('');
  const start = prefix + (from === undefined ? '' : part(from));
  let end = prefix + AFTER_ALL;
  if (to !== undefined) end = prefix + part(to) + afterPart;
  else if (isById && equals.length > 0) end = prefix + afterPart;
  // No stored key is longer, so a bound cut off there stands at the same place among them.
  return [start.slice(0, KEY_MAX_BYTES + 1), end.slice(0, KEY_MAX_BYTES + 1)];
}

/** Enough to tell queries apart; a cursor is not a secret and grants nothing. */
const QUERY_DIGEST_BYTES = 9;

/** Cursors of one query: base64url of a digest of the query and the last key that was read. */
function cursorsOf(query: string) {
  const digest = createHash('sha256').update(query).digest().subarray(0, QUERY_DIGEST_BYTES);
  return {
    write: (key: Key): string => Buffer.concat([digest, Buffer.from(key, 'latin1')]).toString('base64url'),
    read(cursor: string): Key {
      const bytes = Buffer.from(cursor, 'base64url');
      const isOfThisQuery = digest.equals(bytes.subarray(0, QUERY_DIGEST_BYTES));
      if (!isOfThisQuery || bytes.toString('base64url') !== cursor) {
        throw new BadCursor(BAD_CURSOR);
      }
      return bytes.toString('latin1', QUERY_DIGEST_BYTES);
    },
  };
}
