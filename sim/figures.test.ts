import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { anEntry, anIssue, aRegion, committed, north, south } from './checkers/testing.ts';
import { figuresOf } from './figures.ts';
import type { TraceEvent } from './trace.ts';

const at = (atMs: number, event: TraceEvent): TraceEvent => ({ ...event, atMs });
const issue = (phase: Parameters<typeof anIssue>[0]) => ({ in: 'issues', doc: anIssue(phase) }) as const;
const entry = (stage: Parameters<typeof anEntry>[0]) => ({ in: 'entries', doc: anEntry(stage) }) as const;

test('an issue that is forwarded counts where it came from and where it was solved', () => {
  const placed = { at: 'placed', owner: south, stage: 'held' } as const;
  const events = [
    at(100, committed(north, issue({ phase: { at: 'queued' } }))),
    at(150, committed(north, issue({ phase: { at: 'proposing', to: south } }))),
    at(200, committed(north, issue({ phase: placed }))),
    at(250, committed(north, issue({ phase: { ...placed, stage: 'offered' } }))),
    at(600, committed(south, entry('assigned'))),
    at(900, committed(south, entry('done'))),
  ];
  const { waits, regions } = figuresOf({ events, final: [aRegion(north), aRegion(south)] });
  assert.equal(waits, { issues: 1, meanMs: 500, p50Ms: 500, p99Ms: 500, maxMs: 500 });
  const [atNorth, atSouth] = regions;
  assert.is(atNorth?.submitted, 1);
  assert.is(atNorth?.handedOver, 1);
  assert.is(atNorth?.waits.issues, 1);
  assert.is(atSouth?.takenOver, 1);
  assert.is(atSouth?.resolved, 1);
  assert.is(atSouth?.activeMax, 1);
});

test('without any issue all figures are 0', () => {
  assert.equal(figuresOf({ events: [], final: [] }).waits, {
    issues: 0,
    meanMs: 0,
    p50Ms: 0,
    p99Ms: 0,
    maxMs: 0,
  });
});

test.run();
