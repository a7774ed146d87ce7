import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountId, IssueId } from './ids.ts';
import { type Candidate, type Ranked, rank } from './rank.ts';
import { withTryout } from './tryout.ts';

const candidate = (id: string, skill: number): Candidate => ({
  id: AccountId.parse(id),
  skill: {
    value: skill,
    parts: { category: 1, qualifications: 0, quiz: 0, learnt: skill, past: 0, history: 0 },
    matcher: 'keyword',
    past: [],
  },
  trust: 0.8,
  availability: 0.9,
  capacity: 3,
  load: 0,
});

const candidates = [candidate('old', 0.9), candidate('fresh', 0.3), candidate('green', 0.2)];
const isNew = (id: AccountId) => id === 'fresh' || id === 'green';
const issueOf = (n: number, urgency: 'low' | 'normal' | 'high' | 'critical' = 'normal') => ({
  id: IssueId.parse(`issue-${n}`),
  urgency,
});
const played = (n: number, urgency?: 'high' | 'critical' | 'low'): readonly Ranked[] => {
  const issue = issueOf(n, urgency);
  return withTryout(issue, rank(issue, candidates), isNew);
};
const all = Array.from({ length: 800 }, (_, n) => n);

test('about one issue in eight goes to the best newcomer first, and says so', () => {
  const tried = all.map((n) => played(n)).filter(([first]) => first?.isTryout);
  assert.ok(tried.length > 70 && tried.length < 130, `${tried.length} of 800`);
  for (const ranked of tried)
    assert.equal(
      ranked.map(({ id }) => id),
      ['fresh', 'old', 'green'],
    );
});

test('the same issue has the same lot', () => {
  for (const n of all.slice(0, 50)) assert.equal(played(n), played(n));
});

test('nothing urgent is for trying people out', () => {
  for (const n of all) {
    assert.is(played(n, 'high')[0]?.id, 'old');
    assert.is(played(n, 'critical')[0]?.id, 'old');
  }
  assert.ok(all.some((n) => played(n, 'low')[0]?.isTryout));
});

test('without a newcomer, or where one is best anyway, the ranking stands', () => {
  for (const n of all) {
    const ranked = rank(issueOf(n), candidates);
    assert.is(
      withTryout(issueOf(n), ranked, () => false),
      ranked,
    );
    assert.is(
      withTryout(issueOf(n), ranked, (id) => id === 'old'),
      ranked,
    );
  }
});

test.run();
