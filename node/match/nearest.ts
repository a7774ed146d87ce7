import { Best } from '../core/best.ts';
import { type AskedTerm, mostOfTerm, type Norms } from './bm25.ts';
import { f64Bytes, u32Bytes } from './bm25-program.ts';
import { blockSlots, type PastTable } from './past-table.ts';
import { type Postings, postingOf } from './postings.ts';

/** A past issue that was found: its slot, the sum of BM25, and what its age leaves of it, in [0, 1]. */
export type Found = { readonly slot: number; readonly score: number; readonly recency: number };

/** Two ways to multiply the same numbers differ by less. */
const roundedDown = 1 - 1e-9;

/**
 * The past issues that resemble a question most, by adding up BM25 over the lists of its terms: the best by score × recency,
 * best first; of equals the newer first, then by id. Block by block, whose rows and scores fit into the fast memory of a
 * processor's own: term by term over all past issues would fetch each of them from slower memory once for every term.
 *
 * @param norms of past issues
 * @param left what is left of 1 now (`leftAt`)
 */
export function nearest(
  asked: readonly AskedTerm[],
  { postings, table }: { readonly postings: Postings; readonly table: PastTable },
  { norms, left, limit }: { readonly norms: Norms; readonly left: number; readonly limit: number },
): readonly Found[] {
  const { slots, ids, program } = table;
  if (slots === 0) return [];
  const { lists, scoresAt } = laidOut(asked, postings, table);
  const scoreMax = lists.reduce((sum, { most }) => sum + most, 0);
  const scores = table.realsAt(scoresAt, blockSlots);
  const scoresEnd = scoresAt + blockSlots * f64Bytes;
  /** Of those that were among the best at any time. */
  const known = new Map<number, number>();
  const recencyOf = (slot: number) => Math.min(1, table.growthAt(slot) * left);
  // The order says the same whatever the order of adding.
  const best = new Best(limit, (one, other) => {
    const newer = recencyOf(one) - recencyOf(other);
    return newer > 0 || (newer === 0 && (ids[one] ?? '') < (ids[other] ?? ''));
  });
  // The latest first, mostly: they leave few of the others anything to win.
  for (let block = Math.floor((slots - 1) / blockSlots); block >= 0; block--) {
    const recencyMax = Math.min(1, table.growthUpTo(block) * left);
    let { least } = best;
    if (scoreMax * recencyMax < least * roundedDown) break;
    scores.fill(0);
    const from = block * blockSlots;
    const lowest = postingOf(from, 0);
    const slotsAt = scoresAt - from * f64Bytes;
    for (const list of lists)
      list.end = program.addScores(
        list.start,
        list.end,
        lowest,
        table.lengthsAt,
        slotsAt,
        list.most,
        norms.short,
        norms.perLength,
      );
    for (let found = scoresEnd; found > scoresAt; found -= f64Bytes) {
      // What has no score is not found.
      const scoreMin = Math.max((least / recencyMax) * roundedDown, Number.MIN_VALUE);
      found = program.seek(scoresAt, found, scoreMin);
      if (found === scoresAt) break;
      const place = (found - scoresAt) / f64Bytes - 1;
      const [slot, score] = [from + place, scores[place] ?? 0];
      const closeness = score * recencyOf(slot);
      if (closeness < least || ids[slot] === undefined) continue;
      best.offer(slot, closeness);
      known.set(slot, score);
      least = best.least;
    }
  }
  return best.take().map((slot) => ({ slot, score: known.get(slot) ?? 0, recency: recencyOf(slot) }));
}

/** A list in the program's memory, of which what is before `end` is still to be added; and the most it adds to a score. */
type List = { readonly start: number; end: number; readonly most: number };

/** Puts the lists into the table's scratch memory, after the scores of one block. */
function laidOut(
  asked: readonly AskedTerm[],
  postings: Postings,
  table: PastTable,
): { readonly lists: readonly List[]; readonly scoresAt: number } {
  const found = asked.map(({ term }) => postings.of(term));
  const count = found.reduce((sum, { length }) => sum + length, 0);
  const scoresBytes = blockSlots * f64Bytes;
  const scoresAt = table.scratch(scoresBytes + count * u32Bytes);
  let end = scoresAt + scoresBytes;
  const lists = found.map((list, place) => {
    const start = end;
    table.wholesAt(start, list.length).set(list);
    end += list.length * u32Bytes;
    return { start, end, most: (asked[place]?.weight ?? 0) * mostOfTerm };
  });
  return { lists, scoresAt };
}
