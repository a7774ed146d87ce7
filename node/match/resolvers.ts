type Usual = {
  readonly active: number;
  readonly usual: number;
  /** What the region resolved, by what of it was of late, in the measure of growth. */
  readonly perLately: number;
};

/** What is of late has half-lives a quarter as long, 45 days; a steady worker's issues of late are a quarter of all. */
const latelyFactor = 4;

/** Issues that everybody is presumed to have resolved as steadily as ever: who resolved few may pause by chance. */
const presumedIssues = 10;

/** What the expert of each number resolved, in the measure of growth (`PastRow`): times `leftAt(now)` it is as of now. */
export class Resolvers {
  #counts = new Uint32Array(64);
  #resolved = new Float64Array(64);
  #lengths = new Float64Array(64);
  /** How many issues of late, in the measure of the fourth power of growth. */
  #lately = new Float64Array(64);
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

  /**
   * How far the expert of a number is still at it, in (0, 1]: what they resolved of late, by what it would be had they gone on
   * as before; 1 for who has. Where a whole region resolves less, as in holidays, that much less is expected of each.
   *
   * @param left what is left of 1 now (`leftAt`)
   */
  activity(left: number): (expert: number) => number {
    const { perLately } = this.usual();
    const perLatelyNow = Math.max(perLately * left, latelyFactor * lately(left));
    return (expert) => {
      const resolved = (this.#resolved[expert] ?? 0) * left;
      const goneOn = (this.#lately[expert] ?? 0) * perLatelyNow;
      return Math.min(1, (goneOn + presumedIssues) / (resolved + presumedIssues));
    };
  }

  #findUsual(): Usual {
    let active = 0;
    let sum = 0;
    let resolvedSum = 0;
    let latelySum = 0;
    for (let expert = 0; expert < this.#counts.length; expert++) {
      if ((this.#counts[expert] ?? 0) === 0) continue;
      active += 1;
      sum += this.#lengths[expert] ?? 0;
      resolvedSum += this.#resolved[expert] ?? 0;
      latelySum += this.#lately[expert] ?? 0;
    }
    return {
      active,
      usual: sum > 0 ? sum / active : 1,
      perLately: latelySum > 0 ? resolvedSum / latelySum : 0,
    };
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
    this.#lately[expert] = added(this.#lately[expert], lately(growth));
  }

  #widen(length: number): void {
    const counts = this.#counts;
    this.#counts = new Uint32Array(length);
    this.#counts.set(counts);
    this.#resolved = widened(this.#resolved, length);
    this.#lengths = widened(this.#lengths, length);
    this.#lately = widened(this.#lately, length);
  }
}

/** The fourth power: what decays so, or grows, has a quarter of the half-life. */
const lately = (growth: number): number => {
  const square = growth * growth;
  return square * square;
};

function widened(column: Float64Array, length: number) {
  const wider = new Float64Array(length);
  wider.set(column);
  return wider;
}
