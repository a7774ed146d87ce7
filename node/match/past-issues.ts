import { dayMs, remaining } from '../core/decay.ts';
import type { AccountId, EpochMs, IssueId } from '../core/ids.ts';
import type { IssueText } from '../core/skill.ts';
import { within01 } from '../core/within01.ts';
import { type AskedTerm, idealFactor, normsFor, rarity } from './bm25.ts';
import { familiarity } from './familiarity.ts';
import { askedTerms, pastTerms, type TermWeights } from './issue-terms.ts';
import { meantFactor, nearWords, unknownMax } from './near-words.ts';
import { nearest } from './nearest.ts';
import { PastTable } from './past-table.ts';
import { Postings } from './postings.ts';
import { Resolvers } from './resolvers.ts';
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
/** Further away than so many half-lives, a century, is a clock gone mad: numbers stay finite all the same, to the fourth power. */
const halfLivesMax = 200;

/** Terms of a query that are looked up, the weightiest: beyond, a long description adds time and no knowledge. */
const askedTermsMax = 48;

/**
 * Postings that are looked at for one query, to find what resembles it: what a thread goes through in a millisecond. The
 * weightiest terms come first, so that only in a region with very many past issues the commonest words are left out, which
 * say least.
 */
const nearPostingsMax = 100_000;

/** And to find whom its words are familiar to: these take twice as long, and what most people know tells them least apart. */
const familiarPostingsMax = 30_000;

/** So many words are taken for one that nobody knows. */
const meantMax = 2;

/** The index is swept when a share of its documents is gone. */
const goneShareMax = 1 / 8;

type Query = { readonly asked: readonly AskedTerm[]; readonly ideal: number };

/**
 * What this region's experts have resolved, in memory, to find what resembles an issue: an inverted index, updated in
 * place. Its answers depend on what is in it and on nothing else; all its mathematics gives the same everywhere.
 */
export class PastIssues {
  readonly #postings = new Postings();
  readonly #table = new PastTable();
  readonly #resolvers = new Resolvers();
  readonly #roster: Roster;
  #lengthSum = 0;

  /** Experts are numbered by `roster`, which others may use as well. */
  constructor(roster: Roster = new Roster()) {
    this.#roster = roster;
  }

  get size(): number {
    return this.#table.size;
  }

  /** Bytes of the inverted lists, and of the table beside them with its scratch memory. */
  get bytes(): number {
    return this.#postings.bytes + this.#table.bytes;
  }

  has(id: IssueId): boolean {
    return this.#table.slotOf(id) !== undefined;
  }

  /** Takes in a resolved issue, in place of what was known under its id. */
  add(issue: PastIssue): void {
    this.remove(issue.id);
    const terms = pastTerms(issue);
    let length = 0;
    for (const count of terms.values()) length += count;
    const expert = this.#roster.numberOf(issue.expertId);
    const growth = 1 / leftAt(issue.at);
    const slot = this.#table.add({ id: issue.id, expert, length, growth });
    for (const [word, count] of terms) this.#postings.add(word, slot, count);
    this.#lengthSum += length;
    this.#resolvers.add(expert, growth, length);
  }

  remove(id: IssueId): void {
    const removed = this.#table.remove(this.#table.slotOf(id) ?? -1);
    if (!removed) return;
    const { expert, growth, length } = removed;
    this.#lengthSum -= length;
    this.#resolvers.remove(expert, growth, length);
    if (this.#gone > this.#table.slots * goneShareMax) this.sweep();
  }

  /** Gives back what removed issues still take; it is done by itself when they are many. */
  sweep(): void {
    const moved = this.#table.close();
    this.#postings.sweep((slot) => moved[slot]);
  }

  /** Removed issues whose postings are still there. */
  get #gone(): number {
    return this.#table.slots - this.#table.size;
  }

  /** The past issues that resemble this one most, at most `limit`: `look` for who needs no more. */
  nearest(issue: IssueText, options: { readonly now: EpochMs; readonly limit: number }): readonly Near[] {
    return this.look(askedTerms(issue), options).near;
  }

  /** Past issues in which a term stands. */
  countOf(word: string): number {
    const term = this.#postings.termOf(word);
    return term === undefined ? 0 : this.#postings.countOf(term);
  }

  /** How rare a term is that stands in so many past issues: BM25's inverse document frequency. */
  rarityOf(count: number): number {
    return rarity(count, this.#table.slots);
  }

  /** Everything the past says of an issue with these terms. */
  look(terms: TermWeights, { now, limit }: { readonly now: EpochMs; readonly limit: number }): Look {
    const left = leftAt(now);
    const { asked, ideal } = this.#query(terms);
    const [postings, table, resolvers] = [this.#postings, this.#table, this.#resolvers];
    const norms = normsFor(this.size, Math.max(1, this.#lengthSum));
    const found = nearest(this.#within(asked, nearPostingsMax), { postings, table }, { norms, left, limit });
    const near = found.flatMap(({ slot, score, recency }) => {
      const [id, expertId] = [table.ids[slot], this.#roster.idOf(table.expertAt(slot))];
      return id === undefined || expertId === undefined
        ? []
        : [{ id, expertId, score: within01(score / ideal), recency }];
    });
    const familiar = familiarity(
      this.#within(asked, familiarPostingsMax),
      { postings, table, resolvers },
      { left, experts: this.#roster.size },
    );
    const { resolved } = resolvers;
    return { near, familiar, resolvedBy: (expert) => (resolved[expert] ?? 0) * left };
  }

  #query(terms: TermWeights): Query {
    const asked: AskedTerm[] = [];
    let ideal = 0;
    let unknown = 0;
    for (const [word, times] of terms) {
      const term = this.#postings.termOf(word);
      const weight = times * this.rarityOf(term === undefined ? 0 : this.#postings.countOf(term));
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
          weight: meantFactor * times * this.rarityOf(this.#postings.countOf(near)),
          times: meantFactor * times,
        });
    }
    asked.sort((x, y) => y.weight - x.weight);
    return { asked: asked.slice(0, askedTermsMax), ideal };
  }

  /** The weightiest terms, as many as have so many postings together; one at least. */
  #within(asked: readonly AskedTerm[], postingsMax: number): readonly AskedTerm[] {
    let postings = 0;
    return asked.filter(({ term }, place) => {
      postings += this.#postings.countOf(term);
      return place === 0 || postings <= postingsMax;
    });
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
}

const sinceReference = (at: EpochMs): number => {
  const most = halfLivesMax * pastHalfLifeMs;
  return Math.max(-most, Math.min(most, at - referenceAt));
};

/** 0.5^(half-lives from the reference to then). */
export const leftAt = (now: EpochMs): number => {
  const since = sinceReference(now);
  return since < 0 ? 1 / remaining(-since, pastHalfLifeMs) : remaining(since, pastHalfLifeMs);
};
