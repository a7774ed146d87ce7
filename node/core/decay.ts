/** Milliseconds in a day, for half-lives written in days. */
export const dayMs = 86_400_000;

/** Bits of the fraction of a half-life that are used: 2⁻⁴⁰ of 90 days is far below a millisecond. */
const fractionBits = 40;

/** After so many half-lives nothing measurable is left; the loop below must end even for an infinite age. */
const halfLivesMax = 1_000;

/**
 * What is left of 1 after `elapsedMs`: 0.5^(elapsedMs / halfLifeMs), in [0, 1].
 *
 * Built from multiplication and square roots only: IEEE 754 prescribes their results to the last bit, while it
 * leaves Math.pow to the engine. So a trace of the simulator is the same on every machine. A negative age (the
 * wall clock was set back) counts as none.
 *
 * @example remaining(90 * dayMs, 90 * dayMs) === 0.5
 */
export function remaining(elapsedMs: number, halfLifeMs: number): number {
  if (!(elapsedMs > 0)) return 1;
  const halfLives = elapsedMs / halfLifeMs;
  if (halfLives >= halfLivesMax) return 0;
  const whole = Math.floor(halfLives);
  let left = 1;
  for (let i = 0; i < whole; i++) left *= 0.5;
  // The k-th binary digit of the fraction, worth 2⁻ᵏ of a half-life, multiplies by 0.5^(2⁻ᵏ): k square roots of 0.5.
  let fraction = halfLives - whole;
  let factor = 0.5;
  for (let bit = 0; bit < fractionBits && fraction > 0; bit++) {
    fraction *= 2;
    factor = Math.sqrt(factor);
    if (fraction >= 1) {
      fraction -= 1;
      left *= factor;
    }
  }
  return left;
}
