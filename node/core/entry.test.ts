import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Problem } from '../problem.ts';
import * as steps from './entry.ts';
import { type Epoch, epochAt, firstTerm, noEpoch } from './epoch.ts';
import { AccountId, entryIdOf, IssueId, offerIdOf, RegionId } from './ids.ts';
import { PeerMessage, type PeerMessageOf } from './messages.ts';
import type { Entry, IssueCopy, Person, Why } from './model.ts';

const test = suite('entry');

const north = RegionId.parse('north');
const anna: Person = { id: AccountId.parse('anna'), name: 'Anna' };
const bert: Person = { id: AccountId.parse('bert'), name: 'Bert' };
const terms = { skill: 1, trust: 0.5, availability: 0.8, load: 1 };
const why: Why = { score: 0.8, terms, weights: terms, skill: {}, others: 1 };
const context: steps.EntryContext = { now: 1_000, here: 'East', nameOf: (region) => region };

const copy: IssueCopy = {
  id: IssueId.parse('issue'),
  origin: north,
  userId: AccountId.parse('user'),
  userName: 'Ursula',
  title: 'No connection',
  description: 'The printer cannot be reached.',
  category: 'network',
  urgency: 'normal',
  submittedAt: 0,
  passed: [],
  barred: [],
  history: [{ at: 0, kind: 'submitted', region: 'North' }],
};
const nth = (n: number) => epochAt(firstTerm, n);

const propose = (epoch: Epoch): PeerMessageOf<'propose'> => ({
  type: 'propose',
  issueId: copy.id,
  epoch,
  count: 1,
  issue: { ...copy, passed: [], barred: [], history: [...copy.history] },
});

const must = (step: steps.EntryStep | undefined): Entry => {
  if (!step) throw new Error('The step did not fit.');
  return step.entry;
};
const epoch = nth(2);
const offerId = offerIdOf(entryIdOf(copy.id, epoch), 1);
const held = must(steps.onPropose(noEpoch, propose(epoch), { expert: anna, why }, context));
const offered = must(steps.onCommit(held, epoch, context));
const assigned = steps.accept(offered, offerId, anna.id, context).entry;
const done = steps.resolve(assigned, anna.id, 'Restart it.', context).entry;
const phases = {
  held,
  offered,
  assigned,
  done,
  confirmed: { ...done, outcome: 'confirmed' },
  reopened: { ...done, outcome: 'reopened' },
  refused: must(steps.onPropose(noEpoch, propose(epoch), 'nobody-free', context)),
  lapsed: must(steps.lapse(held, context)),
  aborted: must(steps.onAbort(held, epoch, context)),
  recalled: must(steps.onRecall(offered, epoch, context)),
} satisfies Record<string, Entry>;
type Named = keyof typeof phases;
const names = Object.keys(phases) as Named[];

const about = { issueId: copy.id, epoch };
const outcomeMessage = (
  outcome: PeerMessageOf<'outcome'>['outcome'],
  of = epoch,
): PeerMessageOf<'outcome'> => ({ type: 'outcome', issueId: copy.id, epoch: of, outcome, entries: [] });
const rated: PeerMessageOf<'rated'> = {
  type: 'rated',
  ...about,
  title: copy.title,
  expertId: anna.id,
  by: { id: copy.userId, name: copy.userName },
  stars: 5,
  comment: '',
  at: 1_000,
};
const edited: PeerMessageOf<'edited'> = {
  type: 'edited',
  ...about,
  entries: [{ at: 1_000, kind: 'edited' }],
  content: { title: 'Other', description: 'x', category: 'network', urgency: 'high' },
};
const rating = { stars: 2, comment: '', at: 1_000 };

