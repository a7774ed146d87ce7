/** What one rejected message costs. Alone it only keeps its author out of the gossip mesh for half a minute. */
const POINTS_PER_REJECTION = 5;

/** One bug in a while is forgiven soon; two rejections a second add up to more than gossipsub's graylist at 80. */
const HALF_LIFE_MS = 30_000;

/** Below this nothing is left to remember; gossipsub itself counts a score above -0.1 as none. */
const POINTS_MIN = 0.1;

/** Bounds the memory if a member makes up identities. */
const AUTHORS_MAX = 1_000;

/**
 * How badly each author of gossip has misbehaved lately, for gossipsub's application-specific score. Gossipsub
 * itself blames the neighbour that passed a message on; this blames who signed it.
 */
export class Penalties {
  readonly #authors = new Map<string, { points: number; atMs: number }>();
  readonly #nowMs: () => number;

  /** `nowMs` is a monotonic clock. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  add(author: string): void {
    const points = this.points(author) + POINTS_PER_REJECTION;
    this.#authors.delete(author);
    const [oldest] = this.#authors.keys();
    if (this.#authors.size >= AUTHORS_MAX && oldest !== undefined) this.#authors.delete(oldest);
    this.#authors.set(author, { points, atMs: this.#nowMs() });
  }

  /** Points that halve every 30 s; 0 for who did nothing. */
  points(author: string): number {
    const penalty = this.#authors.get(author);
    if (penalty === undefined) return 0;
    const points = penalty.points * 0.5 ** ((this.#nowMs() - penalty.atMs) / HALF_LIFE_MS);
    return points < POINTS_MIN ? 0 : points;
  }
}
