import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { askCount, type Bid, bestBid } from './bid.ts';
import { IssueId, RegionId } from './ids.ts';

const bid = (region: string, score: number, load: number, matcher = 'words/1'): Bid => ({
  region: RegionId.parse(region),
  score,
  load,
  matcher,
});
const issue = (id: string) => IssueId.parse(id);
const best = (...bids: readonly Bid[]) => bestBid(issue('issue'), bids)?.region;

test('the best score gets the issue, and of equal scores the lesser load', () => {
  assert.is(best(bid('north', 0.4, 0), bid('south', 0.8, 0.9), bid('east', 0.6, 0.1)), 'south');
  assert.is(best(bid('north', 0.8, 0.5), bid('south', 0.8, 0.2)), 'south');
  assert.is(best(), undefined);
});

test('scores of different matchers are not compared: the least load comes first', () => {
  assert.is(best(bid('north', 0.4, 0.1, 'words/2'), bid('south', 0.8, 0.9)), 'north');
  assert.is(best(bid('north', 0.4, 0.5, 'words/2'), bid('south', 0.8, 0.5)), 'south');
});

test('equals in everything take turns, whatever the order of the answers', () => {
  const bids = [bid('north', 0.5, 0.5), bid('south', 0.5, 0.5), bid('east', 0.5, 0.5)];
  const firsts = new Set<string | undefined>();
  for (let n = 0; n < 60; n += 1) {
    firsts.add(bestBid(issue(`issue ${n}`), bids)?.region);
    assert.is(
      bestBid(issue(`issue ${n}`), bids)?.region,
      bestBid(issue(`issue ${n}`), [...bids].reverse())?.region,
    );
  }
  assert.is(firsts.size, 3);
});

test('an issue asks several peers only while no other waits for their seats', () => {
  assert.is(askCount(3, 9, 1), 3);
  assert.is(askCount(3, 4, 2), 2);
  assert.is(askCount(3, 4, 40), 1);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(50), fc.nat(50), (countMax, seats, waiting) => {
      const count = askCount(countMax, seats, waiting);
      assert.ok(count >= 1 && count <= countMax);
      assert.ok(count === 1 || count * waiting <= seats);
    }),
  );
});

test.run();
