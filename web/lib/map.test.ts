import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { boxOf, layoutOf, overlap, shortName } from './map.ts';

const test = suite('map');

test('rings and names of up to 24 regions lie within the map and apart from each other', () => {
  for (let count = 1; count <= 24; count++) {
    const { width, height, radius, places } = layoutOf(count);
    assert.is(places.length, count);
    const boxes = places.map((place) => boxOf(place, radius));
    for (const [i, box] of boxes.entries()) {
      assert.ok(
        box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height,
        `${count}: ${i}`,
      );
      for (const other of boxes.slice(i + 1)) assert.not(overlap(box, other), `${count}: ${i}`);
    }
  }
});

test('a map of ten is no taller than two screens of a phone', () => {
  const { width, height } = layoutOf(10);
  // A phone shows it 328 pixels wide.
  assert.ok((height * 328) / width < 2 * 640, `${height}`);
});

test('a long name is cut where it would touch its neighbour', () => {
  assert.is(shortName('North'), 'North');
  assert.is(shortName('Saint Petersburg'), 'Saint Peter…');
  assert.is(shortName('Baden Würtem berg'), 'Baden Würte…');
});

test.run();
