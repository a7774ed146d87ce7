import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { noComplaints } from './no-complaints.ts';
import { asked } from './testing.ts';

test('a complaint is a violation, and nothing else is', () => {
  const complained = { kind: 'complained', atMs: 5, by: 'North', what: 'A commit failed' } as const;
  const found = noComplaints.check({ events: [asked('submit', 'key'), complained], final: [] });
  assert.equal(found, ['At 5 ms, North: A commit failed']);
});

test.run();
