import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId } from '../../node/core/ids.ts';
import { type CaseSet, readSets } from './case-set.ts';
import { measureMatching } from './matching.ts';
import { rankingFigures } from './ranking-figures.ts';

const folder = fileURLToPath(new URL('../../node/match/cases', import.meta.url));
const languages = ['en', 'hi', 'es', 'fr', 'de', 'ar'];

/** What a change may cost before somebody has to look; it was .98 in all, and .96 in the worst. */
const mrrMin = 0.93;
const mrrMinOfLanguage = 0.85;

test('those who can help come first: in plain words, misspelt ones, and six languages', async () => {
  const [set] = readSets(folder);
  if (!set) throw new Error(`There is no set in ${folder}.`);
  assert.ok(set.issues.length >= 150);
  const { figures, rankings } = await measureMatching(set, 'keyword');
  assert.ok(figures.mrr >= mrrMin, `MRR ${figures.mrr}`);
  for (const language of languages) {
    const cases = set.issues
      .filter(({ id }) => id.split('-').at(-1)?.startsWith(language))
      .map((issue) => ({ issue, ranking: rankings[issue.id] ?? [] }));
    assert.ok(cases.length >= 20, language);
    const { mrr } = rankingFigures(cases);
    assert.ok(mrr >= mrrMinOfLanguage, `MRR ${mrr} in ${language}`);
  }
});

test('figures are those of the textbook', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => AccountId.parse(id));
  if (!a || !b || !c) throw new Error('Ids are missing.');
  const issue = (relevant: AccountId[], graded?: Record<string, number>) => ({ relevant, graded });
  assert.equal(rankingFigures([{ issue: issue([a]), ranking: ['a', 'b', 'c'] }]), {
    mrr: 1,
    hit1: 1,
    hit5: 1,
    hit10: 1,
    ndcg10: 1,
  });
  const second = rankingFigures([
    { issue: issue([b]), ranking: ['a', 'b', 'c'] },
    { issue: issue([c]), ranking: ['a', 'b'] },
  ]);
  assert.equal([second.mrr, second.hit1, second.hit5], [0.25, 0, 0.5]);
  assert.ok(Math.abs(second.ndcg10 - 1 / Math.log2(3) / 2) < 1e-12);
  const graded = rankingFigures([{ issue: issue([a], { a: 2, b: 1 }), ranking: ['b', 'a'] }]);
  assert.ok(Math.abs(graded.ndcg10 - (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3))) < 1e-12);
  assert.is(rankingFigures([]).mrr, 0);
});

test('a set without text, past or category is ranked all the same', async () => {
  const set: CaseSet = JSON.parse(
    JSON.stringify({
      name: 'bare',
      experts: [{ id: 'a', skills: [], resolved: [] }],
      issues: [{ id: 'i', title: '', description: '', category: '', relevant: ['a'] }],
    }),
  );
  const { figures } = await measureMatching(set, 'keyword');
  assert.is(figures.mrr, 1);
});

test('what is no set says what is missing', () => {
  assert.throws(() => readSets('no-such-folder'), /no folder/);
  assert.throws(() => readSets(fileURLToPath(new URL('.', import.meta.url))), /holds no set/);
});

test.run();
