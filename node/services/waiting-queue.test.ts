import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { byClaim, claimOf } from '../core/claim.ts';
import { AccountId, IssueId, RegionId } from '../core/ids.ts';
import { submit } from '../core/issue.ts';
import type { Issue } from '../core/model.ts';
import type { Urgency } from '../schemas/words.ts';
import { Table } from './table.ts';
import { WaitingQueue } from './waiting-queue.ts';

const test = suite('waiting queue');

const origin = RegionId.parse('north');
const rates: Record<string, number> = { web: 2, cloud: 0.5 };
const rateOf = (category: string) => rates[category] ?? 1;
const now = 100_000;

const issueOf = (id: string, submittedAt: number, category = 'web', urgency: Urgency = 'normal'): Issue =>
  submit(
    {
      id: IssueId.parse(id),
      origin,
      user: { id: AccountId.parse('user'), name: 'Ursula' },
      title: 'No connection',
      description: 'None.',
      category,
      urgency,
      submission: '',
    },
    { now: submittedAt, nameOf: (region) => region },
  );

const begin = (...issues: readonly Issue[]) => {
  const table = new Table<Issue>({
    collection: 'issues',
    groups: { queued: ({ phase, category }) => (phase.at === 'queued' ? category : undefined) },
  });
  const queue = new WaitingQueue(table, rateOf);
  const put = (issue: Issue) => table.set(issue.id, { doc: issue, version: 1 });
  const place = (issue: Issue) =>
    put({ ...issue, phase: { at: 'placed', owner: origin, n: 0, stage: 'held' } });
  for (const issue of issues) put(issue);
  return { queue, put, place };
};

const issue = fc
  .tuple(
    fc.nat(99),
    fc.integer({ min: 0, max: 50 }).map((seconds) => seconds * 1_000),
    fc.constantFrom('web', 'cloud', 'other'),
    fc.constantFrom<Urgency>('low', 'normal', 'high', 'critical'),
  )
  .map(([n, submittedAt, category, urgency]) => issueOf(`issue ${n}`, submittedAt, category, urgency));

const sorted = (issues: readonly Issue[]) =>
  issues
    .map((one) => ({ ...one, claim: claimOf(one, now, rateOf(one.category)) }))
    .sort(byClaim)
    .map(({ id }) => id);

test('the strongest claim comes first, as if all were sorted', () => {
  fc.assert(
    fc.property(fc.array(issue), fc.array(fc.nat(99)), (issues, placed) => {
      const { queue, place } = begin(...issues);
      const known = new Map(issues.map((one) => [one.id, one]));
      for (const n of placed) {
        const one = known.get(IssueId.parse(`issue ${n}`));
        if (one) place(one);
        if (one) known.delete(one.id);
      }
      const open = [...known.values()].filter(({ category }) => category !== 'other');
      const found = [...queue.strongestFirst(new Set(['web', 'cloud']), now)].map(({ id }) => id);
      assert.equal(found, sorted(open));
      assert.is(queue.size, known.size);
    }),
  );
});

test('what is placed, and a category that is closed, drops out while the queue is gone through', () => {
  const [first, second, third] = [issueOf('a', 1_000), issueOf('b', 2_000), issueOf('c', 3_000)];
  const other = issueOf('d', 90_000, 'cloud');
  const { queue, place } = begin(first, second, third, other);
  const open = new Set(['web', 'cloud']);
  const seen: string[] = [];
  for (const { id } of queue.strongestFirst(open, now)) {
    seen.push(id);
    if (id === first.id) {
      place(first);
      place(second);
    }
    if (id === third.id) open.delete('cloud');
  }
  assert.equal(seen, ['a', 'c']);
});

test('an issue that is edited changes its lane, and one that waits again comes back to its place', () => {
  const [first, second] = [issueOf('a', 1_000), issueOf('b', 2_000)];
  const { queue, put, place } = begin(first, second);
  const ids = () => [...queue.strongestFirst(new Set(['web']), now)].map(({ id }) => id);
  put({ ...second, urgency: 'critical' });
  assert.equal(ids(), ['b', 'a']);
  put({ ...second, category: 'cloud' });
  assert.equal(ids(), ['a']);
  place(first);
  assert.equal(ids(), []);
  put(first);
  assert.equal(ids(), ['a']);
});

test('the summary tells how many wait, how long, and the strongest claim with its growth', () => {
  const { queue } = begin(
    issueOf('a', 90_000, 'web', 'critical'),
    issueOf('b', 70_000, 'web', 'low'),
    issueOf('c', 95_000, 'cloud'),
  );
  assert.equal(queue.summary(now), {
    web: { queued: 2, oldestAgeMs: 30_000, topClaim: 160_000, topClaimGrowth: 16 },
    cloud: { queued: 1, oldestAgeMs: 5_000, topClaim: 2_500, topClaimGrowth: 0.5 },
  });
  assert.equal(begin().queue.summary(now), {});
});

test.run();
