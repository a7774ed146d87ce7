import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hash32 } from './hash.ts';
import { shuffled } from './shuffle.ts';

test('every order comes about equally often, and nothing is lost', () => {
  let drawn = 0;
  const random = { next: () => hash32('shuffle', String(drawn++)) / 2 ** 32 };
  const items = Object.freeze(['a', 'b', 'c']);
  const times = new Map<string, number>();
  for (let i = 0; i < 6_000; i++) {
    const order = shuffled(items, random).join('');
    times.set(order, (times.get(order) ?? 0) + 1);
  }
  assert.equal([...times.keys()].sort(), ['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
  for (const [order, n] of times) assert.ok(n > 850 && n < 1_150, `${order} came ${n} times of 6,000`);
});

test('an empty list stays empty', () => {
  assert.equal(shuffled([], { next: () => 0 }), []);
});

test.run();
