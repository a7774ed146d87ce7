import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { dayMs } from '../core/decay.ts';
import { AccountId, IssueId } from '../core/ids.ts';
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

test.run();
