import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Conditions, planOf } from './compare-workload.ts';

const steady: Pick<Conditions, 'regions' | 'load' | 'skew'> = {
  regions: 4,
  load: 'steady',
  skew: 'balanced',
};

const countBy = <T>(items: readonly T[], keyOf: (item: T) => string | number) => {
  const counts = new Map<string | number, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
};

test('the same conditions and seed make the same plan, another seed another', () => {
  const [one, again, other] = [planOf(steady, 1), planOf(steady, 1), planOf(steady, 2)];
  assert.equal(again.issues, one.issues);
  assert.equal(again.experts, one.experts);
  assert.not.equal(other.issues, one.issues);
});

test('a person answers the same question the same way, whoever asks and in whatever order', () => {
  const [one, again] = [planOf(steady, 1), planOf(steady, 1)];
  const answers = [one.answerOf(3, 5, 1), one.answerOf(3, 5, 2), one.answerOf(4, 5, 1)];
  assert.equal(
    [again.answerOf(4, 5, 1), again.answerOf(3, 5, 2), again.answerOf(3, 5, 1)].reverse(),
    answers,
  );
});

test('about as many reject and say nothing as their rates say', () => {
  const { issues, experts, answerOf } = planOf(steady, 1);
  const kinds = issues.flatMap((_, issue) => experts.map((_, expert) => answerOf(issue, expert, 1).kind));
  const counts = countBy(kinds, (kind) => kind);
  const share = (kind: string) => (counts.get(kind) ?? 0) / kinds.length;
  const mean = (rates: readonly number[]) => rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  assert.ok(Math.abs(share('reject') - mean(experts.map(({ rejectRate }) => rejectRate))) < 0.02);
  assert.ok(Math.abs(share('ignore') - mean(experts.map(({ ignoreRate }) => ignoreRate))) < 0.02);
});

test('every category has as many experts as any other, and every region as many', () => {
  const { experts } = planOf(steady, 1);
  const categories = countBy(
    experts.flatMap((expert) => expert.categories),
    (category) => category,
  );
  assert.equal([...categories.values()], [6, 6, 6, 6]);
  assert.equal([...countBy(experts, ({ region }) => region).values()], [3, 3, 3, 3]);
});

test('skewed means that half of the issues come from the first region', () => {
  const { issues } = planOf({ ...steady, skew: 'skewed' }, 1);
  const share = issues.filter(({ region }) => region === 0).length / issues.length;
  // A half, and a quarter of the other half.
  assert.ok(share > 0.55 && share < 0.7, String(share));
});

test('a burst brings most of the issues within seconds', () => {
  const { issues } = planOf({ ...steady, load: 'burst' }, 1);
  const perFiveSeconds = countBy(issues, ({ atMs }) => Math.floor(atMs / 5_000));
  // 72 for 18 seats, and what comes all the time.
  assert.ok(Math.max(...perFiveSeconds.values()) >= 72);
  assert.ok(issues.every(({ atMs }, index) => atMs >= (issues[index - 1]?.atMs ?? 0)));
});

test.run();
