/** The nearest number in [0, 1]; 0 for NaN, so that a strange input never makes a score that compares with nothing. */
export function within01(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}
