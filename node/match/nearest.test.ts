import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from '../../sim/random.ts';
import { IssueId } from '../core/ids.ts';
import { normsFor } from './bm25.ts';
import { familiarity } from './familiarity.ts';
import { nearest } from './nearest.ts';
import { PastTable } from './past-table.ts';
import { frequencyOf, Postings, slotOf } from './postings.ts';
import { Resolvers } from './resolvers.ts';

const test = suite('nearest past issues');

/** More than are looked at together, so that blocks meet. */
const count = 9_000;
const [experts, words] = [40, 30];

/** Past issues of few words, some of them removed again; of any age, or the oldest first as they are in a region. */
function made(seed: string, { isOldestFirst = false } = {}) {
  const random = new SeededRandom(seed);
  const below = (most: number) => Math.floor(random.next() * most);
  const [postings, table, resolvers] = [new Postings(), new PastTable(), new Resolvers()];
  let lengths = 0;
  for (let n = 0; n < count; n++) {
    const row = {
      id: IssueId.parse(`issue${n}`),
      expert: below(experts),
      length: 1 + below(9),
      growth: isOldestFirst ? 2 ** ((n - count) / 1_000) : 1 / (1 + below(8)),
    };
    const slot = table.add(row);
    for (let word = 0; word < words; word++)
      if (below(word + 2) === 0) postings.add(`${word}`, slot, 1 + below(4));
    if (below(9) === 0) table.remove(slot);
    else {
      resolvers.add(row.expert, row.growth, row.length);
      lengths += row.length;
    }
  }
  const asked = Array.from({ length: words }, (_, word) => ({
    term: postings.termOf(`${word}`) ?? 0,
    times: 1 + below(3),
    weight: 1 + below(20) / 7,
  }));
  return { postings, table, resolvers, asked, norms: normsFor(table.size, lengths) };
}

test('however many blocks there are, what is found is what adding up for each past issue finds, to the last bit', () => {
  for (const [seed, isOldestFirst] of [
    ['1', false],
    ['2', false],
    ['3', true],
    ['6', true],
  ] as const) {
    const { postings, table, asked, norms } = made(seed, { isOldestFirst });
    const scores = new Float64Array(count);
    for (const { term, weight } of asked)
      for (const posting of postings.of(term)) {
        const [slot, frequency] = [slotOf(posting), frequencyOf(posting)];
        scores[slot] =
          (scores[slot] ?? 0) + (weight * 2.2 * frequency) / (frequency + normOf(table, slot, norms));
      }
    for (const limit of [1, 50, 2_000]) {
      const expected = [...scores.keys()]
        .filter((slot) => (scores[slot] ?? 0) > 0 && table.ids[slot] !== undefined)
        .map((slot) => ({ slot, score: scores[slot] ?? 0, recency: Math.min(1, table.growthAt(slot) * 0.9) }))
        .sort(
          (x, y) =>
            y.score * y.recency - x.score * x.recency ||
            y.recency - x.recency ||
            ((table.ids[x.slot] ?? '') < (table.ids[y.slot] ?? '') ? -1 : 1),
        )
        .slice(0, limit);
      assert.equal(nearest(asked, { postings, table }, { norms, left: 0.9, limit }), expected);
    }
  }
});

const normOf = (
  table: PastTable,
  slot: number,
  { short, perLength }: { readonly short: number; readonly perLength: number },
) => short + perLength * table.lengthAt(slot);

test('how familiar words are is BM25 of all that each expert resolved, less of who stopped, for those who know any', () => {
  const { postings, table, resolvers, asked } = made('4');
  const left = 0.7;
  const familiar = familiarity(asked, { postings, table, resolvers }, { left, experts: experts + 2 });
  const { active, usual } = resolvers.usual();
  let ideal = 0;
  const sums = new Array<number>(experts + 2).fill(0);
  for (const { term, times } of asked) {
    const known = new Map<number, number>();
    for (const posting of postings.of(term)) {
      const [slot, frequency] = [slotOf(posting), frequencyOf(posting)];
      const expert = table.expertAt(slot);
      known.set(expert, (known.get(expert) ?? 0) + frequency * table.growthAt(slot));
    }
    const rare = times * Math.log(1 + (active - known.size + 0.5) / (known.size + 0.5));
    ideal += 1.5 * rare;
    for (const [expert, frequency] of known) {
      const norm = 0.8 * (0.25 + (0.75 * (resolvers.lengths[expert] ?? 0)) / usual);
      sums[expert] = (sums[expert] ?? 0) + (rare * left * 1.8 * frequency) / (frequency * left + norm);
    }
  }
  const activity = resolvers.activity(left);
  for (const [expert, sum] of sums.entries()) {
    const expected = Math.min(1, sum / ideal) * activity(expert);
    assert.ok(Math.abs((familiar[expert] ?? Number.NaN) - expected) < 1e-9);
  }
  assert.equal([...familiar.slice(experts)], [0, 0]);
});

test('without past issues, or without terms, nothing is found and nothing familiar', () => {
  const [postings, table, resolvers] = [new Postings(), new PastTable(), new Resolvers()];
  const options = { norms: normsFor(1, 1), left: 1, limit: 5 };
  assert.equal(nearest([], { postings, table }, options), []);
  assert.equal([...familiarity([], { postings, table, resolvers }, { left: 1, experts: 3 })], [0, 0, 0]);
  const filled = made('5');
  assert.equal(nearest([], filled, options), []);
  assert.equal([...familiarity([], filled, { left: 1, experts: 2 })], [0, 0]);
});

test.run();
