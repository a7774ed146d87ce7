/** Where a region stands on the map, and where its words go. In the drawing's units. */
export type Place = { readonly x: number; readonly y: number };

export type Layout = {
  readonly width: number;
  readonly height: number;
  /** Radius of a region's ring. */
  readonly radius: number;
  /** The first is this node's own region. */
  readonly places: readonly Place[];
};

/** Up to this many stand in one circle, with room for a word in the ring; of more, the first stands in the middle. */
const circleCount = 4;
const width = 420;
/** Below a ring: its name, and a line about it. */
const wordsHeight = 44;
/** Room for a name on each side of a ring's centre: a dozen letters, in the size that a phone needs. */
const wordsHalf = 58;
const gap = 8;
/** The outline of a ring reaches further than its radius. */
const outline = 6;

type Box = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** What a region takes up, its words included. */
export const boxOf = ({ x, y }: Place, radius: number): Box => ({
  left: x - wordsHalf,
  right: x + wordsHalf,
  top: y - radius - outline,
  bottom: y + radius + wordsHeight,
});

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** So many letters of a name fit under a ring; the table has it whole. */
const nameLengthMax = 12;

export const shortName = (name: string): string =>
  [...name].length <= nameLengthMax
    ? name
    : `${[...name]
        .slice(0, nameLengthMax - 1)
        .join('')
        .trimEnd()}…`;

/**
 * This node's region and those around it. The others stand on an ellipse at equal distances along it, which is as tall as
 * it must be for nothing to overlap: lines from the middle to each of them cross no other.
 */
export function layoutOf(count: number): Layout {
  const known = layouts.get(count) ?? newLayout(count);
  layouts.set(count, known);
  return known;
}

/** By how many regions there are: the map is drawn anew every few seconds. */
const layouts = new Map<number, Layout>();

function newLayout(count: number): Layout {
  const radius = count <= circleCount ? 37 : count <= 7 ? 30 : 24;
  const isCentred = count > circleCount;
  const rx = width / 2 - wordsHalf;
  for (let ry = count <= 1 ? 0 : 100; ; ry += 6) {
    const centre = { x: width / 2, y: ry + radius + outline };
    const around = onEllipse(isCentred ? count - 1 : count, centre, count <= 1 ? 0 : rx, ry);
    const places = isCentred ? [centre, ...around] : around;
    const boxes = places.map((place) => boxOf(place, radius + gap / 2));
    const isFree = boxes.every((box, i) => boxes.slice(i + 1).every((other) => !overlap(box, other)));
    const lowest = Math.max(...places.map(({ y }) => y));
    if (isFree) return { width, height: lowest + radius + wordsHeight, radius, places };
  }
}

/** Steps in which the length of an ellipse is measured: a few units apart. */
const steps = 240;

/** Places on an ellipse, the first on top, with equal lengths of it in between. */
function onEllipse(count: number, centre: Place, rx: number, ry: number): Place[] {
  const at = (step: number): Place => {
    const angle = (2 * Math.PI * step) / steps - Math.PI / 2;
    return { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) };
  };
  const lengths = [0];
  for (let step = 1; step <= steps; step++) {
    const [from, to] = [at(step - 1), at(step)];
    lengths.push((lengths.at(-1) ?? 0) + Math.hypot(to.x - from.x, to.y - from.y));
  }
  const whole = lengths.at(-1) ?? 0;
  return Array.from({ length: count }, (_, i) =>
    at(
      Math.max(
        0,
        lengths.findIndex((length) => length >= (whole * i) / count),
      ),
    ),
  );
}