/** What an event makes of an entry: its phase and what the origin is told; 'no' when refused, '-' when it does not fit. */
type Event = (entry: Entry) => steps.EntryStep | undefined;
const outcome = (entry: Entry, event: Event): string => {
  try {
    const step = event(entry);
    if (!step) return '-';
    const told = step.toOrigin.map((message) =>
      message.type === 'release' ? `release ${message.cause}` : message.type,
    );
    return step.entry === entry ? told.join() || '=' : [step.entry.phase.at, ...told].join(' > ');
  } catch (error) {
    if (error instanceof Problem) return 'no';
    throw error;
  }
};

const table: readonly (readonly [
  name: string,
  event: Event,
  expected: Partial<Record<Named | 'rest', string>>,
])[] = [
  [
    'COMMIT',
    (entry) => steps.onCommit(entry, epoch, context),
    {
      held: 'offered > status',
      refused: 'release lapsed',
      lapsed: 'release lapsed',
      aborted: 'release lapsed',
      recalled: 'release recalled',
      rest: '-',
    },
  ],
  ['COMMIT of another epoch', (entry) => steps.onCommit(entry, nth(3), context), { rest: '-' }],
  ['ABORT', (entry) => steps.onAbort(entry, epoch, context), { held: 'closed', rest: '-' }],
  ['ABORT of another epoch', (entry) => steps.onAbort(entry, nth(1), context), { rest: '-' }],
  ['the lease runs out', (entry) => steps.lapse(entry, context), { held: 'closed', rest: '-' }],
  [
    'CANCEL',
    (entry) => steps.onCancel(entry, epoch, context),
    {
      held: 'closed > release cancelled',
      offered: 'closed > release cancelled',
      rest: '-',
    },
  ],
  ['CANCEL of another epoch', (entry) => steps.onCancel(entry, nth(3), context), { rest: '-' }],
  [
    'RECALL',
    (entry) => steps.onRecall(entry, epoch, context),
    {
      held: 'closed > release recalled',
      offered: 'closed > release recalled',
      assigned: 'closed > release recalled',
      rest: '-',
    },
  ],
  ['RECALL of another epoch', (entry) => steps.onRecall(entry, nth(1), context), { rest: '-' }],
  [
    'a newer epoch',
    (entry) => steps.supersede(entry, context),
    {
      held: 'closed',
      offered: 'closed',
      assigned: 'closed',
      rest: '-',
    },
  ],
  [
    'EDITED',
    (entry) => steps.onEdited(entry, edited, context),
    {
      held: 'held',
      offered: 'offered',
      assigned: 'assigned',
      rest: '-',
    },
  ],
  [
    'EDITED of another epoch',
    (entry) => steps.onEdited(entry, { ...edited, epoch: nth(1) }, context),
    { rest: '-' },
  ],
  [
    'confirmed',
    (entry) => steps.onOutcome(entry, outcomeMessage('confirmed'), context),
    { done: 'done', rest: '-' },
  ],
  [
    'a change of mind about helping others',
    (entry) =>
      steps.onOutcome(
        entry,
        { ...outcomeMessage('confirmed'), consent: { helpsOthers: true, n: 7 } },
        context,
      ),
    { done: 'done', confirmed: 'done', reopened: 'done', rest: '-' },
  ],
  [
    'reopened',
    (entry) => steps.onOutcome(entry, outcomeMessage('reopened'), context),
    {
      done: 'done',
      confirmed: 'done',
      rest: '-',
    },
  ],
  [
    'an outcome of another epoch',
    (entry) => steps.onOutcome(entry, outcomeMessage('confirmed', nth(1)), context),
    { rest: '-' },
  ],
  [
    'rated by the user',
    (entry) => steps.onRated(entry, rated, context),
    {
      done: 'done',
      confirmed: 'done',
      reopened: 'done',
      rest: '-',
    },
  ],
  [
    'accepted',
    (entry) => steps.accept(entry, offerId, anna.id, context),
    { offered: 'assigned > status', rest: 'no' },
  ],
  ['accepted by a stranger', (entry) => steps.accept(entry, offerId, bert.id, context), { rest: 'no' }],
  [
    'an older offer accepted',
    (entry) => steps.accept(entry, offerIdOf(entryIdOf(copy.id, nth(1)), 1), anna.id, context),
    { rest: 'no' },
  ],
  [
    'passed, someone left',
    (entry) => steps.pass(entry, { kind: 'rejected', note: 'x' }, { expert: bert, why }, context),
    {
      offered: 'offered > status',
      rest: '-',
    },
  ],
  [
    'passed, nobody left',
    (entry) => steps.pass(entry, { kind: 'timed-out', note: '' }, undefined, context),
    {
      offered: 'closed > release nobody-left',
      rest: '-',
    },
  ],
  [
    'resolved',
    (entry) => steps.resolve(entry, anna.id, 'Restart it.', context),
    {
      assigned: 'done > resolved',
      done: '=',
      confirmed: '=',
      reopened: '=',
      rest: 'no',
    },
  ],
  [
    'resolved by a stranger',
    (entry) => steps.resolve(entry, bert.id, 'Restart it.', context),
    { rest: 'no' },
  ],
  [
    'another answer',
    (entry) => steps.resolve(entry, anna.id, 'Buy another.', context),
    {
      assigned: 'done > resolved',
      rest: 'no',
    },
  ],
  [
    'transferred',
    (entry) => steps.transfer(entry, anna.id, { note: 'x' }, context),
    {
      assigned: 'closed > release transferred',
      rest: 'no',
    },
  ],
  [
    'transferred by a stranger',
    (entry) => steps.transfer(entry, bert.id, { note: 'x' }, context),
    { rest: 'no' },
  ],
  ['heard from', (entry) => steps.heardFrom(entry, anna.id, context), { assigned: 'assigned', rest: '-' }],
  ['heard from a stranger', (entry) => steps.heardFrom(entry, bert.id, context), { rest: '-' }],
  ['silent', (entry) => steps.remind(entry, context), { assigned: 'assigned > status', rest: '-' }],
  [
    'silent for too long',
    (entry) => steps.giveBack(entry, context),
    { assigned: 'closed > release silent', rest: '-' },
  ],
  [
    'the user is rated',
    (entry) => steps.rateUser(entry, anna, rating, context),
    { confirmed: 'done > user-rated', rest: 'no' },
  ],
  [
    'the user is rated by a stranger',
    (entry) => steps.rateUser(entry, bert, rating, context),
    { rest: 'no' },
  ],
];

