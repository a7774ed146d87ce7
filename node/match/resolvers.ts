type Usual = { readonly active: number; readonly usual: number };

/** What the expert of each number resolved, in the measure of growth (`PastRow`): times `leftAt(now)` it is as of now. */
export class Resolvers {
  #counts = new Uint32Array(64);
  #resolved = new Float64Array(64);
  #lengths = new Float64Array(64);
  /** Until somebody changes it: going through thousands takes a while. */
  #usual: Usual | undefined;

  /** How many issues, older ones counting less; 0 for who resolved none. May be longer than there are experts. */
  get resolved(): Float64Array {
    return this.#resolved;
  }

  /** How long they are together, older ones counting less. */
  get lengths(): Float64Array {
    return this.#lengths;
  }

  add(expert: number, growth: number, length: number): void {
    if (expert >= this.#counts.length) this.#widen(2 * (expert + 1));
    this.#count(expert, 1, growth, length);
  }

  remove(expert: number, growth: number, length: number): void {
    this.#count(expert, -1, growth, length);
  }

  /** How many experts resolved anything, and how much text each of them in the mean. */
  usual(): Usual {
    this.#usual ??= this.#findUsual();
    return this.#usual;
  }

  #findUsual(): Usual {
    let active = 0;
    let sum = 0;
    for (let expert = 0; expert < this.#counts.length; expert++) {
      if ((this.#counts[expert] ?? 0) === 0) continue;
      active += 1;
      sum += this.#lengths[expert] ?? 0;
    }
    return { active, usual: sum > 0 ? sum / active : 1 };
  }

  #count(expert: number, one: 1 | -1, growth: number, length: number): void {
    const count = (this.#counts[expert] ?? 0) + one;
    // Who has nothing left has exactly nothing, whatever rounding left of the sums.
    const added = (sum: number | undefined, value: number) =>
      count === 0 ? 0 : Math.max(0, (sum ?? 0) + one * value);
    this.#usual = undefined;
    this.#counts[expert] = count;
    this.#resolved[expert] = added(this.#resolved[expert], growth);
    this.#lengths[expert] = added(this.#lengths[expert], growth * length);
  }

  #widen(length: number): void {
    const [counts, resolved, lengths] = [this.#counts, this.#resolved, this.#lengths];
    this.#counts = new Uint32Array(length);
    this.#counts.set(counts);
    this.#resolved = new Float64Array(length);
    this.#resolved.set(resolved);
    this.#lengths = new Float64Array(length);
    this.#lengths.set(lengths);
  }
}
