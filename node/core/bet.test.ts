import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { betOn, type Learning, learningWith, withChoice, withOutcome } from './bet.ts';
import { AccountId, EntryId, IssueId } from './ids.ts';
import { fieldOf, type How, type Placement } from './placement.ts';
import { type Candidate, defaultWeights, rank, sharesOf } from './rank.ts';
import { controlEvery, noTally } from './tally.ts';

const test = suite('bet');

const candidate = (id: string, skill: number, trust: number): Candidate => ({
  id: AccountId.parse(id),
  skill: {
    value: skill,
    parts: { category: 1, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 },
    matcher: 'keyword' as const,
    past: [],
  },
  trust,
  availability: 0.8,
  capacity: 3,
  load: 0,
});
const issueOf = (n: number) => IssueId.parse(`issue ${n}`);
/** Ann comes first by the weights that were set, Ben by trust alone. */
const rankedFor = (n: number) =>
  rank({ id: issueOf(n) }, [candidate('ann', 0.9, 0.1), candidate('ben', 0.5, 0.9)]);

/** Outcomes have followed trust for long. */
const trusting: Learning = {
  evidence: {
    gram: Array.from({ length: 25 }, (_, k) => (k % 6 === 0 ? 1_000 : 0)),
    sum: [0, 1_000, 0, 0, 0],
    count: 500,
  },
  tally: { ...noTally, same: { count: 900, reward: 900 } },
  fixed: sharesOf(defaultWeights),
};

const placement = (how: How, learning: Learning): Placement => {
  const ranked = rankedFor(1);
  const expertId = ranked[0]?.id ?? AccountId.parse('nobody');
  return {
    n: 1,
    at: 0,
    issueId: issueOf(1),
    title: 'No link',
    entryId: EntryId.parse('entry'),
    expertId,
    how,
    weights: learning.fixed,
    field: fieldOf(ranked, expertId),
    others: 1,
    bet: learning.tally.n,
  };
};

test('nothing learnt: the first by the weights that were set, for each issue that is not drawn otherwise', () => {
  const fresh = learningWith(undefined, defaultWeights);
  for (let n = 0; n < 50; n += 1) {
    const bet = betOn(issueOf(n), rankedFor(n), fresh);
    assert.is(bet?.best.id, 'ann');
    assert.ok(bet?.how === 'score' || bet?.how === 'kept', bet?.how);
  }
  assert.is(betOn(issueOf(0), [], fresh), undefined);
});

test('where the two differ a share goes to the control, and the rest to the learnt weights', () => {
  const bets = Array.from({ length: 400 }, (_, n) => betOn(issueOf(n), rankedFor(n), trusting));
  const count = (how: How) => bets.filter((bet) => bet?.how === how).length;
  assert.is(count('learnt') + count('control'), 400);
  assert.ok(Math.abs(count('control') - 400 / controlEvery) < 30, `${count('control')}`);
  for (const bet of bets) {
    assert.is(bet?.best.id, bet?.how === 'learnt' ? 'ben' : 'ann');
    if (bet?.how === 'learnt') assert.ok(bet.best.weights.trust > 0.8);
  }
});

test('the same issue and experts give the same bet; beyond the margin the set weights are kept', () => {
  assert.equal(betOn(issueOf(1), rankedFor(1), trusting), betOn(issueOf(1), rankedFor(1), trusting));
  const poor = { ...trusting, tally: noTally };
  assert.is(betOn(issueOf(1), rankedFor(1), poor)?.how, 'kept');
});

test('an outcome is learnt once, corrected when it changes, and forgotten when it says nothing', () => {
  const begun = withChoice(learningWith(undefined, defaultWeights), 'learnt');
  const one = placement('learnt', begun);
  const learnt = withOutcome(begun, one, 0.8);
  assert.is(learnt.evidence.count, 1);
  assert.is(learnt.tally.learnt.reward, 0.8);
  assert.is(withOutcome(learnt, { ...one, reward: 0.8 }, 0.8), learnt);
  const better = withOutcome(learnt, { ...one, reward: 0.8 }, 0.9);
  assert.is(better.evidence.count, 1);
  assert.ok(Math.abs(better.tally.learnt.reward - 0.9) < 1e-12);
  const nothing = withOutcome(begun, one, 'nothing');
  assert.equal([nothing.evidence.count, nothing.tally.learnt.count], [0, 0]);
});

test('a choice under other weights than those set now says what it says, but is not compared', () => {
  const begun = withChoice(learningWith(undefined, defaultWeights), 'control');
  const one = placement('control', begun);
  const changed = learningWith(begun, { skill: 1, trust: 0, availability: 0, load: 0 });
  assert.equal(changed.tally, noTally);
  const learnt = withOutcome(changed, one, 0.8);
  assert.is(learnt.evidence.count, 1);
  assert.equal(learnt.tally, noTally);
});

test.run();
