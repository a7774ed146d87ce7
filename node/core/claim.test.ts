import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Urgency } from '../schemas/words.ts';
import { byClaim, claimOf, growthOf, urgencyWeights } from './claim.ts';
import { IssueId } from './ids.ts';

const urgency = fc.constantFrom<Urgency>('low', 'normal', 'high', 'critical');
const claimant = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }).map((id) => IssueId.parse(id)),
  submittedAt: fc.nat(3),
  claim: fc.nat(3),
});

test('urgency, waiting time and service rate multiply', () => {
  assert.is(claimOf({ urgency: 'normal', submittedAt: 1_000 }, 61_000), 60_000);
  assert.is(claimOf({ urgency: 'critical', submittedAt: 1_000 }, 61_000), 480_000);
  assert.is(claimOf({ urgency: 'low', submittedAt: 1_000 }, 61_000, 2), 60_000);
});

test('who waits long enough comes before any urgency', () => {
  assert.ok(
    claimOf({ urgency: 'low', submittedAt: 0 }, 161_000) >
      claimOf({ urgency: 'critical', submittedAt: 151_001 }, 161_000),
  );
});

test('a clock set back gives no negative claim', () => {
  assert.is(claimOf({ urgency: 'high', submittedAt: 5_000 }, 0), 0);
});

test('a claim grows by its growth', () => {
  const waiting = { urgency: 'high', submittedAt: 1_000 } as const;
  assert.is(claimOf(waiting, 5_000, 2) + 700 * growthOf(waiting, 2), claimOf(waiting, 5_700, 2));
});

test('longer waits and higher urgency never ask less', () => {
  fc.assert(
    fc.property(urgency, urgency, fc.nat(), fc.nat(), (a, b, waitMs, moreMs) => {
      const claim = claimOf({ urgency: a, submittedAt: 0 }, waitMs);
      assert.ok(claimOf({ urgency: a, submittedAt: 0 }, waitMs + moreMs) >= claim);
      if (urgencyWeights[b] >= urgencyWeights[a])
        assert.ok(claimOf({ urgency: b, submittedAt: 0 }, waitMs) >= claim);
    }),
  );
});

test('the strongest claim first, then who came first, then by id', () => {
  const issue = (id: string, submittedAt: number, claim: number) => ({
    id: IssueId.parse(id),
    submittedAt,
    claim,
  });
  const queue = [issue('c', 2, 5), issue('b', 1, 5), issue('a', 1, 5), issue('d', 9, 7)];
  assert.equal(
    queue.sort(byClaim).map(({ id }) => id),
    ['d', 'a', 'b', 'c'],
  );
});

test('the order is total and does not depend on how the queue was kept', () => {
  fc.assert(
    fc.property(fc.uniqueArray(claimant, { selector: ({ id }) => id }), (queue) => {
      assert.equal([...queue].reverse().sort(byClaim), [...queue].sort(byClaim));
    }),
  );
});

test.run();
