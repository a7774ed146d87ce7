import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { hash32 } from './hash.ts';
import { RegionId } from './ids.ts';
import { inverseLoad, leastLoaded, loadOf, summarise, urgencyBurden } from './load.ts';

function seeded(seed: number) {
  let drawn = 0;
  return { next: () => hash32(String(seed), String(drawn++)) / 2 ** 32 };
}

const peer = (region: string, load: number, freeSeats: number) => ({
  region: RegionId.parse(region),
  load,
  freeSeats,
});

const noQueue = { queued: 0, oldestAgeMs: 0, topClaim: 0, topClaimGrowth: 0 };

test('a free expert has inverse load 1, a full or overfull one 0', () => {
  assert.is(inverseLoad({ capacity: 3, load: 0 }), 1);
  assert.is(inverseLoad({ capacity: 4, load: 1 }), 0.75);
  assert.is(inverseLoad({ capacity: 3, load: 3 }), 0);
  assert.is(inverseLoad({ capacity: 1, load: 2 }), 0);
  assert.is(inverseLoad({ capacity: 0, load: 0 }), 0);
});

test('urgent issues weigh more, within [0, 1] and never against the number of issues alone', () => {
  const withOne = (burden: number) => inverseLoad({ capacity: 3, load: 1, burden });
  assert.ok(withOne(urgencyBurden.low) > withOne(urgencyBurden.normal));
  assert.ok(withOne(urgencyBurden.normal) > withOne(urgencyBurden.high));
  assert.ok(withOne(urgencyBurden.high) > withOne(urgencyBurden.critical));
  assert.is(withOne(urgencyBurden.normal), inverseLoad({ capacity: 3, load: 1 }));
  assert.is(inverseLoad({ capacity: 2, load: 2, burden: 2 * urgencyBurden.low }), 0);
  assert.is(inverseLoad({ capacity: 3, load: 2, burden: 2 * urgencyBurden.critical }), 0);
});

test('an expert shows all seats in each of their categories and in the open one; who is away shows none', () => {
  const experts = [
    { categories: ['network', 'web', 'web'], capacity: 3, load: 1, isOnline: true },
    { categories: ['network'], capacity: 1, load: 2, isOnline: true },
    { categories: ['cloud'], capacity: 9, load: 1, isOnline: false },
  ];
  const queues = {
    network: { queued: 2, oldestAgeMs: 9_000, topClaim: 20_000, topClaimGrowth: 4 },
    cloud: { queued: 1, oldestAgeMs: 1_000, topClaim: 1_000, topClaimGrowth: 1 },
  };
  assert.equal(summarise(experts, queues), {
    cloud: { online: 0, freeSeats: 0, busySeats: 0, ...queues.cloud },
    network: { online: 2, freeSeats: 2, busySeats: 3, ...queues.network },
    other: { online: 2, freeSeats: 2, busySeats: 3, ...noQueue },
    web: { online: 1, freeSeats: 2, busySeats: 1, ...noQueue },
  });
});

test('the summary reads the same whatever order memory is in', () => {
  const expert = fc.record({
    categories: fc.array(fc.constantFrom('web', 'network', 'constructor', '__proto__')),
    capacity: fc.nat(5),
    load: fc.nat(5),
    isOnline: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(expert), (experts) => {
      const summary = JSON.stringify(summarise(experts, {}));
      assert.is(JSON.stringify(summarise([...experts].reverse(), {})), summary);
    }),
  );
});

test('load counts what is busy, queued and under way per seat', () => {
  const summary = { ...noQueue, online: 1, freeSeats: 2, busySeats: 2, queued: 1 };
  assert.is(loadOf(summary, 0), 0.75);
  assert.is(loadOf(summary, 3), 1.5);
});

test('without seats, or without a word on the category, load is infinite', () => {
  const noSeats = { ...noQueue, online: 0, freeSeats: 0, busySeats: 0 };
  assert.is(loadOf(noSeats, 0), Number.POSITIVE_INFINITY);
  assert.is(loadOf(undefined, 0), Number.POSITIVE_INFINITY);
});

test('peers without a free seat are left out, the least load comes first', () => {
  const peers = [
    peer('full', 0.1, 0),
    peer('busy', 0.9, 1),
    peer('lost', Number.POSITIVE_INFINITY, 1),
    peer('idle', 0.2, 3),
    peer('odd', Number.NaN, 1),
  ];
  assert.equal(
    leastLoaded(peers, seeded(1)).map(({ region }) => region),
    ['idle', 'busy'],
  );
  assert.equal(leastLoaded([], seeded(1)), []);
});

test('equals take turns, and the order of the input says nothing', () => {
  const peers = [peer('a', 0.5, 1), peer('b', 0.5, 1), peer('c', 0.5, 1)];
  const firsts = new Set<string>();
  for (let seed = 0; seed < 50; seed++) {
    const [first] = leastLoaded(peers, seeded(seed));
    if (first !== undefined) firsts.add(first.region);
    assert.equal(leastLoaded([...peers].reverse(), seeded(seed)), leastLoaded(peers, seeded(seed)));
  }
  assert.equal([...firsts].sort(), ['a', 'b', 'c']);
});

test.run();
