/** Where a claimant may not go. */
export const notAllowed = -1;

/** What one claimant is worth at each place: whole numbers of 0 or more, or `notAllowed`. */
export type Gains = readonly number[];

/** The claimants that have a place so far, and the prices that prove that nobody could change places and all gain by it. */
type Matching = {
  readonly rows: Gains[];
  readonly rowPrices: number[];
  /** Of each place: which of `rows` has it; `nobody` when it is free. */
  readonly rowAt: Int32Array;
  readonly placePrices: Float64Array;
  /** For one search. The least loss at which each place can be had, from which row one comes to it, whether that is final. */
  readonly losses: Float64Array;
  readonly from: Int32Array;
  readonly isFinal: Uint8Array;
};

const nobody = -1;

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
    rowPrices: [],
    rowAt: new Int32Array(placeCount).fill(nobody),
    placePrices: new Float64Array(placeCount),
    losses: new Float64Array(placeCount),
    from: new Int32Array(placeCount),
    isFinal: new Uint8Array(placeCount),
  };
  /** Of each claimant that was read, which row it is, if it is served. */
  const rowOf: (number | undefined)[] = [];
  if (placeCount > 0) {
    for (const gains of claimants) {
      rowOf.push(add(matching, gains) ? matching.rows.length - 1 : undefined);
      if (matching.rows.length === placeCount) break;
    }
  }
  const placeOf = placesOf(matching);
  return rowOf.map((row) => (row === undefined ? undefined : placeOf[row]));
}

/** Adds one more claimant if there is a place for it, at the least loss for the others: Dijkstra's search over places. */
function add(matching: Matching, gains: Gains): boolean {
  const { rows, rowPrices, rowAt, placePrices, losses, from, isFinal } = matching;
  losses.fill(Number.POSITIVE_INFINITY);
  isFinal.fill(0);
  const passed: number[] = [];
  let row = rows.length;
  let place = relax(matching, row, gains, 0);
  while (place !== undefined) {
    const loss = losses[place] ?? 0;
    row = rowAt[place] ?? nobody;
    if (row === nobody) {
      for (const on of passed) {
        const slack = loss - (losses[on] ?? 0);
        const holder = rowAt[on] ?? 0;
        placePrices[on] = (placePrices[on] ?? 0) - slack;
        rowPrices[holder] = (rowPrices[holder] ?? 0) + slack;
      }
      rows.push(gains);
      rowPrices.push(loss);
      augment(matching, from, place);
      return true;
    }
    isFinal[place] = 1;
    passed.push(place);
    place = relax(matching, row, rows[row] ?? [], loss - (rowPrices[row] ?? 0));
  }
  return false;
}

/** From a row that can be had at the loss `before`, to its places. Returns the nearest place of all, the first of equals. */
function relax(
  { placePrices, losses, from, isFinal }: Matching,
  row: number,
  gains: Gains,
  before: number,
): number | undefined {
  let nearest: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let place = 0; place < losses.length; place += 1) {
    if (isFinal[place] === 1) continue;
    const gain = gains[place] ?? notAllowed;
    let known = losses[place] ?? least;
    if (gain >= 0) {
      const loss = before - gain - (placePrices[place] ?? 0);
      if (loss < known) {
        known = loss;
        losses[place] = loss;
        from[place] = row;
      }
    }
    if (known < least) {
      least = known;
      nearest = place;
    }
  }
  return nearest;
}

/** Along the path that ends at `free`, everybody moves on by one place; the last row, which is new, gets the first. */
function augment(matching: Matching, from: Int32Array, free: number): void {
  const { rows, rowAt } = matching;
  const placeOf = placesOf(matching);
  let place: number | undefined = free;
  while (place !== undefined) {
    const row: number = from[place] ?? rows.length - 1;
    rowAt[place] = row;
    place = row === rows.length - 1 ? undefined : placeOf[row];
  }
}

/** The place of each row. */
function placesOf({ rows, rowAt }: Matching): readonly (number | undefined)[] {
  const places = new Array<number | undefined>(rows.length).fill(undefined);
  for (const [place, row] of rowAt.entries()) if (row !== nobody) places[row] = place;
  return places;
}
