import { Best } from '../core/best.ts';
import { dayMs, remaining } from '../core/decay.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import { ln } from '../core/ln.ts';
import type { IssueText } from '../core/skill.ts';
import { within01 } from '../core/within01.ts';
import { askedTerms, pastTerms, type TermWeights } from './issue-terms.ts';
import { meantFactor, nearWords, unknownMax } from './near-words.ts';
import { frequencyOf, Postings, slotOf } from './postings.ts';
import { Roster } from './roster.ts';

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

/** What the past says of one issue. */
export type Look = {
  /** The past issues that resemble it most, best first by score × recency. */
  readonly near: readonly Near[];
  /** How familiar its words are to each expert from all they resolved, in [0, 1], what is newer counting more. By number in the roster. */
  readonly familiar: Float64Array;
  /** How many issues the expert of a number resolved, older ones counting less. */
  resolvedBy(expert: number): number;
};

/** After half a year a resolved issue counts half: people change, and so does what they work on. */
export const pastHalfLifeMs = 180 * dayMs;

/** Ages are counted from here, 2025-01-01, so that what time makes of all of them is one factor. */
const referenceAt: EpochMs = 1_735_689_600_000;
/** Further away than so many half-lives, 200 years, is a clock gone mad: numbers stay finite all the same. */
const halfLivesMax = 400;

/** BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) with its usual parameters. */
const k1 = 1.2;
const b = 0.75;

/**
 * What a term can hardly exceed, in units of its inverse document frequency: a term that stands twice in a document of
 * usual length. The sum over all terms of a query is its ideal, by which scores are divided.
 */
const idealFactor = 1.5;

/** Terms of a query that are looked up, the weightiest: beyond, a long description adds time and no knowledge. */
const askedTermsMax = 48;

/**
 * Postings that are looked at for one query: what a thread goes through in a millisecond. The weightiest terms come first,
 * so that only in a region with very many past issues the commonest words are left out, which say least.
 */
const postingsMax = 60_000;

/** So many words are taken for one that nobody knows. */
const meantMax = 2;

/** The index is swept when a share of its documents is gone. */
const goneShareMax = 1 / 8;

/** A term of a query, and its inverse document frequency times what it counts for. */
type Asked = { readonly term: number; readonly weight: number; readonly times: number };
type Query = { readonly asked: readonly Asked[]; readonly ideal: number };

/**
 * What this region's experts have resolved, in memory, to find what resembles an issue: an inverted index, updated in
 * place. Its answers depend on what is in it and on nothing else; all its mathematics gives the same everywhere.
 */
export class PastIssues {
  readonly #postings = new Postings();
  readonly #slots = new Map<IssueId, number>();
  readonly #roster: Roster;
  /** By slot. */
  readonly #ids: (IssueId | undefined)[] = [];
  // One column for each fact, by slot: objects would take ten times as much.
  #experts = new Uint32Array(64);
  #lengths = new Float32Array(64);
  /** 2^(half-lives since `referenceAt`): times what is left of 1 since then, it is the recency. */
  #growth = new Float64Array(64);
  /** Zeros between calls. */
  #scores = new Float64Array(64);
  // And by number of the expert: issues, and their sums in the measure of growth, also of their lengths.
  #counts = new Uint32Array(64);
  #resolved = new Float64Array(64);
  #resolvedLengths = new Float64Array(64);
  readonly #spare: number[] = [];
  /** Slots of removed issues whose postings are still there. */
  readonly #gone: number[] = [];
  #lengthSum = 0;
  /** By number of the expert, zeros between calls. */
  #frequencies = new Float64Array(64);
  /** Scratch: experts who know a term. */
  #touched = new Uint32Array(64);

