import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { assignInOrder, type Gains, notAllowed } from './assignment.ts';

const test = suite('assignment');

const gain = fc.oneof(
  { weight: 4, arbitrary: fc.nat(20) },
  { weight: 2, arbitrary: fc.constant(notAllowed) },
);
const problem = fc.tuple(fc.nat(5), fc.nat(5)).chain(([rows, places]) =>
  fc.tuple(
    fc.array(fc.array(gain, { minLength: places, maxLength: places }), {
      minLength: rows,
      maxLength: rows,
    }),
    fc.constant(places),
  ),
);

/** Every way to give each claimant another place or none. */
function* everyWay(
  claimants: readonly Gains[],
  places: number,
  taken: readonly (number | undefined)[] = [],
): Generator<readonly (number | undefined)[]> {
  const gains = claimants[taken.length];
  if (!gains) {
    yield taken;
    return;
  }
  yield* everyWay(claimants, places, [...taken, undefined]);
  for (let place = 0; place < places; place += 1) {
    if ((gains[place] ?? notAllowed) >= 0 && !taken.includes(place))
      yield* everyWay(claimants, places, [...taken, place]);
  }
}

const served = (way: readonly (number | undefined)[]) =>
  way.map((place) => (place === undefined ? '-' : '+')).join('');
const sumOf = (claimants: readonly Gains[], way: readonly (number | undefined)[]) =>
  way.reduce<number>((sum, place, at) => sum + (place === undefined ? 0 : (claimants[at]?.[place] ?? 0)), 0);

test('who comes first is served first, and those served gain as much together as they can', () => {
  fc.assert(
    fc.property(problem, ([claimants, places]) => {
      const found = assignInOrder(claimants, places);
      const whole = claimants.map((_, at) => found[at]);
      const used = whole.filter((place) => place !== undefined);
      assert.is(new Set(used).size, used.length, 'nobody shares a place');
      // "+" comes before "-": the first of these words serves the earliest claimants.
      const ways = [...everyWay(claimants, places)].sort((a, b) => (served(a) < served(b) ? -1 : 1));
      const [first = []] = ways;
      assert.is(served(whole), served(first));
      const best = Math.max(
        ...ways.filter((way) => served(way) === served(first)).map((way) => sumOf(claimants, way)),
      );
      assert.is(sumOf(claimants, whole), best);
    }),
    { numRuns: 400 },
  );
});

test('one moves aside for another where all gain by it', () => {
  assert.equal(
    assignInOrder(
      [
        [10, 9],
        [10, 0],
      ],
      2,
    ),
    [1, 0],
  );
});

test('whoever can only go to one place gets it, beside one who came first and can go elsewhere', () => {
  assert.equal(
    assignInOrder(
      [
        [10, 1],
        [10, notAllowed],
      ],
      2,
    ),
    [1, 0],
  );
});

test('one who comes later takes no place from one who came first', () => {
  assert.equal(assignInOrder([[1], [100]], 1), [0]);
  assert.equal(
    assignInOrder(
      [
        [1, notAllowed],
        [100, notAllowed],
      ],
      2,
    ),
    [0, undefined],
  );
});

test('claimants are not read once every place is taken', () => {
  let read = 0;
  function* many() {
    for (;;) {
      read += 1;
      yield [1, 2];
    }
  }
  assert.is(assignInOrder(many(), 2).length, 2);
  assert.is(read, 2);
  assert.equal(assignInOrder(many(), 0), []);
});

test.run();
