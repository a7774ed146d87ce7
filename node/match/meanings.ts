import { Best } from '../core/best.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { ByteRows } from './byte-rows.ts';
import { leftAt } from './past-issues.ts';
import { Roster } from './roster.ts';
import { SignRows } from './sign-rows.ts';
import { type ByteVector, toBytes } from './vector.ts';

/** A past issue whose meaning is close to that of the one asked about. */
export type NearMeaning = {
  readonly id: IssueId;
  readonly expertId: AccountId;
  /** With what is particular to the one asked about (`particularOf`). */
  readonly cosine: number;
  /** What its age leaves of it, in [0, 1]. */
  readonly recency: number;
};

/** What the past and the experts' own words mean, compared with what is particular to one issue. */
export type MeaningLook = {
  /** The past issues that are closest, best first by cosine × √recency. */
  readonly near: readonly NearMeaning[];
  /** How close a past issue is, if its meaning is known. */
  to(id: IssueId): number | undefined;
  /**
   * How close the middle of all that each expert resolved is: by number, NaN for who resolved nothing. Good until somebody asks
   * this again, for whatever issue; so is `toDeclared`.
   */
  towards(): Float64Array;
  /** How close what each expert says of themselves is, likewise. */
  toDeclared(): Float64Array;
};

/** Sums are whole numbers of this part of 1, so that they do not depend on the order of adding. */
const sumParts = 16_384;

/** Of what all issues of a region have in common, so much is taken from one that is asked about. */
const usualShare = 0.5;

/** Of so few past issues, half of what they have in common is chance. */
const presumedChance = 20;

/** Past issues that are compared whole: those that by their signs are likeliest to be the closest. */
const comparedMax = 2_000;

/** What an expert resolved: the sum of its vectors. */
type Resolved = { count: number; readonly sum: Float64Array };

/** Vectors of experts, by number. */
class ExpertRows {
  readonly #rows: ByteRows;
  /** NaN for who has no vector. */
  #scales = new Float64Array(64).fill(Number.NaN);
  /** One column for all that is asked: what lies outside of the heap is collected late, and at a high price. */
  #cosines = new Float64Array(64);
  #count = 0;

  constructor(width: number) {
    this.#rows = new ByteRows(width);
  }

  set(expert: number, vector: ByteVector | undefined): void {
    if (vector) this.#rows.set(expert, vector.bytes);
    if (expert >= this.#scales.length) {
      const scales = new Float64Array(2 * (expert + 1)).fill(Number.NaN);
      scales.set(this.#scales);
      this.#scales = scales;
      this.#cosines = new Float64Array(scales.length);
    }
    this.#count = Math.max(this.#count, expert + 1);
    this.#scales[expert] = vector?.scale ?? Number.NaN;
  }

  /** The cosine with each expert's vector, NaN for who has none: a column that is good until the next call. */
  cosines(asked: ByteVector): Float64Array {
    const scales = this.#scales;
    const dots = this.#rows.dots(asked.bytes, this.#count);
    const cosines = this.#cosines.subarray(0, this.#count);
    for (let expert = 0; expert < cosines.length; expert++)
      cosines[expert] = within1((dots[expert] ?? 0) * asked.scale * (scales[expert] ?? 0));
    return cosines;
  }
}

/**
 * What past issues and experts' own words mean, in memory: vectors of one model, updated in place. A vector takes as many
 * bytes as it has numbers.
 */
export class Meanings {
  readonly width: number;
  readonly #slots = new Map<IssueId, number>();
  readonly #ids: (IssueId | undefined)[] = [];
  readonly #experts: number[] = [];
  // Columns, by slot: they are gone through for every issue that is asked about.
  /** Times what is left of 1 now (`leftAt`), the root of the recency. */
  #rootGrowth = new Float64Array(64);
  /** 0 where there is no past issue any more. */
  #scales = new Float64Array(64);
  readonly #spare: number[] = [];
  readonly #past: ByteRows;
  /** Of `#past`, each worth what its age leaves. */
  readonly #signs: SignRows;
  // By number of the expert.
  readonly #roster: Roster;
  readonly #resolved = new Map<number, Resolved>();
  /** The directions of the sums in `#resolved`, but for those that have changed since somebody asked. */
  readonly #middles: ExpertRows;
  readonly #changed = new Set<number>();
  readonly #declared: ExpertRows;
  /** Of all past issues' vectors. */
  readonly #sum: Float64Array;

  /** Experts are numbered by `roster`, which others may use as well. */
  constructor(width: number, roster: Roster = new Roster()) {
    this.width = width;
    this.#roster = roster;
    this.#past = new ByteRows(width);
    this.#signs = new SignRows(width);
    this.#middles = new ExpertRows(width);
    this.#declared = new ExpertRows(width);
    this.#sum = new Float64Array(width);
  }

  /** Past issues whose meaning is known. */
  get size(): number {
    return this.#slots.size;
  }

  /** Bytes of past issues' vectors. */
  get bytes(): number {
    return this.#past.bytes + this.#signs.bytes;
  }

  has(id: IssueId): boolean {
    return this.#slots.has(id);
  }

