import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { leftAt } from './past-issues.ts';
import { type ByteVector, dotOfBytes, toBytes } from './vector.ts';

/** A past issue whose meaning is close to that of the one asked about. */
export type NearMeaning = {
  readonly id: IssueId;
  readonly expertId: AccountId;
  readonly cosine: number;
  /** What its age leaves of it, in [0, 1]. */
  readonly recency: number;
};

/** What the past and the experts' own words mean, compared with one issue. */
export type MeaningLook = {
  /** The past issues that are closest, best first by cosine × √recency. */
  readonly near: readonly NearMeaning[];
  /** How close a past issue is, if its meaning is known. */
  to(id: IssueId): number | undefined;
  /** How close the middle of all that an expert resolved is, what is newer counting more; undefined for who resolved nothing. */
  towards(expert: AccountId): number | undefined;
  /** How close what an expert says of themselves is. */
  toDeclared(expert: AccountId): number | undefined;
};

/**
 * Past issues whose vectors are all compared: some milliseconds. Of more, the signs of the numbers are compared first, which
 * is thirty times as fast, and the vectors only of those that have most signs in common.
 */
const allComparedMax = 4_000;
/** So many are looked at closely for each that is asked for: of the 50 closest of 100,000, all but one in a hundred are among them. */
const closelyPerNear = 8;

const bitsPerWord = 32;

/** Sums are whole numbers of this part of 1, so that they do not depend on the order of adding. */
const sumParts = 16_384;

/** What is known of an expert: the sum of the vectors of what they resolved, by the age of each, and their own words. */
type Resolver = {
  count: number;
  readonly sum: Float64Array;
  /** The sum's direction, until the sum changes: thousands are compared with each issue. */
  middle: ByteVector | undefined;
};

/**
 * What past issues and experts' own words mean, in memory: vectors of one model, updated in place. A vector takes as many
 * bytes as it has numbers, and an eighth of that for their signs.
 */
export class Meanings {
  readonly width: number;
  readonly #words: number;
  readonly #slots = new Map<IssueId, number>();
  readonly #ids: (IssueId | undefined)[] = [];
  readonly #experts: (AccountId | undefined)[] = [];
  /** Times what is left of 1 now (`leftAt`), the root of the recency. */
  readonly #rootGrowth: number[] = [];
  readonly #scales: number[] = [];
  readonly #spare: number[] = [];
  #bytes: Int8Array;
  #signs: Uint32Array;
  readonly #resolvers = new Map<AccountId, Resolver>();
  readonly #declared = new Map<AccountId, ByteVector>();

  constructor(width: number) {
    this.width = width;
    this.#words = Math.ceil(width / bitsPerWord);
    this.#bytes = new Int8Array(64 * width);
    this.#signs = new Uint32Array(64 * this.#words);
  }

  /** Past issues whose meaning is known. */
  get size(): number {
    return this.#slots.size;
  }

  get bytes(): number {
    return this.#bytes.byteLength + this.#signs.byteLength;
  }

  has(id: IssueId): boolean {
    return this.#slots.has(id);
  }

  /** Takes in what a past issue means, in place of what was known. Vectors of another width are left out. */
  add(id: IssueId, expertId: AccountId, at: EpochMs, { bytes, scale }: ByteVector): void {
    if (bytes.length !== this.width) return;
    this.remove(id);
    const slot = this.#spare.pop() ?? this.#ids.length;
    this.#makeRoom(slot);
    this.#bytes.set(bytes, slot * this.width);
    this.#signs.set(signsOf(bytes, this.#words), slot * this.#words);
    this.#slots.set(id, slot);
    this.#ids[slot] = id;
    this.#experts[slot] = expertId;
    this.#scales[slot] = scale;
    this.#rootGrowth[slot] = Math.sqrt(1 / leftAt(at));
    this.#count(expertId, slot, 1);
  }

