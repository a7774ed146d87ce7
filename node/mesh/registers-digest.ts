import { z } from 'zod';
import { RegionId } from '../core/ids.ts';
import type { Json } from '../ports.ts';

/** Which of two values of a register is the later: the greater counter, then the greater writer. */
export const RegisterVersion = z.object({ counter: z.int().min(0), writer: RegionId }).readonly();
export type RegisterVersion = z.infer<typeof RegisterVersion>;

export type RegisterEntry = { readonly key: string; readonly version: RegisterVersion };

/** A value that several regions may write and every region keeps: an account, a setting. */
export type Register = RegisterEntry & { readonly value: Json };

export const isLater = (a: RegisterVersion, b: RegisterVersion | undefined): boolean =>
  b === undefined || a.counter > b.counter || (a.counter === b.counter && a.writer > b.writer);

/** Sorted by key, by code units, so that all nodes have one order. */
export const sortedByKey = <T extends RegisterEntry>(entries: readonly T[]): T[] =>
  [...entries].sort((a, b) => (a.key < b.key ? -1 : 1));

/** So many parts a digest falls into: one register that differs costs 1/256 of the digest to find. */
export const bucketCount = 256;

/** Equal on two nodes if, and (but for a chance of 2⁻⁶⁴) only if, they have the same versions of the same keys. */
export type DigestSummary = {
  readonly count: number;
  readonly hash: string;
  readonly buckets: readonly string[];
};

/** Of one digest, which is never changed in place; the same is compared with one peer after the other. */
const summaries = new WeakMap<readonly RegisterEntry[], DigestSummary>();

export const summaryOf = (entries: readonly RegisterEntry[]): DigestSummary => {
  const known = summaries.get(entries) ?? summarise(entries);
  summaries.set(entries, known);
  return known;
};

/** Sums of hashes need no sorting, and the sum of the parts is the hash of the whole. */
export const summarise = (entries: readonly RegisterEntry[]): DigestSummary => {
  // Two sums of 32 bits for each bucket, and after the last bucket for the whole.
  const sums = new Uint32Array(2 * (bucketCount + 1));
  const add = (at: number, sum: number) => {
    sums[at] = (sums[at] ?? 0) + sum;
  };
  for (const entry of entries) {
    const { bucket, first, second } = hashesOf(entry);
    add(2 * bucket, first);
    add(2 * bucket + 1, second);
    add(2 * bucketCount, first);
    add(2 * bucketCount + 1, second);
  }
  const text = (bucket: number) =>
    [sums[2 * bucket], sums[2 * bucket + 1]].map((sum) => (sum ?? 0).toString(16).padStart(8, '0')).join('');
  return {
    count: entries.length,
    hash: text(bucketCount),
    // Mostly the hash is the same on both sides, and nobody asks for these.
    get buckets() {
      return Array.from({ length: bucketCount }, (_, bucket) => text(bucket));
    },
  };
};

type Hashes = {
  readonly key: string;
  readonly bucket: number;
  readonly first: number;
  readonly second: number;
};

/**
 * Hashing is nearly all that a comparison costs, and mostly nothing has changed since the last one. Versions are never
 * changed in place, so what was computed for one holds as long as somebody keeps it.
 */
const known = new WeakMap<RegisterVersion, Hashes>();

const hashesOf = ({ key, version }: RegisterEntry): Hashes => {
  const former = known.get(version);
  if (former?.key === key) return former;
  const text = `${key}\n${version.counter}\n${version.writer}`;
  const hashes = {
    key,
    bucket: bucketOf(key),
    first: hash32(text, 0x811c9dc5),
    second: hash32(text, 0x2f0b4f1d),
  };
  known.set(version, hashes);
  return hashes;
};

export const bucketOf = (key: string): number => hash32(key, 0x811c9dc5) % bucketCount;

/** FNV-1a over UTF-16 units, then MurmurHash3's finaliser, which spreads what FNV leaves in the low bits. */
const hash32 = (text: string, basis: number): number => {
  let hash = basis;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
