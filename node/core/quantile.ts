/**
 * The value below which the share `q` of them lies, by linear interpolation between neighbours (type 7 of Hyndman & Fan,
 * "Sample quantiles in statistical packages", 1996); undefined of none. Example: of 1, 2, 3, 4 the median is 2.5.
 */
export function quantileOf(values: readonly number[], q: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (at - Math.floor(at));
}
