import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { within01 } from './within01.ts';

test('what lies outside comes to the nearest end, what is no number to 0', () => {
  const cases = [-1, -0, 0, 0.3, 1, 2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  assert.equal(cases.map(within01), [0, 0, 0, 0.3, 1, 1, 1, 0, 0]);
});

test.run();
