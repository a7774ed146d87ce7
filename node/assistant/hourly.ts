/** The hour in so many parts: what is said of it is right to a minute. */
const parts = 60;
const partMs = 60_000;

/** What was counted in the last hour, in constant memory. */
export class Hourly {
  readonly #counts = new Array<number>(parts).fill(0);
  readonly #nowMs: () => number;
  #part: number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#part = this.#current();
  }

  add(amount: number): void {
    this.#turn();
    const at = this.#part % parts;
    this.#counts[at] = (this.#counts[at] ?? 0) + amount;
  }

  get sum(): number {
    this.#turn();
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  #current(): number {
    return Math.floor(this.#nowMs() / partMs);
  }

  /** Empties the parts that are over. */
  #turn(): void {
    const now = this.#current();
    const passed = Math.min(parts, now - this.#part);
    for (let i = 1; i <= passed; i++) this.#counts[(this.#part + i) % parts] = 0;
    this.#part = Math.max(this.#part, now);
  }
}
