import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { Random } from '../node/ports.ts';

/**
 * Chance from a seed: xoroshiro128+ (Blackman and Vigna, "Scrambled linear pseudorandom number generators",
 * 2018), by pure-rand.
 *
 * `fork(name)` depends on the seed and the name alone, not on how much was drawn before. So a new consumer with
 * a name of its own leaves every other stream, and thereby every recorded seed, as it was.
 */
export class SeededRandom implements Random {
  readonly #seed: string;
  readonly #generator: ReturnType<typeof xoroshiro128plusFromState>;

  constructor(seed: string | number) {
    this.#seed = String(seed);
    this.#generator = xoroshiro128plusFromState(stateOf(this.#seed));
  }

  fork(name: string): SeededRandom {
    // The length makes ('a/b') and ('a', 'b') different paths.
    return new SeededRandom(`${this.#seed}/${name.length}:${name}`);
  }

  next(): number {
    return uniformFloat64(this.#generator);
  }

  /** True with this probability; draws even for 0 and 1, so that changing a rate to 0 shifts nothing else. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Uniform in [min, max). */
  between(min: number, max: number): number {
    return min + (max - min) * this.next();
  }

  /** `size` bytes. */
  bytes(size: number): Buffer {
    const bytes = Buffer.alloc(size);
    for (let at = 0; at < size; at += 1) bytes[at] = this.#generator.next() & 0xff;
    return bytes;
  }
}

/** 128 bits of state, never all zero in practice: SHA-256 spreads any seed, 1 and 2 as well as long texts. */
const stateOf = (seed: string): number[] => {
  const digest = createHash('sha256').update(seed).digest();
  return [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
};
