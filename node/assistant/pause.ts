import { limits } from './limits.ts';

/**
 * A circuit breaker (Nygard, Release It!): after several failures in a row the endpoint is left alone for a while; then
 * one question tries it, and if that fails, the pause doubles.
 */
export class Pause {
  readonly #nowMs: () => number;
  #failures = 0;
  #untilMs = 0;
  #lastMs = 0;
  #isTrying = false;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** How long it is still left alone. */
  get leftMs(): number {
    return Math.max(0, this.#untilMs - this.#nowMs());
  }

  /** Whether a question may go out now; after a pause, only one until its outcome is known. */
  enter(): boolean {
    if (this.leftMs > 0) return false;
    if (this.#failures < limits.failuresMax) return true;
    if (this.#isTrying) return false;
    this.#isTrying = true;
    return true;
  }

  /** The endpoint has answered, whatever it said. */
  succeeded(): void {
    this.#failures = 0;
    this.#lastMs = 0;
    this.#isTrying = false;
  }

  /** It has not. With `pauseMs` it is left alone at once, for so long. */
  failed(pauseMs?: number): void {
    this.#isTrying = false;
    this.#failures += 1;
    if (pauseMs !== undefined) {
      this.#pauseFor(pauseMs);
      return;
    }
    if (this.#failures < limits.failuresMax) return;
    this.#lastMs = this.#lastMs === 0 ? limits.pauseMs : this.#lastMs * 2;
    this.#pauseFor(this.#lastMs);
  }

  #pauseFor(ms: number): void {
    const boundedMs = Math.min(ms, limits.pauseMaxMs);
    this.#untilMs = Math.max(this.#untilMs, this.#nowMs() + boundedMs);
  }
}
