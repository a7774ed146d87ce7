import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SeededRandom } from '../../sim/random.ts';
import { dayMs } from '../core/decay.ts';
import { AccountId, IssueId } from '../core/ids.ts';
import { Meanings } from './meanings.ts';
import { Roster } from './roster.ts';
import { cosine, toBytes } from './vector.ts';

const test = suite('meanings');

const now = Date.UTC(2026, 5, 1);
const [egon, erna] = [AccountId.parse('egon'), AccountId.parse('erna')];
const id = (n: number | string) => IssueId.parse(`issue${n}`);
const [east, north] = [toBytes([1, 0, 0]), toBytes([0, 1, 0])];
const northEast = toBytes([Math.SQRT1_2, Math.SQRT1_2, 0]);

test('what is closest comes first, and of what is equally close the newer', () => {
  const meanings = new Meanings(3);
  meanings.add(id('far'), egon, now, north);
  meanings.add(id('old'), egon, now - 360 * dayMs, east);
  meanings.add(id('new'), erna, now, east);
  const look = meanings.look(east, { now, limit: 2 });
  assert.equal(
    look.near.map((near) => near.id),
    [id('new'), id('old')],
  );
  assert.ok(Math.abs((look.near[1]?.recency ?? 0) - 0.25) < 1e-9);
  assert.ok((look.to(id('far')) ?? 1) < 0.01);
  assert.is(look.to(id('unknown')), undefined);
});

test('of an issue less of what all past ones have in common is compared, the more of them there are', () => {
  const meanings = new Meanings(3);
  assert.equal(meanings.particularOf(northEast), northEast);
  const northShareAt = (count: number) => {
    for (let n = meanings.size; n < count; n++) meanings.add(id(n), egon, now, east);
    const { bytes, scale } = meanings.particularOf(northEast);
    return (bytes[1] ?? 0) * scale;
  };
  const shares = [1, 20, 2_000].map(northShareAt);
  assert.equal(
    shares,
    shares.toSorted((x, y) => x - y),
  );
  assert.ok((shares[0] ?? 1) < 0.72);
  // Half of (1, 0, 0) taken from (0.707, 0.707, 0), and made 1 long again.
  const [x, y] = [Math.SQRT1_2 - 0.5, Math.SQRT1_2];
  assert.ok(Math.abs((shares[2] ?? 0) - y / Math.hypot(x, y)) < 0.01);
  for (let n = 0; n < 2_000; n++) meanings.remove(id(n));
  assert.equal(meanings.particularOf(northEast), northEast);
});

test('an expert is known by the middle of what they resolved, whatever the order, and by their own words', () => {
  const roster = new Roster();
  const [egonAt, ernaAt] = [roster.numberOf(egon), roster.numberOf(erna)];
  const [one, other] = [new Meanings(3, roster), new Meanings(3, roster)];
  for (const [n, vector] of [east, north, east].entries()) one.add(id(n), egon, now, vector);
  for (const [n, vector] of [east, east, north].entries()) other.add(id(n), egon, now, vector);
  one.declare(erna, northEast);
  const [look, same] = [one, other].map((meanings) => meanings.look(east, { now, limit: 5 }));
  const particular = one.particularOf(east);
  const [middles, declared] = [look?.towards(), look?.toDeclared()];
  assert.equal(middles, same?.towards());
  assert.is(middles?.[egonAt], cosine(particular, toBytes([2 / Math.sqrt(5), 1 / Math.sqrt(5), 0])));
  assert.ok(Number.isNaN(middles?.[ernaAt] ?? Number.NaN) && Number.isNaN(declared?.[egonAt]));
  assert.is(declared?.[ernaAt], cosine(particular, northEast));
});

test('what is removed is gone, and its place is used again', () => {
  const meanings = new Meanings(3);
  meanings.add(id(1), egon, now, east);
  const { bytes } = meanings;
  for (let n = 2; n < 1_000; n += 1) {
    meanings.remove(id(n - 1));
    meanings.add(id(n), egon, now, north);
  }
  assert.is(meanings.size, 1);
  assert.is(meanings.bytes, bytes);
  meanings.remove(id(999));
  assert.equal([...meanings.look(north, { now, limit: 5 }).towards()], [Number.NaN]);
  assert.equal(meanings.look(north, { now, limit: 5 }).near, []);
});

test('vectors of another width are left out, on both sides', () => {
  const meanings = new Meanings(3);
  meanings.add(id(1), egon, now, toBytes([1, 0]));
  assert.is(meanings.size, 0);
  meanings.add(id(1), egon, now, east);
  assert.equal(meanings.look(toBytes([1, 0]), { now, limit: 5 }).near, []);
});

test('of many exactly the closest are found, whatever their age, also where many mean the same and some are gone', () => {
  const random = new SeededRandom('many');
  const [width, count, limit] = [48, 6_000, 50];
  const drawn = () => {
    const vector = Array.from({ length: width }, () => random.next() + random.next() - 1);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return toBytes(vector.map((value) => value / length));
  };
  const meanings = new Meanings(width);
  const some = Array.from({ length: count / 6 }, drawn);
  const past = Array.from({ length: count }, (_, n) => ({
    id: id(n),
    vector: some[n % some.length] ?? drawn(),
    // One half is as old as the other; and one is of a clock that is ahead.
    at: n === 7 ? now + 900 * dayMs : now - (n % 2) * 200 * dayMs,
  }));
  for (const one of past) meanings.add(one.id, egon, one.at, one.vector);
  for (const one of past.filter((_, n) => n % 5 === 0)) meanings.remove(one.id);
  const left = past.filter((_, n) => n % 5 !== 0);
  const rootOf = (at: number) => Math.min(1, Math.sqrt(0.5 ** ((now - at) / (180 * dayMs))));
  for (let round = 0; round < 5; round++) {
    const asked = round === 0 ? (some[7] ?? drawn()) : drawn();
    const particular = meanings.particularOf(asked);
    const closest = left
      .map((one) => ({ id: one.id, cosine: cosine(particular, one.vector), root: rootOf(one.at) }))
      // Roots that are calculated otherwise differ in their last digits.
      .sort((x, y) => {
        const ahead = y.cosine * y.root - x.cosine * x.root;
        return Math.abs(ahead) > 1e-9 ? ahead : x.id < y.id ? -1 : 1;
      })
      .slice(0, limit);
    const near = meanings.look(asked, { now, limit }).near.map((one) => ({ id: one.id, cosine: one.cosine }));
    assert.equal(
      near,
      closest.map((one) => ({ id: one.id, cosine: one.cosine })),
    );
  }
});

test.run();
