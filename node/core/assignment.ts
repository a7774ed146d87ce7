/** Where a claimant may not go. */
export const notAllowed = -1;

/** What one claimant is worth at each place: whole numbers of 0 or more, or `notAllowed`. */
export type Gains = readonly number[];

/** The claimants that have a place so far, and the prices that prove that nobody could change places and all gain by it. */
type Matching = {
  readonly rows: Gains[];
  /** Of each place: which of `rows` has it. */
  readonly rowAt: (number | undefined)[];
  readonly rowPrices: number[];
  readonly placePrices: number[];
};

/**
 * Who gets which place when several claimants meet several places at once. Who is served at all is decided by the order
 * of the claimants alone: each one gets a place if that is possible beside all those before it, wherever they then go. Who
 * goes where makes the sum of the gains of those served as great as it can be.
 *
 * Claimants are added one at a time along the shortest augmenting path (H. W. Kuhn, "The Hungarian Method for the
 * Assignment Problem", Naval Research Logistics Quarterly 2, 1955; R. Jonker and A. Volgenant, "A Shortest Augmenting
 * Path Algorithm for Dense and Sparse Linear Assignment Problems", Computing 38, 1987). Nobody who has a place loses it in
 * that, and one who cannot be added now never could: sets that can be served together form a transversal matroid, in which
 * taking in order is best (J. Edmonds and D. R. Fulkerson, "Transversals and Matroid Partition", 1965). Each takes at most
 * (number served) × (number of places) steps. Gains are whole, so that sums are exact; of equals the earlier place is taken.
 *
 * `claimants` is read no further than until every place is taken. Returns the place of each claimant that was read.
 */
export function assignInOrder(
  claimants: Iterable<Gains>,
  placeCount: number,
): readonly (number | undefined)[] {
  const matching: Matching = {
    rows: [],
    rowAt: new Array<number | undefined>(placeCount).fill(undefined),
    rowPrices: [],
    placePrices: new Array<number>(placeCount).fill(0),
  };
  /** Of each claimant that was read, which row it is, if it is served. */
  const rowOf: (number | undefined)[] = [];
  if (placeCount > 0) {
    for (const gains of claimants) {
      rowOf.push(add(matching, gains) ? matching.rows.length - 1 : undefined);
      if (matching.rows.length === placeCount) break;
    }
  }
  const placeOf = new Map(matching.rowAt.map((row, place) => [row, place]));
  return rowOf.map((row) => (row === undefined ? undefined : placeOf.get(row)));
}

/** Adds one more claimant if there is a place for it, at the least loss for the others. */
function add(matching: Matching, gains: Gains): boolean {
  const { rows, rowAt, rowPrices, placePrices } = matching;
  const count = placePrices.length;
  /** The least loss at which each place can be had, and from which row one comes to it. */
  const losses = new Array<number>(count).fill(Number.POSITIVE_INFINITY);
  const from = new Array<number>(count).fill(rows.length);
  const isScanned = new Array<boolean>(count).fill(false);
  const scanned: number[] = [];
  const relax = (row: number, ofRow: Gains, before: number) => {
    for (let place = 0; place < count; place += 1) {
      const gain = ofRow[place] ?? notAllowed;
      if (gain < 0 || isScanned[place]) continue;
      const loss = before - gain - (placePrices[place] ?? 0);
      if (loss >= (losses[place] ?? 0)) continue;
      losses[place] = loss;
      from[place] = row;
    }
  };
  relax(rows.length, gains, 0);
  for (;;) {
    const place = nearest(losses, isScanned);
    if (place === undefined) return false;
    const loss = losses[place] ?? 0;
    const row = rowAt[place];
    if (row === undefined) {
      for (const passed of scanned) {
        const slack = loss - (losses[passed] ?? 0);
        const holder = rowAt[passed] ?? 0;
        placePrices[passed] = (placePrices[passed] ?? 0) - slack;
        rowPrices[holder] = (rowPrices[holder] ?? 0) + slack;
      }
      rows.push(gains);
      rowPrices.push(loss);
      augment(matching, from, place);
      return true;
    }
    isScanned[place] = true;
    scanned.push(place);
    relax(row, rows[row] ?? [], loss - (rowPrices[row] ?? 0));
  }
}

/** The place that can be had at the least loss, of those not scanned yet; the first of equals. */
function nearest(losses: readonly number[], isScanned: readonly boolean[]): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let place = 0; place < losses.length; place += 1) {
    const loss = losses[place] ?? least;
    if (isScanned[place] || loss >= least) continue;
    least = loss;
    best = place;
  }
  return best;
}

/** Along the path that ends at `free`, everybody moves on by one place; the last row, which is new, gets the first. */
function augment({ rows, rowAt }: Matching, from: readonly number[], free: number): void {
  const placeOf = new Map(rowAt.map((row, place) => [row, place]));
  let place: number | undefined = free;
  while (place !== undefined) {
    const row: number = from[place] ?? rows.length - 1;
    const next: number | undefined = placeOf.get(row);
    rowAt[place] = row;
    place = row === rows.length - 1 ? undefined : next;
  }
}
