import type { TrustPoint } from '../../node/schemas/views.ts';

/**
 * The path of values in [0, 1] over time in a box of `width` × `height` (1 on top). Each value holds until
 * the next one, and the last until `until`: trust moves in steps, at ratings.
 */
export function stepPath(
  points: readonly TrustPoint[],
  { from, until, width, height }: { from: number; until: number; width: number; height: number },
): string {
  const span = Math.max(1, until - from);
  const x = (at: number) => round(Math.min(1, Math.max(0, (at - from) / span)) * width);
  const y = (value: number) => round((1 - value) * height);
  return points
    .reduce(
      (path, point, i) =>
        path + (i === 0 ? `M${x(point.at)} ${y(point.trust)}` : `H${x(point.at)}V${y(point.trust)}`),
      '',
    )
    .concat(points.length > 0 ? `H${x(until)}` : '');
}

const round = (value: number) => Math.round(value * 10) / 10;
