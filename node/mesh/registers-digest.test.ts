import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { RegionId } from '../core/ids.ts';
import {
  bucketCount,
  bucketOf,
  isLater,
  type RegisterEntry,
  sortedByKey,
  summarise,
} from './registers-digest.ts';

const entry = (key: string, counter: number, writer = 'w'): RegisterEntry => ({
  key,
  version: { counter, writer: RegionId.parse(writer) },
});

test('the greater counter is later, then the greater writer, and nothing is later than itself', () => {
  const [low, high, other] = [entry('k', 1, 'z'), entry('k', 2, 'a'), entry('k', 2, 'b')];
  assert.ok(isLater(high.version, low.version) && !isLater(low.version, high.version));
  assert.ok(isLater(other.version, high.version) && !isLater(high.version, other.version));
  assert.not(isLater(high.version, high.version));
  assert.ok(isLater(low.version, undefined));
});

test('a summary does not depend on the order, and changes with every key, counter and writer', () => {
  const entries = Array.from({ length: 300 }, (_, n) => entry(`account/${n}`, n));
  const { hash, buckets, count } = summarise(entries);
  assert.equal(summarise([...entries].reverse()), { hash, buckets, count });
  for (const changed of [entry('account/x', 7), entry('account/7', 8), entry('account/7', 7, 'v')]) {
    const other = summarise(entries.with(7, changed));
    assert.is.not(other.hash, hash);
    const differing = other.buckets.filter((value, bucket) => value !== buckets[bucket]).length;
    assert.ok(differing >= 1 && differing <= 2, 'only the parts of the keys that differ');
  }
});

test('keys spread over all buckets', () => {
  const sizes = Array.from({ length: bucketCount }, () => 0);
  for (let n = 0; n < 25_600; n += 1) {
    const bucket = bucketOf(`account/${n}`);
    sizes[bucket] = (sizes[bucket] ?? 0) + 1;
  }
  assert.ok(
    Math.min(...sizes) > 50 && Math.max(...sizes) < 160,
    `${Math.min(...sizes)} to ${Math.max(...sizes)}`,
  );
});

test('two different sets of versions never had the same hash', () => {
  const arbitrary = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 3 }), fc.nat(3)), {
    maxLength: 4,
    selector: ([key]) => key,
  });
  const textOf = (entries: RegisterEntry[]) => JSON.stringify(sortedByKey(entries));
  fc.assert(
    fc.property(arbitrary, arbitrary, (a, b) => {
      const [left, right] = [a, b].map((pairs) => pairs.map(([key, counter]) => entry(key, counter)));
      if (!left || !right) throw new RangeError('two sets');
      assert.is(summarise(left).hash === summarise(right).hash, textOf(left) === textOf(right));
    }),
    { numRuns: 200 },
  );
});

test.run();
