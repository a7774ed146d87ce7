/** A constant of the language, not a result: the same everywhere. */
const ln2 = Math.LN2;

/** Terms of the series below: with |s| ≤ 1/3 the next would be below 1e-17. */
const seriesTerms = 17;

/**
 * The natural logarithm of a finite number above 0; NaN for anything else, and infinite for infinity.
 *
 * Built from + − × ÷ only: IEEE 754 prescribes their results to the last bit, while it leaves Math.log to the
 * engine (see `decay.ts`). The argument is halved or doubled, which is exact, until it lies in (2/3, 4/3]; there
 * ln x = 2·artanh s = 2·(s + s³/3 + s⁵/5 + …) with s = (x − 1)/(x + 1). Right to some 1e-15.
 */
export function ln(x: number): number {
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let rest = x;
  let halvings = 0;
  for (; rest > 4 / 3; halvings++) rest /= 2;
  for (; rest <= 2 / 3; halvings--) rest *= 2;
  const s = (rest - 1) / (rest + 1);
  const square = s * s;
  let sum = 0;
  for (let n = 2 * seriesTerms - 1; n > 0; n -= 2) sum = sum * square + 1 / n;
  return halvings * ln2 + 2 * s * sum;
}
