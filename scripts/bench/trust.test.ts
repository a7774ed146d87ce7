import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { newcomersUnder } from './trust/newcomers.ts';
import { ringOf } from './trust/ring.ts';
import { defaultTrustWorld, regretOf } from './trust/world.ts';

test('where experts change, the estimate loses at most three quarters of what the average loses', () => {
  for (const seed of [1, 2]) {
    const world = { ...defaultTrustWorld, seed, experts: 300, issuesPerDay: 60 };
    const ratio = regretOf(world, 'estimate') / regretOf(world, 'average');
    assert.ok(ratio <= 0.75, `seed ${seed}: ${ratio}`);
  }
});

test('a world is the same each time it is played, and another from another seed', () => {
  const small = { ...defaultTrustWorld, experts: 50, issuesPerDay: 10, days: 30 };
  const once = regretOf({ ...small, seed: 1 }, 'estimate');
  assert.is(regretOf({ ...small, seed: 1 }, 'estimate'), once);
  assert.is.not(regretOf({ ...small, seed: 2 }, 'estimate'), once);
});

test('a ring of friends gains next to nothing, of whatever size, and would without the rule', () => {
  for (const friends of [2, 5, 10]) {
    const { honest, ruled, unruled } = ringOf(friends);
    assert.ok(ruled - honest < 0.05, `${friends} friends gain ${ruled - honest}`);
    assert.ok(unruled - honest > 0.2, `${friends} friends would gain ${unruled - honest}`);
  }
});

test('among old hands newcomers are asked within a week, and by score alone they would not be', () => {
  const [withLot, without] = [newcomersUnder('estimate', true), newcomersUnder('estimate', false)];
  assert.is(withLot.askedInFirstWeek, 1);
  assert.ok(without.askedInFirstWeek < 1);
});

test.run();
