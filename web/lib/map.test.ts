import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { layoutOf } from './map.ts';

test('up to twelve regions fit without touching each other', () => {
  for (let count = 1; count <= 12; count++) {
    const { width, height, radius, places } = layoutOf(count);
    assert.is(places.length, count);
    for (const [i, a] of places.entries()) {
      assert.ok(a.x - radius >= 0 && a.x + radius <= width, `${count}: ${i} is within the width`);
      assert.ok(a.y - radius >= 0 && a.y + radius + 34 <= height, `${count}: ${i} is within the height`);
      for (const b of places.slice(i + 1)) {
        assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 2 * radius, `${count}: ${i} touches nothing`);
      }
    }
  }
});

test.run();
