import type { Doc, IndexSpec, IndexValue } from '../ports.ts';

/**
 * The order of every index, as plain text: `a` comes before `b` exactly if `key(a) < key(b)`. All adapters sort by
 * these keys and by nothing else, so they cannot disagree about numbers and strings, compound fields or ties.
 *
 * A key is a "byte string": one character for one byte, 0x01 to 0xff, so that JavaScript's `<`, LMDB's memcmp and
 * MongoDB's comparison of UTF-8 agree. Values follow one another, each complete in itself, and the id ends the key:
 *
 *     { state: 'open', age: 3 }, id 'a1'   under ['state', 'age']   →   s open ␁ n c008000000000000 a1
 *
 * NUL does not occur: C programs stop at it. Only bytes below 3 change; plain text reads as it is.
 */
export type Key = string;

/** LMDB's limit is 4,026 bytes with its 8 KiB pages; this leaves room for the names of collection and index. */
export const KEY_MAX_BYTES = 3_900;

/** An indexed string may be this long, in UTF-8. */
const VALUE_MAX_BYTES = 512;

/** Greater than any byte that can follow in a key: UTF-8 never uses it. */
export const AFTER_ALL = '\xff';

/** Less than any byte of a string, so that a string sorts before its own extensions. */
const END = '\x01';
/** Comes before a byte that would otherwise be NUL, END or itself. */
const ESCAPE = '\x02';
// Numbers sort before strings.
const NUMBER = 'n';
const STRING = 's';

// biome-ignore lint/suspicious/noControlCharactersInRegex: text without the bytes below 3 needs no change.
const PLAIN = /^[\x03-\x7f]*$/;

/** A string as bytes that sort like its code points, without NUL and END. */
function encodeText(text: string): Key {
  if (PLAIN.test(text)) return text;
  return Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes that must not occur.
      /[\0\x01\x02]/g,
      (byte) => ESCAPE + String.fromCharCode(byte.charCodeAt(0) + 1),
    );
}

function decodeText(key: Key): string {
  if (PLAIN.test(key)) return key;
  const bytes = key.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: undoes encodeText.
    /\x02([\x01-\x03])/g,
    (_, byte: string) => String.fromCharCode(byte.charCodeAt(0) - 1),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const float = new DataView(new ArrayBuffer(8));

/**
 * An IEEE 754 double as 16 hexadecimal digits in numeric order: positive numbers get their sign bit set, of negative
 * ones every bit is turned over (the usual order-preserving transform, e.g. in FoundationDB's tuple layer).
 */
function encodeNumber(value: number): Key {
  float.setFloat64(0, value === 0 ? 0 : value); // -0 is 0
  const bits = float.getBigUint64(0);
  const ordered = bits >> 63n === 0n ? bits | (1n << 63n) : BigInt.asUintN(64, ~bits);
  return ordered.toString(16).padStart(16, '0');
}

/** One value of an index, complete in itself. */
export function valueKey(value: IndexValue): Key {
  return typeof value === 'number' ? NUMBER + encodeNumber(value) : STRING + encodeText(value) + END;
}

/** The key of an id: the last part of every index key, and the whole key of the index by id. */
export const idKey: (id: string) => Key = encodeText;

/** The id again. */
export const idOfKey: (key: Key) => string = decodeText;

/**
 * Where a document stands in an index, or undefined when it lacks one of the fields.
 * @throws TypeError naming the field that is neither a finite number nor a string of at most 512 bytes
 */
export function indexKey(spec: IndexSpec, id: string, doc: Doc): Key | undefined {
  let key = '';
  for (const field of spec.fields) {
    const value = Object.hasOwn(doc, field) ? doc[field] : undefined;
    if (value === undefined || value === null) return undefined;
    if (!isIndexable(value)) {
      throw new TypeError(
        `Field "${field}" is indexed: it must be a finite number or a string of at most ${VALUE_MAX_BYTES} bytes.`,
      );
    }
    key += valueKey(value);
  }
  key += idKey(id);
  if (key.length > KEY_MAX_BYTES) {
    // Only control characters, which take two bytes, lead here.
    throw new TypeError(`The indexed fields ${spec.fields.join(', ')} are too long together.`);
  }
  return key;
}

function isIndexable(value: unknown): value is IndexValue {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && Buffer.byteLength(value) <= VALUE_MAX_BYTES;
}
