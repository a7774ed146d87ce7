import { within01 } from '../core/within01.ts';
import { type AskedTerm, idealFactor, normsFor, rarity } from './bm25.ts';
import { f64Bytes, u32Bytes } from './bm25-program.ts';
import type { PastTable } from './past-table.ts';
import type { Postings } from './postings.ts';
import type { Resolvers } from './resolvers.ts';

/**
 * BM25's k1, less than for past issues: what an expert met once they know, and meeting it again and again, as in what monitoring
 * reports, adds little.
 */
const saturation = 0.8;

/** The most that a term of weight 1 can add to a sum. */
const mostOfTerm = saturation + 1;

/**
 * How familiar the words of an issue are to each expert: BM25 once more, of all that they resolved taken as one text, divided
 * by its own ideal, times how far they are still at it (`Resolvers.activity`). In [0, 1], by number of the expert, what is newer
 * counting more.
 *
 * @param left what is left of 1 now (`leftAt`)
 * @param experts how many numbers there are
 */
export function familiarity(
  asked: readonly AskedTerm[],
  { postings, table, resolvers }: { postings: Postings; table: PastTable; resolvers: Resolvers },
  { left, experts }: { readonly left: number; readonly experts: number },
): Float64Array {
  const { program } = table;
  const longest = asked.reduce((most, { term }) => Math.max(most, postings.countOf(term)), 0);
  const columnBytes = experts * f64Bytes;
  // Three numbers for each expert; then experts who know a term, of whom one more is written than is counted; and a list.
  const frequenciesAt = table.scratch(3 * columnBytes + (experts + 1 + longest) * u32Bytes);
  const normsAt = frequenciesAt + columnBytes;
  const sumsAt = normsAt + columnBytes;
  const touchedAt = sumsAt + columnBytes;
  const listAt = touchedAt + (experts + 1) * u32Bytes;

  const { active, usual } = resolvers.usual();
  const { short, perLength } = normsFor(1, usual, saturation);
  table.realsAt(frequenciesAt, experts).fill(0);
  const norms = table.realsAt(normsAt, experts);
  for (let expert = 0; expert < experts; expert++)
    norms[expert] = short + perLength * (resolvers.lengths[expert] ?? 0);
  const sums = table.realsAt(sumsAt, experts).fill(0);
  let ideal = 0;
  for (const { term, times } of asked) {
    const list = postings.of(term);
    table.wholesAt(listAt, list.length).set(list);
    const listEnd = listAt + list.length * u32Bytes;
    const touchedEnd = program.gather(listAt, listEnd, 0, frequenciesAt, touchedAt);
    const rare = times * rarity((touchedEnd - touchedAt) / u32Bytes, active);
    ideal += idealFactor * rare;
    program.settle(touchedAt, touchedEnd, frequenciesAt, normsAt, sumsAt, rare * left * mostOfTerm, left);
  }
  const familiar = new Float64Array(experts);
  const activity = resolvers.activity(left);
  if (ideal > 0)
    for (let expert = 0; expert < experts; expert++)
      familiar[expert] = within01((sums[expert] ?? 0) / ideal) * activity(expert);
  return familiar;
}
