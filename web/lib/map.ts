/** Where a region stands on the map, and where its words go. In the drawing's units. */
export type Place = { readonly x: number; readonly y: number };

export type Layout = {
  readonly width: number;
  readonly height: number;
  /** Radius of a region's ring. */
  readonly radius: number;
  readonly places: readonly Place[];
};

/** Up to this many, rings have room for a word beside the number. */
const roomyCount = 4;
const width = 420;
const nameHeight = 44;

/** Regions on an ellipse, the first on top, in the order given. More regions get smaller rings and a taller map. */
export function layoutOf(count: number): Layout {
  const radius = count <= roomyCount ? 37 : count <= 7 ? 30 : 24;
  const margin = radius + 10;
  const height = count <= 1 ? 2 * margin + nameHeight : 344 + Math.max(0, count - roomyCount) * 20;
  const [rx, ry] = [width / 2 - margin - 20, (height - nameHeight) / 2 - margin];
  const centre = { x: width / 2, y: margin + ry };
  const places = Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count - Math.PI / 2;
    if (count === 1) return centre;
    return { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) };
  });
  return { width, height, radius, places };
}
