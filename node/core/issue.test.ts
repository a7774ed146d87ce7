import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import { epochAt, firstTerm } from './epoch.ts';
import { AccountId, IssueId, RegionId } from './ids.ts';
import * as regionSteps from './issue.ts';
import * as peopleSteps from './issue-people.ts';
import type { IssueStep, StepContext } from './issue-step.ts';
import { PeerMessage, type PeerMessageOf } from './messages.ts';
import type { Issue, Person, Phase } from './model.ts';

const test = suite('issue');

/** All transitions at the origin: those that regions make, and those that people make. */
const steps = { ...regionSteps, ...peopleSteps };

const [north, east, south] = ['north', 'east', 'south'].map((name) => RegionId.parse(name)) as [
  RegionId,
  RegionId,
  RegionId,
];
const user: Person = { id: AccountId.parse('user'), name: 'Ursula' };
const anna: Person = { id: AccountId.parse('anna'), name: 'Anna' };
const bert: Person = { id: AccountId.parse('bert'), name: 'Bert' };
const at = (now: number): StepContext => ({ now, nameOf: (region) => region });
const now = at(1_000);

const queued: Issue = steps.submit(
  {
    id: IssueId.parse('issue'),
    origin: north,
    user,
    submission: 'digest',
    title: 'No connection',
    description: 'The printer cannot be reached.',
    category: 'network',
    urgency: 'normal',
  },
  at(0),
);

const nth = (n: number) => epochAt(firstTerm, n);

/** An issue in each phase, under epoch 1 once that is spent, with east. */
const proposing = steps.propose(queued, east, 1, now).issue;
const inPhase = (phase: Phase): Issue => ({ ...proposing, phase });
const answered = (phase: Phase): Issue => ({
  ...inPhase(phase),
  resolution: { text: 'Restart it.', by: anna, at: 0, owner: east, epoch: nth(1) },
});
const placed = { at: 'placed', owner: east, n: 0, stage: 'held' } as const;
const phases = {
  queued,
  proposing,
  held: inPhase(placed),
  offered: inPhase({ ...placed, n: 1, stage: 'offered', expert: anna }),
  assigned: inPhase({ ...placed, n: 2, stage: 'assigned', expert: anna }),
  cancelling: inPhase({ ...placed, n: 1, stage: 'offered', expert: anna, wish: 'cancel' }),
  recalling: inPhase({ ...placed, n: 2, stage: 'assigned', expert: anna, wish: 'recall' }),
  resolved: inPhase({ at: 'resolved', owner: east, expert: anna, since: 0 }),
  confirmed: answered({ at: 'closed', outcome: 'confirmed', owner: east, expert: anna, since: 0 }),
  unconfirmed: answered({ at: 'closed', outcome: 'unconfirmed', owner: east, expert: anna, since: 0 }),
  cancelled: inPhase({ at: 'cancelled', since: 0 }),
} satisfies Record<string, Issue>;
type Named = keyof typeof phases;
const names = Object.keys(phases) as Named[];

const release: PeerMessageOf<'release'> = {
  type: 'release',
  issueId: queued.id,
  epoch: nth(1),
  cause: 'nobody-left',
  passed: [anna.id],
  entries: [],
};
const status: PeerMessageOf<'status'> = {
  type: 'status',
  issueId: queued.id,
  epoch: nth(1),
  n: 9,
  stage: 'offered',
  expert: bert,
  entries: [],
};
const resolvedMessage: PeerMessageOf<'resolved'> = {
  type: 'resolved',
  issueId: queued.id,
  epoch: nth(1),
  expert: anna,
  text: 'Restart it.',
  at: 1_000,
  entries: [],
};
const rating = { stars: 5, comment: '', at: 1_000 };

/** What an event makes of an issue: its phase and the messages sent; 'no' when refused; undefined when it does not fit. */
type Event = (issue: Issue) => IssueStep | undefined;
const outcome = (issue: Issue, event: Event): string => {
  try {
    const step = event(issue);
    if (!step) return '-';
    if (step.issue === issue) return step.send.map(({ message }) => message.type).join() || '=';
    const { phase } = step.issue;
    const shown = phase.at === 'placed' ? `${phase.stage}${phase.wish ? ` ${phase.wish}` : ''}` : phase.at;
    return [shown, ...step.send.map(({ message }) => message.type)].join(' > ');
  } catch (error) {
    if (error instanceof Problem) return 'no';
    throw error;
  }
};