for (const [name, event, expected] of table) {
  test(name, () => {
    for (const phase of names) {
      assert.is(outcome(phases[phase], event), expected[phase] ?? expected.rest, `${name} when ${phase}`);
    }
  });
}

test('every change raises the revision, keeps the epoch, and is plain JSON, as is what the origin is told', () => {
  for (const [name, event] of table) {
    for (const phase of names) {
      const entry = phases[phase];
      let step: steps.EntryStep | undefined;
      try {
        step = event(entry);
      } catch {
        continue;
      }
      if (!step) continue;
      for (const message of step.toOrigin)
        assert.equal(PeerMessage.parse(JSON.parse(JSON.stringify(message))), message, name);
      if (step.entry === entry) continue;
      assert.is(step.entry.revision, entry.revision + 1, `${name} when ${phase}`);
      assert.is(step.entry.epoch, entry.epoch);
      assert.equal(JSON.parse(JSON.stringify(step.entry)), step.entry, 'no undefined members');
    }
  }
});

test('a proposal not above the greatest epoch seen is dead', () => {
  for (const greatest of [nth(2), nth(3)])
    assert.is(steps.onPropose(greatest, propose(nth(2)), { expert: anna, why }, context), undefined);
});

test('a refusal says whether asking again could help', () => {
  const lacks = (choice: steps.NoChoice) => {
    const [message] = steps.onPropose(noEpoch, propose(nth(1)), choice, context)?.toOrigin ?? [];
    return message?.type === 'refuse' && message.lacksExpert;
  };
  assert.equal([lacks('nobody-free'), lacks('nobody-suitable')], [true, false]);
});

