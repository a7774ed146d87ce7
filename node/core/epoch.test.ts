import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Epoch, epochAt, firstTerm, nextEpoch, nextTerm, noEpoch, ordinalOf, termOf } from './epoch.ts';

const [east, west] = ['east', 'west-2'];

test('epochs of a term count on from none', () => {
  const first = nextEpoch(noEpoch);
  assert.ok(first > noEpoch);
  assert.ok(epochAt(firstTerm, 10) > epochAt(firstTerm, 9));
  assert.is(nextEpoch(epochAt(firstTerm, 99)), epochAt(firstTerm, 100));
  assert.is(termOf(first), firstTerm);
});

test('a later term is above all epochs of an earlier one, whoever adopted', () => {
  const term = nextTerm(firstTerm, west);
  assert.ok(epochAt(term, 0) > epochAt(firstTerm, 12_345_678));
  assert.ok(epochAt(nextTerm(term, east), 0) > epochAt(term, 7));
  assert.ok(ordinalOf(epochAt(term, 0)) > ordinalOf(epochAt(firstTerm, 5_000)));
});

test('two adopters at once never spend the same epoch, and one of them is above the other', () => {
  const [a, b] = [nextTerm(firstTerm, east), nextTerm(firstTerm, west)];
  assert.is.not(epochAt(a, 1), epochAt(b, 1));
  for (const n of [0, 1, 500]) assert.is(epochAt(a, n) < epochAt(b, 1), a < b);
});

test('what is no epoch is refused', () => {
  for (const text of ['', '1', '0000.1', '0000..1', 'x000..00000001', '0000.a.b.00000001'])
    assert.not.ok(Epoch.safeParse(text).success, text);
});

test.run();