/** Each event with what it makes of each phase; `rest` is what it makes of those not named. */
const table: readonly (readonly [
  name: string,
  event: Event,
  expected: Partial<Record<Named | 'rest', string>>,
])[] = [
  [
    'GRANT',
    (issue) => steps.onGrant(issue, east, nth(1), now),
    {
      proposing: 'held > commit',
      queued: 'abort',
      cancelled: 'abort',
      rest: '-',
    },
  ],
  ['GRANT from a stranger', (issue) => steps.onGrant(issue, south, nth(1), now), { rest: 'abort' }],
  ['GRANT of an older epoch', (issue) => steps.onGrant(issue, east, nth(0), now), { rest: 'abort' }],
  ['REFUSE', (issue) => steps.onRefuse(issue, east, nth(1), true, now), { proposing: 'queued', rest: '-' }],
  ['REFUSE from a stranger', (issue) => steps.onRefuse(issue, south, nth(1), true, now), { rest: '-' }],
  [
    'proposal times out',
    (issue) => steps.giveUpProposal(issue, now),
    { proposing: 'queued > abort', rest: '-' },
  ],
  [
    'STATUS offered',
    (issue) => steps.onStatus(issue, east, status, now),
    {
      held: 'offered',
      offered: 'offered',
      assigned: 'offered',
      cancelling: 'offered cancel',
      recalling: 'offered recall',
      rest: '-',
    },
  ],
  [
    'STATUS assigned',
    (issue) => steps.onStatus(issue, east, { ...status, stage: 'assigned' }, now),
    {
      held: 'assigned',
      offered: 'assigned',
      assigned: 'assigned',
      cancelling: 'assigned',
      recalling: 'assigned recall',
      rest: '-',
    },
  ],
  ['STATUS seen before', (issue) => steps.onStatus(issue, east, { ...status, n: 0 }, now), { rest: '-' }],
  [
    'RELEASE',
    (issue) => steps.onRelease(issue, east, release, now),
    {
      held: 'queued',
      offered: 'queued',
      assigned: 'queued',
      cancelling: 'cancelled',
      recalling: 'queued',
      rest: '-',
    },
  ],
  [
    'RELEASE of another epoch',
    (issue) => steps.onRelease(issue, east, { ...release, epoch: nth(2) }, now),
    { rest: '-' },
  ],
  ['RELEASE from a stranger', (issue) => steps.onRelease(issue, south, release, now), { rest: '-' }],
  [
    'RESOLVED',
    (issue) => steps.onResolved(issue, east, resolvedMessage, now),
    {
      held: 'resolved',
      offered: 'resolved',
      assigned: 'resolved',
      cancelling: 'resolved',
      recalling: 'resolved',
      rest: '-',
    },
  ],
  [
    'RESOLVED from a stranger',
    (issue) => steps.onResolved(issue, south, resolvedMessage, now),
    { rest: '-' },
  ],
  [
    'the user cancels',
    (issue) => steps.cancel(issue, now),
    {
      queued: 'cancelled',
      proposing: 'cancelled > abort',
      held: 'held cancel > cancel',
      offered: 'offered cancel > cancel',
      cancelling: '=',
      cancelled: '=',
      rest: 'no',
    },
  ],
  [
    'the user confirms',
    (issue) => steps.confirm(issue, now),
    { resolved: 'closed > outcome', confirmed: '=', rest: 'no' },
  ],
  [
    'the user lets it help others',
    (issue) => steps.giveConsent(issue, true, now),
    { confirmed: 'closed > outcome', rest: 'no' },
  ],
  [
    'nobody confirms',
    (issue) => steps.closeUnconfirmed(issue, now),
    { resolved: 'closed > outcome', rest: '-' },
  ],
  [
    'the user declines',
    (issue) => steps.decline(issue, 'no', now),
    { resolved: 'queued > outcome', rest: 'no' },
  ],
  [
    'the user reopens',
    (issue) => steps.reopen(issue, 'again', now),
    {
      confirmed: 'queued > outcome',
      unconfirmed: 'queued > outcome',
      rest: 'no',
    },
  ],
  [
    'the user escalates',
    (issue) => steps.escalate(issue, '', now),
    {
      assigned: 'assigned recall > recall',
      recalling: '=',
      resolved: 'queued > outcome',
      rest: 'no',
    },
  ],
  [
    'the user rates',
    (issue) => steps.rate(issue, rating, user, now),
    { confirmed: 'closed > rated', rest: 'no' },
  ],
  [
    'the user edits the text',
    (issue) => steps.edit(issue, { title: 'Other' }, now),
    {
      queued: 'queued',
      proposing: 'queued > abort',
      held: 'held > edited',
      offered: 'offered > edited',
      rest: 'no',
    },
  ],
  [
    'the user edits the category',
    (issue) => steps.edit(issue, { category: 'web' }, now),
    {
      queued: 'queued',
      proposing: 'queued > abort',
      held: 'held recall > recall',
      offered: 'offered recall > recall',
      rest: 'no',
    },
  ],
  [
    'the user raises the urgency',
    (issue) => steps.edit(issue, { urgency: 'high' }, now),
    {
      queued: 'queued',
      proposing: 'queued > abort',
      held: 'held > edited',
      offered: 'offered > edited',
      assigned: 'assigned > edited',
      recalling: 'assigned recall > edited',
      rest: 'no',
    },
  ],
  ['the user lowers the urgency', (issue) => steps.edit(issue, { urgency: 'low' }, now), { rest: 'no' }],
  [
    'an admin reassigns',
    (issue) => steps.reassign(issue, { expertId: bert.id }, 'x', now),
    {
      queued: 'queued',
      proposing: 'queued > abort',
      held: 'held recall > recall',
      offered: 'offered recall > recall',
      assigned: 'assigned recall > recall',
      recalling: 'assigned recall > recall',
      resolved: 'queued > outcome',
      rest: 'no',
    },
  ],
  [
    'the expert rates the user',
    (issue) => steps.onUserRated(issue, east, nth(1), rating, now),
    {
      confirmed: 'closed',
      unconfirmed: 'closed',
      rest: '-',
    },
  ],
  [
    'a stranger rates the user',
    (issue) => steps.onUserRated(issue, south, nth(1), rating, now),
    { rest: '-' },
  ],
];