test('a seat is taken from the hold to the resolution, and by nobody after', () => {
  const seats = Object.fromEntries(names.map((name) => [name, steps.seatOf(phases[name])]));
  for (const name of names) {
    const expected = ['held', 'offered', 'assigned'].includes(name) ? anna.id : undefined;
    assert.is(seats[name], expected, name);
  }
});

test('each offer has an id of its own, so that a late answer to an older one finds nothing', () => {
  const next = must(steps.pass(offered, { kind: 'rejected', note: '' }, { expert: bert, why }, context));
  assert.is(next.phase.at === 'offered' && next.phase.offerId, offerIdOf(entryIdOf(copy.id, epoch), 2));
  assert.throws(
    () => steps.accept(next, offerId, anna.id, context),
    (error: unknown) => error instanceof Problem && error.code === 'offer-gone',
  );
  assert.equal(next.asked, [anna.id]);
});

test('the origin hears of each expert once, with numbers that grow', () => {
  const next = steps.pass(offered, { kind: 'rejected', note: '' }, { expert: bert, why }, context);
  const numbers = [offered.n, next?.entry.n, assigned.n, steps.remind(assigned, context)?.entry.n];
  assert.equal(numbers, [1, 2, 2, 3]);
});

test('a reminder is given once for each silence', () => {
  const reminded = must(steps.remind(assigned, context));
  assert.is(steps.remind(reminded, context), undefined);
  const heard = must(steps.heardFrom(reminded, anna.id, { ...context, now: 5_000 }));
  assert.ok(steps.remind(heard, context));
  assert.equal([steps.silenceMs(heard, 7_000), steps.silenceMs(heard, 0)], [2_000, 0]);
});

test('ratings count once', () => {
  const once = must(steps.onRated(phases.confirmed, rated, context));
  assert.is(steps.onRated(once, rated, context), undefined);
  const given = steps.rateUser(phases.confirmed, anna, rating, context).entry;
  assert.throws(
    () => steps.rateUser(given, anna, rating, context),
    (error: unknown) => error instanceof Problem && error.code === 'already-rated',
  );
});

test('who was rated before an issue was reopened is not rated again', () => {
  const { confirmed } = phases;
  const again = { ...confirmed, issue: { ...confirmed.issue, isUserRated: true } };
  assert.throws(
    () => steps.rateUser(again, anna, rating, context),
    (error: unknown) => error instanceof Problem && error.code === 'already-rated',
  );
});

test('a local placement goes straight to an offer', () => {
  const { entry, toOrigin } = steps.openHere(copy, nth(1), { expert: anna, why }, context);
  assert.is(entry.phase.at, 'offered');
  assert.equal(
    toOrigin.map(({ type }) => type),
    ['status'],
  );
});

test('an edit shows in the expert’s timeline, and said again changes nothing', () => {
  const entry = steps.openHere(copy, nth(2), { expert: anna, why }, context).entry;
  const step = steps.onEdited(entry, edited, context);
  assert.is(step?.entry.issue.title, 'Other');
  assert.is(step?.entry.timeline.at(-1)?.kind, 'edited');
  assert.is(step && steps.onEdited(step.entry, edited, context), undefined);
});

test('a consent that was overtaken on its way changes nothing', () => {
  const told = (helpsOthers: boolean, n: number) => (entry: Entry) =>
    steps.onOutcome(entry, { ...outcomeMessage('confirmed'), consent: { helpsOthers, n } }, context);
  const given = must(told(true, 7)(done));
  assert.equal(given.consent, { helpsOthers: true, n: 7 });
  const takenBack = must(told(false, 8)(given));
  assert.equal(takenBack.consent, { helpsOthers: false, n: 8 });
  assert.is(told(true, 7)(takenBack), undefined);
  assert.is(told(false, 8)(takenBack), undefined, 'said again');
});

test.run();
