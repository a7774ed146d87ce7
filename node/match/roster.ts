import type { AccountId } from '../core/ids.ts';

/** Numbers experts from 0, so that what is known of each stands in arrays; a number once given stays. */
export class Roster {
  readonly #numbers = new Map<string, number>();
  readonly #ids: AccountId[] = [];

  get size(): number {
    return this.#ids.length;
  }

  /** The expert's number, if they have one. */
  find(id: AccountId): number | undefined {
    return this.#numbers.get(id);
  }

  numberOf(id: AccountId): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    this.#numbers.set(id, this.#ids.length);
    return this.#ids.push(id) - 1;
  }

  idOf(expert: number): AccountId | undefined {
    return this.#ids[expert];
  }
}
