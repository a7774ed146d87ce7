import { dayMs, remaining } from '../core/decay.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { ln } from '../core/ln.ts';
import type { IssueText } from '../core/skill.ts';
import { within01 } from '../core/within01.ts';
import { frequencyOf, Postings, slotOf } from './postings.ts';
import { terms } from './text.ts';

/** A resolved issue, as it was written, and who resolved it when. */
export type PastIssue = IssueText & {
  readonly id: IssueId;
  readonly expertId: AccountId;
  readonly at: EpochMs;
};

/** A past issue that resembles the one that is asked about. */
export type Near = {
  readonly id: IssueId;
  readonly expertId: AccountId;
  /** How much of what the issue could match, matched: in [0, 1], whatever else is known. */
  readonly score: number;
  /** What its age leaves of it, in [0, 1]: 0.5 after `pastHalfLifeMs`. */
  readonly recency: number;
};

/** After half a year a resolved issue counts half: people change, and so does what they work on. */
export const pastHalfLifeMs = 180 * dayMs;

/** BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with its usual parameters. */
const k1 = 1.2;
const b = 0.75;

/**
 * What a term can hardly exceed, in units of its inverse document frequency: a term that stands twice in a document of
 * usual length. The sum over all terms of a query is its ideal, by which scores are divided.
 */
const idealFactor = 1.5;

/** Terms of a query, the rarest of them: beyond, a description adds time and no knowledge. */
const queryTermsMax = 64;

/** The index is swept when a share of its documents is gone. */
const goneShareMax = 1 / 8;

/** A term of a query, with how many times its share it counts for. */
type Asked = { readonly term: number; readonly idf: number };

/**
 * What this region's experts have resolved, in memory, to find those that resemble an issue: an inverted index, updated
 * in place. Its answers depend on what is in it and on nothing else; all its mathematics gives the same everywhere.
 */
export class PastIssues {
  readonly #postings = new Postings();
  readonly #slots = new Map<IssueId, number>();
  readonly #ids: (IssueId | undefined)[] = [];
  readonly #experts: AccountId[] = [];
  readonly #at: EpochMs[] = [];
  readonly #lengths: number[] = [];
  readonly #spare: number[] = [];
  /** Slots of removed issues whose postings are still there. */
  readonly #gone: number[] = [];
  #lengthSum = 0;
  #scores = new Float64Array(64);

  get size(): number {
    return this.#slots.size;
  }

  has(id: IssueId): boolean {
    return this.#slots.has(id);
  }

  /** Takes in a resolved issue, in place of what was known under its id. */
  add(issue: PastIssue): void {
    this.remove(issue.id);
    const slot = this.#spare.pop() ?? this.#ids.length;
    const counts = countsOf(issue);
    let length = 0;
    for (const [word, count] of counts) {
      this.#postings.add(word, slot, count);
      length += count;
    }
    this.#slots.set(issue.id, slot);
    this.#ids[slot] = issue.id;
    this.#experts[slot] = issue.expertId;
    this.#at[slot] = issue.at;
    this.#lengths[slot] = length;
    this.#lengthSum += length;
  }

  remove(id: IssueId): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#lengthSum -= this.#lengths[slot] ?? 0;
    this.#gone.push(slot);
    if (this.#gone.length > this.#ids.length * goneShareMax) this.sweep();
  }

  /**
   * The `limit` past issues that resemble this one most, best first by score × recency; fewer, if fewer have a term in
   * common with it.
   */
  nearest(
    issue: IssueText,
    { now, limit }: { readonly now: EpochMs; readonly limit: number },
  ): readonly Near[] {
    const { asked, ideal } = this.#query(issue);
    if (asked.length === 0) return [];
    const scores = this.#scored(asked);
    const found: Near[] = [];
    let least = 0;
    for (let slot = 0; slot < this.#ids.length; slot++) {
      const score = scores[slot] ?? 0;
      if (score <= 0) continue;
      scores[slot] = 0;
      const id = this.#ids[slot];
      const expertId = this.#experts[slot];
      if (id === undefined || expertId === undefined || score / ideal <= least) continue;
      const recency = remaining(now - (this.#at[slot] ?? 0), pastHalfLifeMs);
      found.push({ id, expertId, score: within01(score / ideal), recency });
      if (found.length >= 2 * limit) {
        found.sort(byCloseness).length = limit;
        const last = found[limit - 1];
        least = last ? last.score * last.recency : 0;
      }
    }
    return found.sort(byCloseness).slice(0, limit);
  }

  #query(issue: IssueText): { readonly asked: readonly Asked[]; readonly ideal: number } {
    const asked: Asked[] = [];
    let ideal = 0;
    for (const word of countsOf(issue).keys()) {
      const term = this.#postings.termOf(word);
      const idf = this.#idf(term === undefined ? 0 : this.#postings.countOf(term));
      ideal += idealFactor * idf;
      if (term !== undefined) asked.push({ term, idf });
    }
    return { asked: asked.sort((x, y) => y.idf - x.idf).slice(0, queryTermsMax), ideal };
  }

  #idf(documents: number): number {
    const all = this.#ids.length - this.#spare.length;
    return ln(1 + (all - documents + 0.5) / (documents + 0.5));
  }

  /** The BM25 score of each slot, in an array that the caller leaves as zeros. */
  #scored(asked: readonly Asked[]): Float64Array {
    if (this.#scores.length < this.#ids.length) this.#scores = new Float64Array(2 * this.#ids.length);
    const scores = this.#scores;
    const perLength = (k1 * b * this.size) / Math.max(1, this.#lengthSum);
    for (const { term, idf } of asked)
      for (const posting of this.#postings.of(term)) {
        const slot = slotOf(posting);
        const frequency = frequencyOf(posting);
        const norm = k1 * (1 - b) + perLength * (this.#lengths[slot] ?? 0);
        scores[slot] = (scores[slot] ?? 0) + (idf * frequency * (k1 + 1)) / (frequency + norm);
      }
    return scores;
  }

  /** Gives back what removed issues still take; it is done by itself when they are many. */
  sweep(): void {
    const gone = new Set(this.#gone);
    this.#postings.sweep((slot) => gone.has(slot));
    this.#spare.push(...this.#gone);
    this.#gone.length = 0;
  }
}

/** Of equals the newer first, then by id: the order says the same whatever the order of adding. */
const byCloseness = (x: Near, y: Near): number =>
  y.score * y.recency - x.score * x.recency || y.recency - x.recency || (x.id < y.id ? -1 : 1);

/** The terms of an issue, and how often each occurs. The category is a word of it like any other. */
const countsOf = ({ title, description, category, language }: IssueText): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms(`${title}\n${category}\n${description}`, language))
    counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};
