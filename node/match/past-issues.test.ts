import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from '../core/decay.ts';
import { AccountId, IssueId } from '../core/ids.ts';
import { askedTerms, pastTerms } from './issue-terms.ts';
import { type PastIssue, PastIssues } from './past-issues.ts';

const past = (id: string, title: string, more: Partial<PastIssue> = {}): PastIssue => ({
  id: IssueId.parse(id),
  expertId: AccountId.parse(`expert of ${id}`),
  title,
  description: '',
  category: 'network',
  at: 0,
  ...more,
});
const indexOf = (...issues: PastIssue[]) => {
  const index = new PastIssues();
  for (const issue of issues) index.add(issue);
  return index;
};
const ask = (title: string, description = '') => ({ title, description, category: 'network' });
const found = (index: PastIssues, title: string, now = 0, limit = 10) =>
  index.nearest(ask(title), { now, limit }).map(({ id }) => id);

const vpn = past('vpn', 'The VPN tunnel drops', { description: 'Every hour it asks for the password.' });
const printer = past('printer', 'Printer jams', { category: 'hardware' });
const wifi = past('wifi', 'No Wi-Fi in the library');

test('the issue that resembles most comes first; what has no word in common is not found', () => {
  const index = indexOf(vpn, printer, wifi);
  assert.equal(found(index, 'vpn tunnels dropping'), ['vpn', 'wifi']);
  assert.equal(found(index, 'vpn tunnels dropping', 0, 1), ['vpn']);
  assert.equal(index.nearest({ ...ask('Toner'), category: 'other' }, { now: 0, limit: 9 }), []);
  const [first] = index.nearest(vpn, { now: 0, limit: 1 });
  assert.ok(first && first.score > 0.5 && first.score <= 1);
});

test('words that nobody knows make the others worth less', () => {
  const index = indexOf(vpn, printer, wifi);
  const [plain] = index.nearest(ask('vpn'), { now: 0, limit: 1 });
  const [mixed] = index.nearest(ask('vpn zzyzx qwxyz'), { now: 0, limit: 1 });
  assert.ok(plain && mixed && mixed.score < plain.score / 1.5);
});

test('what was long ago counts less, and gives way to what is newer', () => {
  const index = indexOf(
    vpn,
    past('later', vpn.title, { ...vpn, id: IssueId.parse('later'), at: 180 * dayMs }),
  );
  const near = index.nearest(vpn, { now: 360 * dayMs, limit: 2 });
  assert.equal(
    near.map(({ id, recency }) => [id, recency]),
    [
      ['later', 0.5],
      ['vpn', 0.25],
    ],
  );
});

test('an issue that is removed, or taken in again with other words, is found no more by the old', () => {
  const index = indexOf(vpn, printer, wifi);
  index.remove(vpn.id);
  index.remove(vpn.id);
  index.add({ ...wifi, title: 'Projector flickers' });
  assert.is(index.size, 2);
  assert.not(index.has(vpn.id));
  assert.not(found(index, 'vpn').includes(vpn.id));
  assert.is(found(index, 'projector')[0], 'wifi');
});

test('however it was come by, the same content gives the same answers', () => {
  const title = fc
    .array(fc.constantFrom('vpn', 'wifi', 'router', 'login', 'mail'), { minLength: 1 })
    .map((words) => words.join(' '));
  const number = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, fc.option(title)), { maxLength: 80 }), title, (steps, asked) => {
      const index = new PastIssues();
      const left = new Map<number, PastIssue>();
      for (const [n, words] of steps) {
        left.delete(n);
        if (words === null) index.remove(IssueId.parse(`${n}`));
        else {
          const issue = past(`${n}`, words, { at: n * dayMs });
          left.set(n, issue);
          index.add(issue);
        }
      }
      index.sweep();
      const fresh = indexOf(...left.values());
      const options = { now: 40 * dayMs, limit: 5 };
      assert.equal(index.nearest(ask(asked), options), fresh.nearest(ask(asked), options));
    }),
  );
});

test('whatever is written, scores are in [0, 1] and nothing is thrown', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.lorem(), fc.constant('__proto__'));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), text, (texts, asked) => {
      const index = indexOf(...texts.map((words, n) => past(`${n}`, words)));
      for (const { score, recency } of index.nearest(ask(asked, asked), { now: dayMs, limit: 3 }))
        assert.ok(score > 0 && score <= 1 && recency > 0 && recency <= 1);
    }),
  );
});

/** BM25 in plain words, of documents as they are remembered, with ages: what the index must find, best first. */
function plainly(issues: readonly PastIssue[], words: string, now: number) {
  const documents = issues.map((issue) => ({ issue, terms: pastTerms(issue) }));
  const lengthOf = (terms: ReadonlyMap<string, number>) => [...terms.values()].reduce((a, b) => a + b, 0);
  const usual = documents.reduce((sum, { terms }) => sum + lengthOf(terms), 0) / documents.length;
  const asked = [...askedTerms(ask(words))].map(([term, times]) => {
    const having = documents.filter(({ terms }) => terms.has(term)).length;
    return { term, weight: times * Math.log(1 + (documents.length - having + 0.5) / (having + 0.5)) };
  });
  const ideal = asked.reduce((sum, { weight }) => sum + 1.5 * weight, 0);
  return documents
    .map(({ issue, terms }) => {
      const norm = 1.2 * (0.25 + (0.75 * lengthOf(terms)) / usual);
      const score = asked.reduce((sum, { term, weight }) => {
        const frequency = terms.get(term) ?? 0;
        return sum + (weight * frequency * 2.2) / (frequency + norm);
      }, 0);
      return { score: score / ideal, recency: 0.5 ** ((now - issue.at) / (180 * dayMs)) };
    })
    .filter(({ score }) => score > 0)
    .sort((x, y) => y.score * y.recency - x.score * x.recency);
}

test('what it finds is what adding up BM25 over every past issue finds', () => {
  const known = ['vpn', 'wifi', 'router', 'login', 'mail', 'toner'];
  const text = fc
    .array(fc.constantFrom(...known), { minLength: 1, maxLength: 9 })
    .map((words) => words.join(' '));
  const limit = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { maxLength: 60 }), text, limit, (texts, asked, most) => {
      // All words are known, so that none is taken for another. None is as old as another, so that none are equal.
      const all = [...texts, [known.join(' '), ''] as const].map(([title, description], n) =>
        past(`${n}`, title, { description, at: n * 10 * dayMs }),
      );
      const now = 700 * dayMs;
      const near = indexOf(...all).nearest(ask(asked), { now, limit: most });
      const expected = plainly(all, asked, now).slice(0, most);
      assert.is(near.length, expected.length);
      for (const [place, { score, recency }] of expected.entries()) {
        assert.ok(Math.abs((near[place]?.score ?? 0) - Math.min(1, score)) < 1e-12);
        assert.ok(Math.abs((near[place]?.recency ?? 0) - recency) < 1e-12);
      }
    }),
  );
});

test.run();