  remove(id: IssueId): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const expert = this.#experts[slot];
    if (expert !== undefined) this.#count(expert, slot, -1);
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#experts[slot] = undefined;
    this.#spare.push(slot);
  }

  /** Takes in what an expert's own words mean; undefined forgets it. */
  declare(expert: AccountId, vector: ByteVector | undefined): void {
    if (vector?.bytes.length === this.width) this.#declared.set(expert, vector);
    else this.#declared.delete(expert);
  }

  /** Compares all of it with one issue's vector. */
  look(asked: ByteVector, { now, limit }: { readonly now: EpochMs; readonly limit: number }): MeaningLook {
    const rootLeft = Math.sqrt(leftAt(now));
    return {
      near: this.#nearest(asked, rootLeft, limit),
      to: (id) => {
        const slot = this.#slots.get(id);
        return slot === undefined ? undefined : this.#cosine(asked, slot);
      },
      towards: (expert) => {
        const resolver = this.#resolvers.get(expert);
        if (!resolver || resolver.count === 0) return undefined;
        const middle = middleOf(resolver);
        return within1(dotOfBytes(asked.bytes, middle.bytes) * asked.scale * middle.scale);
      },
      toDeclared: (expert) => {
        const own = this.#declared.get(expert);
        return own && within1(dotOfBytes(asked.bytes, own.bytes) * asked.scale * own.scale);
      },
    };
  }

  #nearest(asked: ByteVector, rootLeft: number, limit: number): readonly NearMeaning[] {
    if (asked.bytes.length !== this.width) return [];
    const slots =
      this.size <= allComparedMax
        ? [...this.#slots.values()]
        : this.#alike(asked.bytes, rootLeft, limit * closelyPerNear);
    return slots
      .map((slot) => {
        const root = Math.min(1, (this.#rootGrowth[slot] ?? 0) * rootLeft);
        const cosine = this.#cosine(asked, slot);
        return { slot, root, cosine, closeness: cosine * root };
      })
      .sort(
        (x, y) =>
          y.closeness - x.closeness || ((this.#ids[x.slot] ?? '') < (this.#ids[y.slot] ?? '') ? -1 : 1),
      )
      .slice(0, limit)
      .flatMap(({ slot, root, cosine }) => {
        const [id, expertId] = [this.#ids[slot], this.#experts[slot]];
        return id === undefined || expertId === undefined
          ? []
          : [{ id, expertId, cosine, recency: root * root }];
      });
  }

  /**
   * Slots that have most signs in common with the asked vector, by (share in common − share apart) × √recency; somewhat more
   * than `count`. The share of differing signs estimates the angle (Charikar, "Similarity Estimation Techniques from
   * Rounding Algorithms", STOC 2002).
   */
  #alike(asked: Int8Array, rootLeft: number, count: number): number[] {
    const [words, signs, ids] = [this.#words, this.#signs, this.#ids];
    const mine = signsOf(asked, words);
    // Sorting by counting: likeness in whole parts, and how many have each.
    const likeness = new Int16Array(ids.length).fill(-1);
    const counts = new Uint32Array(likenessParts + 1);
    for (let slot = 0, at = 0; slot < ids.length; slot++) {
      let apart = 0;
      for (let word = 0; word < words; word++, at++) apart += bitsIn((signs[at] ?? 0) ^ (mine[word] ?? 0));
      const alike = 1 - (2 * apart) / this.width;
      if (alike <= 0 || ids[slot] === undefined) continue;
      const parts = Math.floor(alike * Math.min(1, (this.#rootGrowth[slot] ?? 0) * rootLeft) * likenessParts);
      likeness[slot] = parts;
      counts[parts] = (counts[parts] ?? 0) + 1;
    }
    let least = likenessParts;
    for (let sum = counts[least] ?? 0; least > 0 && sum < count; sum += counts[least] ?? 0) least -= 1;
    const found: number[] = [];
    for (let slot = 0; slot < likeness.length; slot++) if ((likeness[slot] ?? -1) >= least) found.push(slot);
    return found;
  }

  #cosine(asked: ByteVector, slot: number): number {
    const { width } = this;
    if (asked.bytes.length !== width) return 0;
    const [bytes, start] = [this.#bytes, slot * width];
    let sum = 0;
    for (let at = 0; at < width; at++)
      sum = (sum + Math.imul(asked.bytes[at] ?? 0, bytes[start + at] ?? 0)) | 0;
    return within1(sum * asked.scale * (this.#scales[slot] ?? 0));
  }

  #count(expert: AccountId, slot: number, one: 1 | -1): void {
    const known = this.#resolvers.get(expert);
    const resolver = known ?? { count: 0, sum: new Float64Array(this.width), middle: undefined };
    if (!known) this.#resolvers.set(expert, resolver);
    const start = slot * this.width;
    const worth = (this.#scales[slot] ?? 0) * sumParts;
    for (let at = 0; at < this.width; at++) {
      resolver.sum[at] = (resolver.sum[at] ?? 0) + one * Math.round((this.#bytes[start + at] ?? 0) * worth);
    }
    resolver.count += one;
    resolver.middle = undefined;
    if (resolver.count === 0) this.#resolvers.delete(expert);
  }

  #makeRoom(slot: number): void {
    if ((slot + 1) * this.width <= this.#bytes.length) return;
    const slots = Math.ceil((slot + 1) * 1.5);
    this.#bytes = grown(this.#bytes, new Int8Array(slots * this.width));
    this.#signs = grown(this.#signs, new Uint32Array(slots * this.#words));
  }
}

const likenessParts = 1_024;

function middleOf(resolver: Resolver): ByteVector {
  if (!resolver.middle) {
    const length = Math.sqrt(resolver.sum.reduce((sum, value) => sum + value * value, 0)) || 1;
    resolver.middle = toBytes(resolver.sum.map((value) => value / length));
  }
  return resolver.middle;
}

/** A bit for each number: whether it is above 0. */
function signsOf(bytes: Int8Array, words: number): Uint32Array {
  const signs = new Uint32Array(words);
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) <= 0) continue;
    const word = Math.floor(at / bitsPerWord);
    signs[word] = (signs[word] ?? 0) | (1 << (at % bitsPerWord));
  }
  return signs;
}

/** Bits set in a 32-bit number (Warren, "Hacker's Delight", 5-1). */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function grown<A extends Int8Array | Uint32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

const within1 = (value: number): number => Math.max(-1, Math.min(1, value));
