import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from './random.ts';

const draw = (random: SeededRandom, count = 20) => Array.from({ length: count }, () => random.next());

test('the same seed gives the same numbers, another seed others', () => {
  assert.equal(draw(new SeededRandom(1)), draw(new SeededRandom(1)));
  assert.not.equal(draw(new SeededRandom(1)), draw(new SeededRandom(2)));
});

test('a fork depends on its name only, not on what was drawn or forked before', () => {
  const untouched = new SeededRandom(7);
  const used = new SeededRandom(7);
  draw(used, 100);
  draw(used.fork('another consumer'), 100);
  assert.equal(draw(untouched.fork('network')), draw(used.fork('network')));
  assert.not.equal(draw(untouched.fork('network')), draw(untouched.fork('workload')));
});

test('forks of forks do not meet by the way their names are joined', () => {
  const random = new SeededRandom(7);
  assert.not.equal(draw(random.fork('a').fork('b')), draw(random.fork('a/1:b')));
});

test('numbers lie in [0, 1) and are spread evenly', () => {
  const random = new SeededRandom('spread');
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let n = 0; n < 10_000; n += 1) {
    const value = random.next();
    assert.ok(value >= 0 && value < 1);
    const bucket = Math.floor(value * 10);
    buckets[bucket] = (buckets[bucket] ?? 0) + 1;
  }
  assert.ok(
    buckets.every((count) => count > 850 && count < 1_150),
    String(buckets),
  );
});

test('chance draws one number whatever the probability', () => {
  const [never, always] = [new SeededRandom(3), new SeededRandom(3)];
  assert.is(never.chance(0), false);
  assert.is(always.chance(1), true);
  assert.is(never.next(), always.next());
});

test.run();
