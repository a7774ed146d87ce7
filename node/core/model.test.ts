import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { epochAt, firstTerm } from './epoch.ts';
import { entryIdOf, entryIdOfOffer, IssueId, OfferId, offerIdOf } from './ids.ts';
import { extended, type TimelineEntry, timelineLengthMax } from './model.ts';

const test = suite('model');

const entry = (at: number): TimelineEntry => ({ at, kind: 'edited' });

test('a timeline keeps its first step and the newest', () => {
  const full = Array.from({ length: timelineLengthMax }, (_, n) => entry(n));
  assert.is(extended(full.slice(1), entry(1_000)).length, timelineLengthMax);
  const longer = extended(full, entry(1_000), entry(1_001));
  assert.is(longer.length, timelineLengthMax);
  assert.equal([longer[0]?.at, longer[1]?.at, longer.at(-1)?.at], [0, 3, 1_001]);
  assert.equal(extended([], entry(1)), [entry(1)]);
});

test("an offer's id leads to its entry, and nothing else does", () => {
  const entryId = entryIdOf(IssueId.parse('a.1'), epochAt(firstTerm, 12));
  assert.is(entryIdOfOffer(offerIdOf(entryId, 3)), entryId);
  for (const text of ['issue', 'issue.1', 'issue.x.1', '.1', 'issue.1.'])
    assert.is(entryIdOfOffer(OfferId.parse(text)), undefined, text);
});

test.run();
