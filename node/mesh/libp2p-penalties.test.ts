import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Penalties } from './libp2p-penalties.ts';

test('a penalty halves every half minute and is forgotten in the end', () => {
  let nowMs = 0;
  const penalties = new Penalties(() => nowMs);
  penalties.add('a');
  penalties.add('a');
  assert.is(penalties.points('a'), 10);
  assert.is(penalties.points('b'), 0);
  nowMs = 30_000;
  assert.is(penalties.points('a'), 5);
  nowMs = 600_000;
  assert.is(penalties.points('a'), 0);
});

test('two rejections a second lead beyond the score at which gossipsub stops listening', () => {
  let nowMs = 0;
  const penalties = new Penalties(() => nowMs);
  for (; nowMs < 60_000; nowMs += 500) penalties.add('a');
  assert.ok(penalties.points('a') > 80);
});

test('made-up authors do not fill the memory, and the latest are remembered', () => {
  const penalties = new Penalties(() => 0);
  for (let author = 0; author < 1_500; author++) penalties.add(`author ${author}`);
  assert.is(penalties.points('author 0'), 0);
  assert.is(penalties.points('author 1499'), 5);
});

test.run();
