import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Interval, idOf, pointsOf, spans, together, waitedMs, withReading } from './series.ts';

const test = suite('series');

const minuteMs = 60_000;
const reading = { online: 2, free: 1, waiting: 4, active: 1, experts: 3, trust: 0.6 };

test('an interval tells the mean of what was measured in it', () => {
  const first = withReading('day', undefined, reading, [], 0);
  const next = withReading('day', first, { ...reading, waiting: 8 }, [[3, 2]], minuteMs);
  const [point] = pointsOf('day', [next], minuteMs);
  assert.equal([point?.at, point?.waiting, point?.online], [0, 6, 2]);
  assert.equal(point?.waits, [[3, 2]]);
});

test('a new interval takes the place of the oldest, so that no more than a ring of them is kept', () => {
  const kept = new Map<string, Interval>();
  for (let n = 0; n < 500; n++) {
    const id = idOf('hour', n * minuteMs);
    kept.set(id, withReading('hour', kept.get(id), reading, [], n * minuteMs));
  }
  assert.is(kept.size, spans.hour.kept);
  const points = pointsOf('hour', [...kept.values()], 499 * minuteMs);
  assert.equal([points.length, points[0]?.at, points.at(-1)?.at], [61, 439 * minuteMs, 499 * minuteMs]);
  assert.ok(points.every(({ waiting }) => waiting === 4));
});

test('regions together: sums, and trust by how many experts it is of', () => {
  const point = { at: 0, ...reading, waits: [[10, 1]] as const };
  const [mesh] = together([[point], [{ ...point, experts: 1, trust: 1, waits: [[10, 3]] }], []]);
  assert.equal([mesh?.regions, mesh?.waiting, mesh?.accepted], [2, 8, 4]);
  assert.ok(Math.abs((mesh?.trust ?? 0) - 0.7) < 1e-9);
});

test('an issue has waited since it last needed somebody', () => {
  const issue = {
    submittedAt: 0,
    timeline: [
      { at: 0, kind: 'submitted' as const },
      { at: 10, kind: 'accepted' as const },
      { at: 70, kind: 'given-back' as const },
      { at: 80, kind: 'offered' as const },
    ],
  };
  assert.is(waitedMs(issue, 100), 30);
  assert.is(waitedMs({ submittedAt: 40, timeline: [] }, 100), 60);
  assert.is(waitedMs(issue, 50), 0);
});

test.run();
