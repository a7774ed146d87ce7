import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Best } from './best.ts';

test('the best are those that sorting everything puts first, equals in their order', () => {
  const keys = fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 60 });
  fc.assert(
    fc.property(keys, fc.integer({ min: 1, max: 20 }), (all, limit) => {
      const best = new Best(limit, (one, other) => one < other);
      all.forEach((key, thing) => {
        if (key >= best.least) best.offer(thing, key);
      });
      const sorted = all
        .map((key, thing) => ({ key, thing }))
        .sort((a, b) => b.key - a.key || a.thing - b.thing)
        .map(({ thing }) => thing);
      assert.equal(best.take(), sorted.slice(0, limit));
      assert.equal(best.take(), []);
    }),
  );
});

test.run();
