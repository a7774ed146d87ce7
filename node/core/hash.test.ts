import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hash32 } from './hash.ts';

test('the same on every machine and in every version: ids of quiz options are stored', () => {
  assert.is(hash32(), 2872998923);
  assert.is(hash32('issue', 'expert'), 11601826);
  assert.is(hash32('é', 'x'), 539681032);
});

test('where one part ends matters', () => {
  assert.is.not(hash32('ab', 'c'), hash32('a', 'bc'));
  assert.is.not(hash32('ab'), hash32('ab', ''));
});

test('nothing stands above all others for every issue, even with ids that differ in one letter', () => {
  const experts = ['expert-1', 'expert-2', 'expert-3', 'expert-4'];
  const wins = new Map<string, number>();
  const issues = 2_000;
  for (let i = 0; i < issues; i++) {
    const first = experts.reduce((a, b) => (hash32(`issue-${i}`, a) < hash32(`issue-${i}`, b) ? a : b));
    wins.set(first, (wins.get(first) ?? 0) + 1);
  }
  for (const expert of experts) {
    const share = (wins.get(expert) ?? 0) / issues;
    assert.ok(share > 0.2 && share < 0.3, `${expert} is first in ${share} of the issues`);
  }
});

test.run();