  /** Takes in what a past issue means, in place of what was known. Vectors of another width are left out. */
  add(id: IssueId, expertId: AccountId, at: EpochMs, { bytes, scale }: ByteVector): void {
    if (bytes.length !== this.width) return;
    this.remove(id);
    const slot = this.#spare.pop() ?? this.#ids.length;
    const rootGrowth = Math.sqrt(1 / leftAt(at));
    this.#past.set(slot, bytes);
    this.#signs.set(slot, bytes, rootGrowth);
    const expert = this.#roster.numberOf(expertId);
    this.#slots.set(id, slot);
    this.#ids[slot] = id;
    if (slot >= this.#scales.length) this.#widen();
    this.#experts[slot] = expert;
    this.#scales[slot] = scale;
    this.#rootGrowth[slot] = rootGrowth;
    this.#count(expert, slot, 1);
  }

  remove(id: IssueId): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#count(this.#experts[slot] ?? 0, slot, -1);
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#scales[slot] = 0;
    this.#signs.setWorth(slot, 0);
    this.#spare.push(slot);
  }

  /** Takes in what an expert's own words mean; undefined forgets it. */
  declare(expert: AccountId, vector: ByteVector | undefined): void {
    const isFitting = vector?.bytes.length === this.width;
    this.#declared.set(this.#roster.numberOf(expert), isFitting ? vector : undefined);
  }

  /** Compares all of it with one issue's vector, or what is particular to it. */
  look(vector: ByteVector, { now, limit }: { readonly now: EpochMs; readonly limit: number }): MeaningLook {
    for (const expert of this.#changed) this.#middles.set(expert, middleOf(this.#resolved.get(expert)));
    this.#changed.clear();
    const asked = this.particularOf(vector);
    return {
      near: this.#nearest(asked, Math.sqrt(leftAt(now)), limit),
      to: (id) => {
        const slot = this.#slots.get(id);
        return slot === undefined ? undefined : this.#cosine(asked, slot);
      },
      towards: () => this.#middles.cosines(asked),
      toDeclared: () => this.#declared.cosines(asked),
    };
  }

  /**
   * An issue's vector without some of what the region's past issues have in common: that they are written by people who ask for
   * help, in one language, about one company's things, tells nobody apart (cf. Mu and Viswanath, "All-but-the-Top", 2018, who
   * take it from both sides; taken from what is asked alone it orders nearly the same, and no kept vector changes).
   */
  particularOf(vector: ByteVector): ByteVector {
    const [sum, count] = [this.#sum, this.size];
    if (vector.bytes.length !== this.width || count === 0) return vector;
    const worth = usualShare / (count + presumedChance) / sumParts;
    const rest = Float64Array.from(vector.bytes, (byte, at) => byte * vector.scale - (sum[at] ?? 0) * worth);
    return toBytes(unit(rest));
  }

  #nearest(asked: ByteVector, rootLeft: number, limit: number): readonly NearMeaning[] {
    if (asked.bytes.length !== this.width) return [];
    const [ids, rootGrowth] = [this.#ids, this.#rootGrowth];
    const rootOf = (slot: number) => Math.min(1, (rootGrowth[slot] ?? 0) * rootLeft);
    const best = new Best(limit, (one, other) => (ids[one] ?? '') < (ids[other] ?? ''));
    for (const slot of this.#signs.likeliest(asked.bytes, ids.length, comparedMax)) {
      const closeness = this.#cosine(asked, slot) * rootOf(slot);
      // What has nothing in common is not near.
      if (closeness > 0 && closeness >= best.least) best.offer(slot, closeness);
    }
    return best.take().flatMap((slot) => {
      const [id, expertId] = [ids[slot], this.#roster.idOf(this.#experts[slot] ?? -1)];
      if (id === undefined || expertId === undefined) return [];
      return [{ id, expertId, cosine: this.#cosine(asked, slot), recency: rootOf(slot) * rootOf(slot) }];
    });
  }

  #widen(): void {
    const length = 2 * this.#scales.length;
    const [scales, rootGrowth] = [new Float64Array(length), new Float64Array(length)];
    scales.set(this.#scales);
    rootGrowth.set(this.#rootGrowth);
    this.#scales = scales;
    this.#rootGrowth = rootGrowth;
  }

  #cosine(asked: ByteVector, slot: number): number {
    return within1(this.#past.dot(asked.bytes, slot) * asked.scale * (this.#scales[slot] ?? 0));
  }

  #count(expert: number, slot: number, one: 1 | -1): void {
    const resolved = this.#resolved.get(expert) ?? { count: 0, sum: new Float64Array(this.width) };
    const vector = this.#past.at(slot);
    const worth = (this.#scales[slot] ?? 0) * sumParts;
    for (let at = 0; at < this.width; at++) {
      const part = one * Math.round((vector[at] ?? 0) * worth);
      resolved.sum[at] = (resolved.sum[at] ?? 0) + part;
      this.#sum[at] = (this.#sum[at] ?? 0) + part;
    }
    resolved.count += one;
    if (resolved.count > 0) this.#resolved.set(expert, resolved);
    else this.#resolved.delete(expert);
    this.#changed.add(expert);
  }
}

function middleOf(resolved: Resolved | undefined): ByteVector | undefined {
  return resolved && toBytes(unit(resolved.sum));
}

/** The same direction, of length 1; zeros stay zeros. */
function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  return vector.map((value) => value / length);
}

const within1 = (value: number): number => Math.max(-1, Math.min(1, value));