for (const [name, event, expected] of table) {
  test(name, () => {
    for (const phase of names) {
      assert.is(outcome(phases[phase], event), expected[phase] ?? expected.rest, `${name} when ${phase}`);
    }
  });
}

test('every change raises the revision, keeps the timeline and never lowers the epoch', () => {
  for (const [name, event] of table) {
    for (const phase of names) {
      const issue = phases[phase];
      let step: IssueStep | undefined;
      try {
        step = event(issue);
      } catch {
        continue;
      }
      if (!step || step.issue === issue) continue;
      assert.is(step.issue.revision, issue.revision + 1, `${name} when ${phase}`);
      assert.ok(step.issue.epoch >= issue.epoch);
      assert.equal(step.issue.timeline.slice(0, issue.timeline.length), issue.timeline);
      for (const { message } of step.send) {
        assert.equal(PeerMessage.parse(JSON.parse(JSON.stringify(message))), message);
      }
      assert.equal(JSON.parse(JSON.stringify(step.issue)), step.issue, 'no undefined members');
    }
  }
});

test('each placement spends an epoch of its own', () => {
  assert.is(steps.placeHere(queued, now).issue.epoch, nth(1));
  const again = steps.giveUpProposal(proposing, now)?.issue;
  assert.is(again && steps.propose(again, south, 2, now).issue.epoch, nth(2));
});

