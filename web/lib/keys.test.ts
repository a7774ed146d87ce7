import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { newKey, Once } from './keys.ts';

const counting = () => {
  let n = 0;
  return () => `k${++n}`;
};

test('the same content keeps its key until it succeeded', () => {
  const once = new Once(counting());
  const first = once.keyFor({ title: 'Printer' });
  assert.is(once.keyFor({ title: 'Printer' }), first);
  once.renew();
  assert.is.not(once.keyFor({ title: 'Printer' }), first);
});

test('changed content gets another key', () => {
  const once = new Once(counting());
  const first = once.keyFor({ title: 'Printer' });
  assert.is.not(once.keyFor({ title: 'Printer on floor 3' }), first);
});

test('a key kept over a reload is used again for the same content only', () => {
  const before = new Once(counting());
  const key = before.keyFor({ title: 'Printer' });
  const make = () => 'another';
  assert.is(new Once(make, before.kept).keyFor({ title: 'Printer' }), key);
  assert.is(new Once(make, before.kept).keyFor({ title: 'Mouse' }), 'another');
});

test('keys are safe in a header and not repeated', () => {
  const keys = new Set(Array.from({ length: 100 }, newKey));
  assert.is(keys.size, 100);
  for (const key of keys) assert.match(key, /^[\w-]{22}$/);
});

test.run();
