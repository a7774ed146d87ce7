import { within01 } from '../core/within01.ts';
import type { TermWeights } from './issue-terms.ts';
import { Postings, slotOf } from './postings.ts';
import { terms, termWeight } from './text.ts';

/** Declarations that were changed are swept from the lists when they are a share of all. */
const goneShareMax = 1 / 4;

/**
 * The words in which experts describe themselves, as inverted lists: so that an issue is compared with ten thousand
 * experts by looking at the few who have a word in common with it.
 */
export class Declared {
  readonly #postings = new Postings();
  readonly #slots = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  #slotsUsed = 0;
  readonly #spare: number[] = [];
  readonly #gone = new Set<number>();

  get size(): number {
    return this.#slots.size;
  }

  /** Takes in what an expert says of themselves, in place of what they said before. */
  set(expert: string, text: string): void {
    if (this.#texts.get(expert) === text) return;
    this.remove(expert);
    const slot = this.#spare.pop() ?? this.#slotsUsed++;
    for (const term of new Set(terms(text))) this.#postings.add(term, slot, 1);
    this.#slots.set(expert, slot);
    this.#texts.set(expert, text);
  }

  remove(expert: string): void {
    const slot = this.#slots.get(expert);
    if (slot === undefined) return;
    this.#slots.delete(expert);
    this.#texts.delete(expert);
    this.#gone.add(slot);
    if (this.#gone.size <= this.#slotsUsed * goneShareMax) return;
    this.#postings.sweep((gone) => this.#gone.has(gone));
    this.#spare.push(...this.#gone);
    this.#gone.clear();
  }

  /**
   * How much of an issue each expert's words cover, in [0, 1]: the square root of the covered share of its weight. The
   * root, because the first words they have in common show the subject, and nobody covers a whole description. A term
   * weighs what it counts for, times its length (`termWeight`) and its rarity. An issue without terms is covered by nobody.
   */
  coverage(asked: TermWeights, rarityOf: (term: string) => number): (expert: string) => number {
    const covered = new Float64Array(this.#slotsUsed);
    let whole = 0;
    for (const [word, times] of asked) {
      const weight = times * termWeight(word) * rarityOf(word);
      whole += weight;
      const term = this.#postings.termOf(word);
      if (term === undefined) continue;
      for (const posting of this.#postings.of(term)) {
        const slot = slotOf(posting);
        covered[slot] = (covered[slot] ?? 0) + weight;
      }
    }
    return (expert) => {
      const share = covered[this.#slots.get(expert) ?? -1] ?? 0;
      return share > 0 && whole > 0 ? within01(Math.sqrt(share / whole)) : 0;
    };
  }
}
