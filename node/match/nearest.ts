import { Best } from '../core/best.ts';
import { type AskedTerm, mostOfTerm, type Norms } from './bm25.ts';
import { f64Bytes, u32Bytes } from './bm25-program.ts';
import type { PastTable } from './past-table.ts';
import { type Postings, postingOf } from './postings.ts';

/** A past issue that was found: its slot, the sum of BM25, and what its age leaves of it, in [0, 1]. */
export type Found = { readonly slot: number; readonly score: number; readonly recency: number };

/**
 * Past issues that are looked at together: their rows and scores fit into the fast memory of a processor's own. Term by term
 * over all past issues would fetch each of them from slower memory once for every term.
 */
const windowSlots = 4_096;

/**
 * The past issues that resemble a question most, by adding up BM25 over the lists of its terms: the best by score × recency,
 * best first; of equals the newer first, then by id.
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
  const { lists, windowAt } = laidOut(asked, postings, table);
  const window = table.realsAt(windowAt, windowSlots);
  /** Of those that were among the best at any time. */
  const scores = new Map<number, number>();
  const recencyOf = (slot: number) => Math.min(1, table.growthAt(slot) * left);
  // The order says the same whatever the order of adding.
  const best = new Best(limit, (one, other) => {
    const newer = recencyOf(one) - recencyOf(other);
    return newer > 0 || (newer === 0 && (ids[one] ?? '') < (ids[other] ?? ''));
  });
  let { least } = best;
  // The latest first, mostly: they leave few of the others anything to win.
  for (let from = Math.floor(slots / windowSlots) * windowSlots; from >= 0; from -= windowSlots) {
    window.fill(0);
    const lowest = postingOf(from, 0);
    const scoresAt = windowAt - from * f64Bytes;
    for (const list of lists)
      list.end = program.addScores(
        list.start,
        list.end,
        lowest,
        table.lengthsAt,
        scoresAt,
        list.most,
        norms.short,
        norms.perLength,
      );
    // Nothing is closer than its score, and what has none is not found.
    const seek = (before: number) => program.seek(windowAt, before, Math.max(least, Number.MIN_VALUE));
    const windowEnd = windowAt + windowSlots * f64Bytes;
    for (let found = seek(windowEnd); found > windowAt; found = seek(found - f64Bytes)) {
      const place = (found - windowAt) / f64Bytes - 1;
      const [slot, score] = [from + place, window[place] ?? 0];
      const closeness = score * recencyOf(slot);
      if (closeness < least || ids[slot] === undefined) continue;
      best.offer(slot, closeness);
      scores.set(slot, score);
      least = best.least;
    }
  }
  return best.take().map((slot) => ({ slot, score: scores.get(slot) ?? 0, recency: recencyOf(slot) }));
}

/** A list in the program's memory, of which what is before `end` is still to be added; and the most it adds to a score. */
type List = { readonly start: number; end: number; readonly most: number };

/** Puts the lists into the table's scratch memory, after the scores of one window. */
function laidOut(
  asked: readonly AskedTerm[],
  postings: Postings,
  table: PastTable,
): { readonly lists: readonly List[]; readonly windowAt: number } {
  const found = asked.map(({ term }) => postings.of(term));
  const count = found.reduce((sum, { length }) => sum + length, 0);
  const windowBytes = windowSlots * f64Bytes;
  const windowAt = table.scratch(windowBytes + count * u32Bytes);
  let end = windowAt + windowBytes;
  const lists = found.map((list, place) => {
    const start = end;
    table.wholesAt(start, list.length).set(list);
    end += list.length * u32Bytes;
    return { start, end, most: (asked[place]?.weight ?? 0) * mostOfTerm };
  });
  return { lists, windowAt };
}
