import type { AccountId } from '../core/ids.ts';
import type { Skilled } from '../core/skill.ts';
import { within01 } from '../core/within01.ts';
import type { Roster } from './roster.ts';

/** Categories that columns are kept of: a mesh has some ten, and what is asked for beside is seldom asked for twice. */
const categoriesMax = 64;

/** What experts say of one category, by their number. */
export type CategoryColumns = {
  /** 1 for who declared it, else 0. */
  readonly declared: Uint8Array;
  /** Their quiz result in it, 0 if there is none. */
  readonly quiz: Float64Array;
};

/**
 * The experts who are declared here, by number in the roster. What an issue's category asks of each lies in columns, so
 * that thousands are compared without looking at any of them.
 */
export class KnownExperts {
  readonly #roster: Roster;
  readonly #experts: (Skilled | undefined)[] = [];
  /** 1 for who remembers anything. */
  #remembers = new Uint8Array(64);
  readonly #columns = new Map<string, CategoryColumns>();

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  set(expert: Skilled): number {
    const number = this.#roster.numberOf(expert.id);
    // Columns are made anew when somebody does not fit, which is seldom: they have room for as many again.
    if (number >= this.#remembers.length) {
      const wider = new Uint8Array(2 * this.#roster.size);
      wider.set(this.#remembers);
      this.#remembers = wider;
      this.#columns.clear();
    }
    this.#experts[number] = expert;
    this.#remembers[number] = isAny(expert.learnt.terms) ? 1 : 0;
    for (const [category, columns] of this.#columns) fill(columns, number, expert, category);
    return number;
  }

  remove(id: AccountId): void {
    const number = this.#roster.find(id);
    if (number === undefined || !this.#experts[number]) return;
    this.#experts[number] = undefined;
    this.#remembers[number] = 0;
    for (const { declared, quiz } of this.#columns.values()) {
      declared[number] = 0;
      quiz[number] = 0;
    }
  }

  get(number: number): Skilled | undefined {
    return this.#experts[number];
  }

  /** Whether they remember anything of what they resolved. */
  remembers(number: number): boolean {
    return this.#remembers[number] === 1;
  }

  of(category: string): CategoryColumns {
    const known = this.#columns.get(category);
    if (known) return known;
    const [oldest] = this.#columns.keys();
    if (this.#columns.size >= categoriesMax && oldest !== undefined) this.#columns.delete(oldest);
    const length = this.#remembers.length;
    const columns = { declared: new Uint8Array(length), quiz: new Float64Array(length) };
    this.#experts.forEach((expert, number) => {
      if (expert) fill(columns, number, expert, category);
    });
    this.#columns.set(category, columns);
    return columns;
  }
}

function fill({ declared, quiz }: CategoryColumns, number: number, expert: Skilled, category: string): void {
  declared[number] = categoryPart(expert, category);
  quiz[number] = quizPart(expert, category);
}

export const categoryPart = ({ categories }: Skilled, category: string): number =>
  categories.includes(category) ? 1 : 0;

/** Records are keyed by what people write, `constructor` included. */
export const quizPart = ({ quiz }: Skilled, category: string): number =>
  Object.hasOwn(quiz, category) ? within01(quiz[category] ?? 0) : 0;

function isAny(record: object): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return true;
  return false;
}
