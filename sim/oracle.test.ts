import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Urgency } from '../node/schemas/words.ts';
import type { Answer, Plan, PlannedExpert, PlannedIssue } from './compare-workload.ts';
import { playCentral, type QueueOrder } from './oracle.ts';

const expert = (name: string, categories: readonly string[], capacity = 1): PlannedExpert => ({
  name,
  region: 0,
  categories,
  capacity,
  rejectRate: 0,
  ignoreRate: 0,
});

const issue = (index: number, atMs: number, urgency: Urgency = 'normal', category = 'web'): PlannedIssue => ({
  title: `Issue ${index}`,
  description: '',
  region: 0,
  category,
  urgency,
  atMs,
});

/** An expert reads for 2 s and works for 10 s. */
const yes: Answer = { kind: 'accept', afterMs: 2_000, serviceMs: 10_000 };
const no: Answer = { kind: 'reject', afterMs: 3_000 };
const silence: Answer = { kind: 'ignore' };

const play = (
  experts: readonly PlannedExpert[],
  issues: readonly PlannedIssue[],
  { order = 'claim', answerOf = () => yes }: { order?: QueueOrder; answerOf?: Plan['answerOf'] } = {},
) =>
  playCentral({ regions: ['North'], experts, issues, answerOf }, order).map((fate) => [
    fate?.offeredMs,
    fate?.acceptedMs,
    fate?.expert,
  ]);

test('an issue is offered at once to a free expert of its category, and takes a seat until it is resolved', () => {
  const fates = play(
    [expert('Ann', ['web']), expert('Bob', ['cloud'])],
    [issue(1, 0), issue(2, 1_000), issue(3, 1_000, 'normal', 'cloud')],
  );
  assert.equal(fates, [
    [0, 2_000, 0],
    // Ann reads from 0 to 2 s, and works until 12 s.
    [12_000, 14_000, 0],
    [1_000, 3_000, 1],
  ]);
});

test('an expert has as many issues as seats', () => {
  const fates = play([expert('Ann', ['web'], 2)], [issue(1, 0), issue(2, 0), issue(3, 0)]);
  assert.equal(
    fates.map(([offeredMs]) => offeredMs),
    [0, 0, 12_000],
  );
});

test('the strongest claim is served first: urgency × waiting', () => {
  // At 12 s the low one has waited 11 s, a claim of 5.5; the critical one 2 s, of 8 or more.
  const issues = [issue(1, 0), issue(2, 1_000, 'low'), issue(3, 10_000, 'critical')];
  const offered = (order: QueueOrder) => play([expert('Ann', ['web'])], issues, { order }).map(([at]) => at);
  assert.equal(offered('claim'), [0, 24_000, 12_000]);
  assert.equal(offered('fifo'), [0, 12_000, 24_000]);
});

test('who rejects is followed by the next, and asked again after half a minute when everyone has passed', () => {
  const answerOf: Plan['answerOf'] = (_issue, _expert, nth) => (nth === 1 ? no : yes);
  const [fate] = play([expert('Ann', ['web']), expert('Bob', ['web'])], [issue(1, 0)], { answerOf });
  // Two passes of 3 s, 30 s of waiting, 2 s of reading.
  assert.is(fate?.[0], 0);
  assert.is(fate?.[1], 38_000);
});

test('who says nothing keeps the issue for the countdown: 60 s, of a critical one 30 s', () => {
  const answerOf: Plan['answerOf'] = (_issue, _expert, nth) => (nth === 1 ? silence : yes);
  const accepted = (urgency: Urgency) =>
    play([expert('Ann', ['web'])], [issue(1, 0, urgency)], { answerOf })[0]?.[1];
  assert.is(accepted('normal'), 60_000 + 30_000 + 2_000);
  assert.is(accepted('critical'), 30_000 + 30_000 + 2_000);
});

test('whoever answers in time is preferred to who does not', () => {
  // The first to be asked lets it run out; the next issue finds both free.
  let first: number | undefined;
  const answerOf: Plan['answerOf'] = (index, who) => {
    if (index === 0) first ??= who;
    return index === 0 && who === first ? silence : yes;
  };
  const fates = play([expert('Ann', ['web']), expert('Bob', ['web'])], [issue(1, 0), issue(2, 200_000)], {
    answerOf,
  });
  assert.is.not(fates[1]?.[2], first);
});

test('what nobody can take has no fate', () => {
  assert.equal(play([expert('Ann', ['cloud'])], [issue(1, 0)]), [[undefined, undefined, undefined]]);
});

test.run();
