/** What a plot of figures over time is made of: its scale, its lines with gaps, its marks on the axis. */

/** A line: one value for each moment, none where nothing is known. */
export type Line = { readonly name: string; readonly values: readonly (number | undefined)[] };

/** The least of 1, 2, 5, 10, 20, … that the values do not exceed; a plot of nothing reaches to 1. */
export function topOf(lines: readonly Line[]): number {
  const greatest = Math.max(0, ...lines.flatMap(({ values }) => values.flatMap((value) => value ?? [])));
  for (let unit = 1; ; unit *= 10)
    for (const factor of [1, 2, 5]) if (greatest <= unit * factor) return unit * factor;
}

/** Moments at equal distances that end with the interval that `until` is in. */
export function momentsOf(span: { stepMs: number; count: number }, until: number): number[] {
  const last = Math.floor(until / span.stepMs) * span.stepMs;
  return Array.from({ length: span.count }, (_, i) => last - (span.count - 1 - i) * span.stepMs);
}

/** The points' values at the moments. */
export function valuesAt<P extends { readonly at: number }>(
  moments: readonly number[],
  points: readonly P[],
  of: (point: P) => number | undefined,
): (number | undefined)[] {
  const byTime = new Map(points.map((point) => [point.at, point]));
  return moments.map((at) => {
    const point = byTime.get(at);
    return point && of(point);
  });
}

/**
 * The path of a line in a box of `width` × `height`, 0 at the bottom and `top` at the top. Where nothing is known the line
 * ends and begins anew; a value by itself is a dot.
 */
export function linePath(
  values: Line['values'],
  { top, width, height }: { top: number; width: number; height: number },
): string {
  const last = Math.max(1, values.length - 1);
  let path = '';
  values.forEach((value, i) => {
    if (value === undefined) return;
    const point = `${round((i / last) * width)} ${round((1 - value / top) * height)}`;
    const isFirst = values[i - 1] === undefined;
    path += isFirst ? `M${point}` : `L${point}`;
    // A line of no length, which round ends make a dot of.
    if (isFirst && values[i + 1] === undefined) path += 'h0';
  });
  return path;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Every so many rows of a long table are enough to read it by: at most `most` of them, the last one always. */
export function everyNth<T>(rows: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, i) => (rows.length - 1 - i) % step === 0);
}
