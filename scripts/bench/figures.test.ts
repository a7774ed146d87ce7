import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { median, percentile, spreadOf } from './figures.ts';

const test = suite('figures of the benchmark');
const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);

test('a percentile is a value that was measured, whatever their order', () => {
  assert.equal([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)], [50, 99, 100]);
  assert.is(percentile([7], 0.99), 7);
  assert.is(median([3, 1, 2]), 2);
});

test('no samples give no number, rather than a good one', () => {
  assert.ok(Number.isNaN(percentile([], 0.5)));
});

test('a spread rounds to hundredths', () => {
  assert.equal(spreadOf([1.23456, 1.23456]), { samples: 2, p50Ms: 1.23, p99Ms: 1.23 });
});

test.run();