  /** Experts are numbered by `roster`, which others may use as well. */
  constructor(roster: Roster = new Roster()) {
    this.#roster = roster;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Bytes of the inverted lists. */
  get bytes(): number {
    return (
      this.#postings.bytes + this.#growth.byteLength + this.#scores.byteLength + this.#frequencies.byteLength
    );
  }

  has(id: IssueId): boolean {
    return this.#slots.has(id);
  }

  /** Takes in a resolved issue, in place of what was known under its id. */
  add(issue: PastIssue): void {
    this.remove(issue.id);
    const slot = this.#spare.pop() ?? this.#ids.length;
    let length = 0;
    for (const [word, count] of pastTerms(issue)) {
      this.#postings.add(word, slot, count);
      length += count;
    }
    const expert = this.#roster.numberOf(issue.expertId);
    const growth = 1 / leftAt(issue.at);
    this.#slots.set(issue.id, slot);
    this.#ids[slot] = issue.id;
    if (this.#scores.length < this.#ids.length) this.#widen();
    this.#experts[slot] = expert;
    this.#lengths[slot] = length;
    this.#growth[slot] = growth;
    this.#lengthSum += length;
    if (this.#counts.length <= expert) this.#widenExperts();
    this.#count(expert, 1, growth, length);
  }

  remove(id: IssueId): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    const length = this.#lengths[slot] ?? 0;
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#lengthSum -= length;
    this.#count(this.#experts[slot] ?? 0, -1, this.#growth[slot] ?? 0, length);
    this.#gone.push(slot);
    if (this.#gone.length > this.#ids.length * goneShareMax) this.sweep();
  }

  /** Gives back what removed issues still take; it is done by itself when they are many. */
  sweep(): void {
    const gone = new Set(this.#gone);
    this.#postings.sweep((slot) => gone.has(slot));
    this.#spare.push(...this.#gone);
    this.#gone.length = 0;
  }

  /** The past issues that resemble this one most, at most `limit`: `look` for who needs no more. */
  nearest(issue: IssueText, options: { readonly now: EpochMs; readonly limit: number }): readonly Near[] {
    return this.look(askedTerms(issue), options).near;
  }

  /** Whether a term stands in any past issue. */
  knows(word: string): boolean {
    return this.#postings.termOf(word) !== undefined;
  }

  /** How rare a term is among the past issues: BM25's inverse document frequency; the greatest for an unknown one. */
  rarityOf(word: string): number {
    const term = this.#postings.termOf(word);
    return this.#rarity(term === undefined ? 0 : this.#postings.countOf(term));
  }

  /** Everything the past says of an issue with these terms. */
  look(terms: TermWeights, { now, limit }: { readonly now: EpochMs; readonly limit: number }): Look {
    const left = leftAt(now);
    const { asked, ideal } = this.#query(terms);
    const familiar = this.#score(asked, left);
    const resolvedBy = (expert: number) =>
      (this.#counts[expert] ?? 0) > 0 ? (this.#resolved[expert] ?? 0) * left : 0;
    return { near: this.#nearest(ideal, left, limit), familiar, resolvedBy };
  }

  #query(terms: TermWeights): Query {
    const asked: Asked[] = [];
    let ideal = 0;
    let unknown = 0;
    for (const [word, times] of terms) {
      const term = this.#postings.termOf(word);
      const weight = times * this.rarityOf(word);
      ideal += idealFactor * weight;
      if (term !== undefined) {
        asked.push({ term, weight, times });
        continue;
      }
      unknown += 1;
      if (unknown > unknownMax) continue;
      for (const near of this.#meant(word, terms))
        asked.push({
          term: near,
          weight: meantFactor * times * this.#rarity(this.#postings.countOf(near)),
          times: meantFactor * times,
        });
    }
    asked.sort((x, y) => y.weight - x.weight);
    let postings = 0;
    const fits = ({ term }: Asked, place: number) => {
      postings += this.#postings.countOf(term);
      return place === 0 || (place < askedTermsMax && postings <= postingsMax);
    };
    return { asked: asked.filter(fits), ideal };
  }

  /** What was meant by a word that nobody knows: the commonest of the words near it, unless it is asked for anyway. */
  #meant(word: string, terms: TermWeights): readonly number[] {
    const near = nearWords(word, (other) => this.#postings.termOf(other) !== undefined).filter(
      (other) => !terms.has(other),
    );
    return near
      .map((other) => this.#postings.termOf(other) ?? 0)
      .sort((x, y) => this.#postings.countOf(y) - this.#postings.countOf(x) || x - y)
      .slice(0, meantMax);
  }

  #rarity(documents: number): number {
    return rarity(documents, this.size + this.#gone.length);
  }

  /**
   * Adds up the BM25 score of each past issue in `#scores`, and returns how familiar the terms are to each resolver: BM25
   * again, of all they resolved taken as one text, divided by its own ideal.
   */
  #score(asked: readonly Asked[], left: number): Float64Array {
    const familiar = new Float64Array(this.#roster.size);
    const [scores, frequencies, touched] = [this.#scores, this.#frequencies, this.#touched];
    const [experts, lengths, growth] = [this.#experts, this.#lengths, this.#growth];
    const resolvedLengths = this.#resolvedLengths;
    const perLength = (k1 * b * this.size) / Math.max(1, this.#lengthSum);
    const { active, usual } = this.#usual();
    const perResolvedLength = (k1 * b) / usual;
    let ideal = 0;
    for (const { term, weight, times } of asked) {
      const postings = this.#postings.of(term);
      const most = weight * (k1 + 1);
      let knowing = 0;
      for (let at = 0; at < postings.length; at++) {
        const posting = postings[at] ?? 0;
        const slot = slotOf(posting);
        const frequency = frequencyOf(posting);
        const norm = k1 * (1 - b) + perLength * (lengths[slot] ?? 0);
        scores[slot] = (scores[slot] ?? 0) + (most * frequency) / (frequency + norm);
        const expert = experts[slot] ?? 0;
        const known = frequencies[expert] ?? 0;
        // Without a branch: whether somebody knew the term already is as good as chance, and a wrong guess costs twenty additions.
        touched[knowing] = expert;
        knowing += Number(known === 0);
        frequencies[expert] = known + frequency * (growth[slot] ?? 0);
      }
      const rare = times * rarity(knowing, active);
      ideal += idealFactor * rare;
      const mostOfAll = rare * left * (k1 + 1);
      for (let at = 0; at < knowing; at++) {
        const expert = touched[at] ?? 0;
        const frequency = frequencies[expert] ?? 0;
        frequencies[expert] = 0;
        const norm = k1 * (1 - b) + perResolvedLength * (resolvedLengths[expert] ?? 0);
        familiar[expert] = (familiar[expert] ?? 0) + (mostOfAll * frequency) / (frequency * left + norm);
      }
    }
    if (ideal > 0)
      for (let expert = 0; expert < familiar.length; expert++)
        familiar[expert] = within01((familiar[expert] ?? 0) / ideal);
    return familiar;
  }

  /** How many experts resolved anything, and how much text they resolved in the mean, in the measure of `#growth`. */
  #usual(): { readonly active: number; readonly usual: number } {
    const [counts, lengths] = [this.#counts, this.#resolvedLengths];
    let active = 0;
    let sum = 0;
    for (let expert = 0; expert < this.#roster.size; expert++) {
      if ((counts[expert] ?? 0) === 0) continue;
      active += 1;
      sum += lengths[expert] ?? 0;
    }
    return { active, usual: sum > 0 ? sum / active : 1 };
  }

  /** The best of `#scores`, which are zeros again afterwards. */
  #nearest(ideal: number, left: number, limit: number): readonly Near[] {
    const [scores, ids, growth] = [this.#scores, this.#ids, this.#growth];
    const recencyOf = (slot: number) => Math.min(1, (growth[slot] ?? 0) * left);
    // Of equals the newer first, then by id: the order says the same whatever the order of adding.
    const best = new Best(limit, (one, other) => {
      const newer = recencyOf(one) - recencyOf(other);
      return newer > 0 || (newer === 0 && (ids[one] ?? '') < (ids[other] ?? ''));
    });
    let { least } = best;
    // The latest first, mostly: they leave few of the others anything to win.
    for (let slot = ids.length - 1; slot >= 0; slot--) {
      const score = scores[slot] ?? 0;
      // Nothing is closer than its score. Asked in this order, as nearly all go the same way and the processor guesses it.
      if (score < least || score === 0) continue;
      const closeness = score * recencyOf(slot);
      if (closeness < least || ids[slot] === undefined) continue;
      best.offer(slot, closeness);
      least = best.least;
    }
    const near = best.take().flatMap((slot) => {
      const [id, expertId] = [ids[slot], this.#roster.idOf(this.#experts[slot] ?? -1)];
      if (id === undefined || expertId === undefined) return [];
      return [{ id, expertId, score: within01((scores[slot] ?? 0) / ideal), recency: recencyOf(slot) }];
    });
    scores.fill(0, 0, ids.length);
    return near;
  }

  #widen(): void {
    const length = 2 * this.#scores.length;
    this.#experts = wider(this.#experts, new Uint32Array(length));
    this.#lengths = wider(this.#lengths, new Float32Array(length));
    this.#growth = wider(this.#growth, new Float64Array(length));
    this.#scores = new Float64Array(length);
  }

  #widenExperts(): void {
    const length = 2 * this.#roster.size;
    this.#counts = wider(this.#counts, new Uint32Array(length));
    this.#resolved = wider(this.#resolved, new Float64Array(length));
    this.#resolvedLengths = wider(this.#resolvedLengths, new Float64Array(length));
    this.#frequencies = new Float64Array(length);
    this.#touched = new Uint32Array(length);
  }

  #count(expert: number, one: 1 | -1, growth: number, length: number): void {
    const count = (this.#counts[expert] ?? 0) + one;
    const added = (sum: number | undefined, value: number) =>
      count === 0 ? 0 : Math.max(0, (sum ?? 0) + one * value);
    this.#counts[expert] = count;
    this.#resolved[expert] = added(this.#resolved[expert], growth);
    this.#resolvedLengths[expert] = added(this.#resolvedLengths[expert], growth * length);
  }
}

/** BM25's inverse document frequency: of `documents` out of `all`. */
const rarity = (documents: number, all: number): number =>
  ln(1 + (all - documents + 0.5) / (documents + 0.5));

const sinceReference = (at: EpochMs): number => {
  const most = halfLivesMax * pastHalfLifeMs;
  return Math.max(-most, Math.min(most, at - referenceAt));
};

/** 0.5^(half-lives from the reference to then). */
export const leftAt = (now: EpochMs): number => {
  const since = sinceReference(now);
  return since < 0 ? 1 / remaining(-since, pastHalfLifeMs) : remaining(since, pastHalfLifeMs);
};

function wider<A extends Uint32Array | Float32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
