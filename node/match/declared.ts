import type { AccountId } from '../core/ids.ts';
import { within01 } from '../core/within01.ts';
import type { TermWeights } from './issue-terms.ts';
import { meantFactor, nearWords, unknownMax } from './near-words.ts';
import type { PastIssues } from './past-issues.ts';
import { Postings, slotOf } from './postings.ts';
import { Roster } from './roster.ts';
import { terms, termWeight } from './text.ts';

/** Declarations that were changed are swept from the lists when they are a share of all. */
const goneShareMax = 1 / 4;

const nobody = -1;

/**
 * The words in which experts describe themselves, as inverted lists: so that an issue is compared with ten thousand
 * experts by looking at the few who have a word in common with it.
 */
export class Declared {
  readonly #postings = new Postings();
  readonly #roster: Roster;
  /** What each said last, by number in the roster; undefined for who says nothing any more. */
  readonly #texts: (string | undefined)[] = [];
  /** Slots in the lists, by number. */
  readonly #slots: (number | undefined)[] = [];
  /** Numbers, by slot; `nobody` where one was removed. */
  #experts = new Int32Array(64);
  #used = 0;
  readonly #spare: number[] = [];
  readonly #gone = new Set<number>();

  /** Experts are numbered by `roster`, which others may use as well. */
  constructor(roster: Roster = new Roster()) {
    this.#roster = roster;
  }

  /** Takes in what an expert says of themselves, in place of what they said before. */
  set(id: AccountId, text: string): void {
    const expert = this.#roster.numberOf(id);
    if (this.#texts[expert] === text) return;
    this.remove(id);
    const slot = this.#spare.pop() ?? this.#newSlot();
    for (const term of new Set(terms(text))) this.#postings.add(term, slot, 1);
    this.#texts[expert] = text;
    this.#slots[expert] = slot;
    this.#experts[slot] = expert;
  }

  remove(id: AccountId): void {
    const expert = this.#roster.find(id) ?? -1;
    const slot = this.#slots[expert];
    if (slot === undefined) return;
    this.#texts[expert] = undefined;
    this.#slots[expert] = undefined;
    this.#experts[slot] = nobody;
    this.#gone.add(slot);
    if (this.#gone.size <= this.#used * goneShareMax) return;
    this.#postings.sweep((swept) => (this.#gone.has(swept) ? undefined : swept));
    this.#spare.push(...this.#gone);
    this.#gone.clear();
  }

  /**
   * How much of an issue each expert's words cover, in [0, 1], by number in the roster: the square root of the covered
   * share of its weight. The root, because the first words they have in common show the subject, and nobody covers a
   * whole description. A term weighs what it counts for, times its length (`termWeight`) and its rarity. A word that nobody
   * knows, here or among the past issues (`past`), is taken for the one near it that most experts use, at less. An issue
   * without terms is covered by nobody.
   */
  coverage(asked: TermWeights, past: Pick<PastIssues, 'rarityOf' | 'countOf'>): Float64Array {
    const covered = new Float64Array(this.#roster.size);
    const experts = this.#experts;
    let whole = 0;
    let unknown = 0;
    for (const [word, times] of asked) {
      const pastCount = past.countOf(word);
      let weight = times * termWeight(word) * past.rarityOf(pastCount);
      whole += weight;
      let term = this.#postings.termOf(word);
      if (term === undefined && pastCount === 0 && unknown < unknownMax) {
        unknown += 1;
        term = this.#meant(word, asked);
        weight *= meantFactor;
      }
      if (term === undefined) continue;
      const postings = this.#postings.of(term);
      for (let at = 0; at < postings.length; at++) {
        const expert = experts[slotOf(postings[at] ?? 0)] ?? nobody;
        if (expert !== nobody) covered[expert] = (covered[expert] ?? 0) + weight;
      }
    }
    if (whole > 0)
      for (let expert = 0; expert < covered.length; expert++) {
        const share = (covered[expert] ?? 0) / whole;
        covered[expert] = share > 0 ? within01(Math.sqrt(share)) : 0;
      }
    return covered;
  }

  #newSlot(): number {
    if (this.#used === this.#experts.length) {
      const experts = new Int32Array(2 * this.#used);
      experts.set(this.#experts);
      this.#experts = experts;
    }
    this.#used += 1;
    return this.#used - 1;
  }

  #meant(word: string, asked: TermWeights): number | undefined {
    let best: number | undefined;
    for (const near of nearWords(word, (other) => this.#postings.termOf(other) !== undefined)) {
      const term = asked.has(near) ? undefined : this.#postings.termOf(near);
      if (term === undefined) continue;
      if (best === undefined || this.#postings.countOf(term) > this.#postings.countOf(best)) best = term;
    }
    return best;
  }
}
