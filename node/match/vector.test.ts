import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bytesAsText, bytesOfText, cosine, toBytes } from './vector.ts';

const test = suite('vector');

const unit = (...values: number[]) => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

test('bytes keep the angles between vectors', () => {
  const [a, b, c] = [unit(3, 4, 0, -1), unit(3, 4, 0.5, -1), unit(-4, 3, 2, 2)].map(toBytes);
  assert.ok(a && b && c);
  assert.ok(Math.abs(cosine(a, a) - 1) < 0.01);
  assert.ok(cosine(a, b) > 0.98);
  assert.ok(Math.abs(cosine(a, c) - -2 / Math.sqrt(26) / Math.sqrt(33)) < 0.01);
});

test('zeros, and vectors of another width, have nothing in common with any', () => {
  assert.is(cosine(toBytes([0, 0]), toBytes([1, 0])), 0);
  assert.is(cosine(toBytes([1, 0, 0]), toBytes([1, 0])), 0);
});

test('what is stored as text is read as it was, and a damaged text throws nothing', () => {
  const { bytes } = toBytes(unit(1, -2, 0.3, -0.01));
  assert.equal(bytesOfText(bytesAsText({ bytes, scale: 1 })), bytes);
  assert.is(bytesOfText('%%%').length, 0);
});

test.run();