test('a proposal that came to nothing leaves the issue where it was in the queue', () => {
  const back = steps.onRefuse(proposing, east, nth(1), true, now)?.issue;
  assert.equal(back?.phase, queued.phase);
  assert.equal(back?.visited, [], 'lacking a free expert does not count');
  assert.equal(steps.onRefuse(proposing, east, nth(1), false, now)?.issue.visited, [east]);
});

test('a region that gave it back is not asked again in that attempt, nor are those who passed', () => {
  const back = steps.onRelease(phases.offered, east, release, now)?.issue;
  assert.equal([back?.visited, back?.passed], [[east], [anna.id]]);
  const next = back && steps.startAttempt(back, now)?.issue;
  assert.equal([next?.visited, next?.passed, next?.attempt], [[], [], 2]);
  assert.is(steps.startAttempt(queued, now), undefined, 'nobody passed: there is nothing to start anew');
  for (const cause of ['recalled', 'cancelled', 'lapsed'] as const)
    assert.equal(steps.onRelease(phases.offered, east, { ...release, cause }, now)?.issue.visited, []);
});

test('whom a transfer names is asked first, though they passed or their region gave it back', () => {
  const wanted = { expertId: bert.id, region: east };
  const issue: Issue = { ...phases.assigned, passed: [bert.id], visited: [east] };
  const back = steps.onRelease(issue, east, { ...release, cause: 'transferred', wanted }, now)?.issue;
  assert.equal([back?.wanted, back?.visited, back?.passed], [wanted, [], [anna.id]]);
  const then = back && steps.onRelease({ ...back, epoch: nth(1), phase: placed }, east, release, now)?.issue;
  assert.is(then?.wanted, undefined, 'once');
});

test('who was escalated from is barred for good, also after reopening', () => {
  const escalated = steps.escalate(phases.assigned, '', now).issue;
  assert.equal(escalated.barred, [anna.id]);
  const reopened = steps.reopen({ ...phases.confirmed, barred: escalated.barred }, 'again', now).issue;
  assert.equal(reopened.barred, [anna.id]);
});

test('a declined or reopened issue asks the same expert first; an escalated one does not', () => {
  assert.is(steps.decline(phases.resolved, 'no', now).issue.wanted?.expertId, anna.id);
  assert.is(steps.reopen(phases.confirmed, 'no', now).issue.wanted?.expertId, anna.id);
  assert.is(steps.escalate(phases.resolved, '', now).issue.wanted, undefined);
});

test('a closed issue can be reopened for two weeks', () => {
  assert.ok(steps.reopen(phases.confirmed, 'x', at(steps.reopenPeriodMs)));
  assert.throws(
    () => steps.reopen(phases.confirmed, 'x', at(steps.reopenPeriodMs + 1)),
    (error: unknown) => error instanceof Problem && error.code === 'wrong-state',
  );
});

test('ratings count once, in both directions', () => {
  const rated = steps.rate(phases.confirmed, rating, user, now).issue;
  assert.throws(
    () => steps.rate(rated, rating, user, now),
    (error: unknown) => error instanceof Problem && error.code === 'already-rated',
  );
  const byExpert = steps.onUserRated(phases.confirmed, east, nth(1), rating, now)?.issue;
  assert.is(byExpert && steps.onUserRated(byExpert, east, nth(1), rating, now), undefined);
});

test('an expert’s rating that meets a reopened issue is counted all the same', () => {
  const reopened = steps.reopen(phases.confirmed, 'It is back.', now).issue;
  assert.equal(steps.onUserRated(reopened, east, nth(1), rating, now)?.issue.userRating, rating);
  assert.is(steps.onUserRated(reopened, east, nth(2), rating, now), undefined);
});

test('waiting is said once for each time it is queued', () => {
  const announced = steps.announceWaiting(queued, now)?.issue;
  assert.is(announced?.timeline.at(-1)?.kind, 'waiting');
  assert.is(announced && steps.announceWaiting(announced, now), undefined);
  assert.is(steps.announceWaiting(proposing, now), undefined);
});

test('an edit that changes nothing does nothing', () => {
  const { title, urgency } = queued;
  assert.is(steps.edit(queued, { title, urgency }, now).issue, queued);
});

test.run();
