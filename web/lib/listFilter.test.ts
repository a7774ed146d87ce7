import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { filterOf, isNarrow, orderOf, queryOf } from './listFilter.ts';
import { issueFor } from './testing.ts';

const test = suite('list filter');

const of = (search: string) => filterOf(new URLSearchParams(search));

test('an address and what it asks for say the same', () => {
  const search = 'q=vpn+home&state=open&category=network&sort=oldest';
  const query = Object.fromEntries(Object.entries(queryOf(of(search))).map(([k, v]) => [k, v ?? '']));
  assert.is(new URLSearchParams(query).toString(), search);
});

test('as usual, the address says nothing', () => {
  const usual = { q: undefined, state: undefined, category: undefined, sort: undefined };
  assert.equal(queryOf(of('')), usual);
  assert.equal(queryOf(of('q=++&sort=changed')), usual);
  assert.not.ok(isNarrow(of('sort=oldest')));
  assert.ok(isNarrow(of('category=web')));
});

test('nonsense in the address is left out', () => {
  const filter = of(`state=lost&category=%3Cscript%3E&sort=constructor&q=${'x'.repeat(999)}`);
  assert.equal([filter.state, filter.category, filter.sort], [undefined, undefined, 'changed']);
  assert.is(filter.q.length, 200);
});

test('the orders', () => {
  const a = issueFor({ id: 'a', submittedAt: 1, changedAt: 9, urgency: 'low' });
  const b = issueFor({ id: 'b', submittedAt: 2, changedAt: 5, urgency: 'critical' });
  const c = issueFor({ id: 'c', submittedAt: 3, changedAt: 7, urgency: 'low' });
  const sorted = (sort: Parameters<typeof orderOf>[0]) =>
    [b, c, a]
      .sort(orderOf(sort))
      .map(({ id }) => id)
      .join('');
  assert.is(sorted('changed'), 'acb');
  assert.is(sorted('newest'), 'cba');
  assert.is(sorted('oldest'), 'abc');
  assert.is(sorted('urgency'), 'bac');
});

test.run();
