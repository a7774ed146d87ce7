import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  adopt,
  adoptedEpoch,
  close,
  hearAnswer,
  isWith,
  type Report,
  survey,
  surveyRestored,
  takeBack,
} from './adoption.ts';
import { type Adoption, floorOf, isPassedOn, originNow, takes } from './adoption-record.ts';
import { type Epoch, epochAt, firstTerm, nextTerm } from './epoch.ts';
import { AccountId, entryIdOf, IssueId, OfferId, RegionId } from './ids.ts';
import { submit } from './issue.ts';
import type { Entry, EntryPhase, Issue, Phase, Why } from './model.ts';

const test = suite('core: adoption');

const [lost, east, west, south] = ['lost', 'east', 'west', 'south'].map((name) => RegionId.parse(name)) as [
  RegionId,
  RegionId,
  RegionId,
  RegionId,
];
const adoption: Adoption = { region: lost, term: nextTerm(firstTerm, west), by: west, at: 0 };
const context = { now: 1_000, here: 'here', nameOf: (region: RegionId) => region };
const nth = (n: number): Epoch => epochAt(firstTerm, n);
const anna = { id: AccountId.parse('anna'), name: 'Anna' };
const user = { id: AccountId.parse('user'), name: 'Ursula' };
const terms = { skill: 1, trust: 0.5, availability: 0.8, load: 1 };
const why: Why = { score: 0.8, terms, weights: terms, skill: {}, others: 0 };
const id = IssueId.parse('issue');

const anIssue = (phase: Phase, epoch = nth(1), more: Partial<Issue> = {}): Issue => ({
  ...submit(
    {
      id,
      origin: lost,
      user,
      submission: 'digest',
      title: 'No connection',
      description: 'The printer cannot be reached.',
      category: 'network',
      urgency: 'normal',
    },
    context,
  ),
  phase,
  epoch,
  ...more,
});

const queued: Phase = { at: 'queued', since: 0, isAnnounced: true };
const placed = (owner: RegionId, wish?: 'cancel'): Phase => ({
  at: 'placed',
  owner,
  n: 1,
  stage: 'offered',
  expert: anna,
  ...(wish && { wish }),
});
const answer = { text: 'Restart it.', by: anna, at: 5 };
const resolved = (owner: RegionId): Partial<Issue> & { phase: Phase } => ({
  phase: { at: 'resolved', owner, expert: anna, since: 5 },
  resolution: { ...answer, owner, epoch: nth(1) },
});

const offerId = OfferId.parse('offer');
const phases = {
  held: { at: 'held', expert: anna, why, since: 0 },
  offered: { at: 'offered', offerId, expert: anna, why, since: 0 },
  assigned: { at: 'assigned', offerId, expert: anna, since: 0, lastWordAt: 0, isReminded: false },
  done: { at: 'done', expert: anna, since: 5 },
  closed: { at: 'closed', cause: 'lapsed', since: 0 },
} as const satisfies Record<EntryPhase['at'], EntryPhase>;

const anEntry = (at: EntryPhase['at'], epoch = nth(1), more: Partial<Entry> = {}): Entry => {
  const { origin, userId, userName, title, description, category, urgency, submittedAt, passed, barred } =
    anIssue(queued);
  return {
    id: entryIdOf(id, epoch),
    issueId: id,
    epoch,
    issue: {
      id,
      origin,
      userId,
      userName,
      title,
      description,
      category,
      urgency,
      submittedAt,
      passed,
      barred,
    },
    phase: phases[at],
    asked: [],
    n: 3,
    revision: 1,
    changedAt: 0,
    timeline: [],
    ...(at === 'done' && { resolution: answer }),
    ...more,
  };
};

const reportOf = (
  from: RegionId,
  at: EntryPhase['at'],
  epoch = nth(1),
  more: Partial<Entry> = {},
): Report => {
  const moved = survey(anEntry(at, epoch, more), adoption, context)?.moved;
  if (!moved) throw new Error('There is nothing to report.');
  return { from, held: epoch, entry: moved };
};

const phaseAfter = (copy: Issue | undefined, ...reports: Report[]) =>
  adopt({ copy, reports }, adoption, context)?.issue.phase;

test('survey: a hold is dropped; who is asked, works or is done goes on under the term, for the adopter', () => {
  const dropped = survey(anEntry('held'), adoption, context);
  assert.is(dropped?.former.phase.at, 'closed');
  assert.is(dropped?.moved, undefined);
  for (const at of ['offered', 'assigned', 'done'] as const) {
    const surveyed = survey(anEntry(at), adoption, context);
    assert.is(surveyed?.former.phase.at, 'closed', at);
    assert.equal(surveyed?.moved?.phase, phases[at], 'its offer keeps its id');
    assert.is(surveyed?.moved?.epoch, adoptedEpoch(adoption));
    assert.is(surveyed?.moved?.issue.origin, west);
    assert.is(surveyed?.moved?.spent, nth(1));
    assert.ok((surveyed?.moved?.revision ?? 0) > 1_000);
  }
  assert.is(survey(anEntry('closed'), adoption, context), undefined);
});

test('survey: a second adoption moves it on, and it is still known who had it last', () => {
  const first = survey(anEntry('assigned', nth(7)), adoption, context)?.moved;
  const next: Adoption = { region: lost, term: nextTerm(adoption.term, south), by: south, at: 0 };
  const second = first && survey(first, next, context)?.moved;
  assert.is(second?.epoch, adoptedEpoch(next));
  assert.is(second?.spent, nth(7));
  assert.is(second?.issue.origin, south);
});

test('floor: what is below the term of its origin, or of whom it was adopted from, is refused', () => {
  const adoptionOf = (region: RegionId) => (region === lost ? adoption : undefined);
  assert.is(floorOf({ origin: lost }, adoptionOf), adoption.term);
  assert.is(floorOf({ origin: west, adoptedFrom: lost }, adoptionOf), adoption.term);
  assert.is(floorOf({ origin: east }, adoptionOf), undefined);
  assert.ok(takes(adoption, { origin: lost }, nth(99), adoptionOf));
  assert.not(takes(adoption, { origin: east }, nth(1), adoptionOf));
  const ofItsReturn = epochAt(adoption.term, 1);
  assert.not(takes(adoption, { origin: lost }, ofItsReturn, adoptionOf), 'the returned region works on');
});

test('who adopts an adopter takes what that had adopted, also what it had not got to yet, and not what a returned region does', () => {
  const second: Adoption = { region: west, term: nextTerm(adoption.term, south), by: south, at: 0 };
  const third: Adoption = { region: lost, term: nextTerm(second.term, east), by: east, at: 0 };
  const known = new Map([
    [lost, adoption],
    [west, second],
  ]);
  const adoptionOf = (region: RegionId) => known.get(region);
  assert.ok(takes(second, { origin: west, adoptedFrom: lost }, adoptedEpoch(adoption), adoptionOf));
  assert.ok(takes(second, { origin: lost }, nth(3), adoptionOf));
  assert.not(takes(second, { origin: lost }, epochAt(adoption.term, 1), adoptionOf));
  assert.not(takes(second, { origin: east }, nth(3), adoptionOf));
  assert.ok(isPassedOn(adoption, adoptionOf));
  assert.not(isPassedOn(second, adoptionOf));
  known.set(lost, third);
  assert.not(takes(second, { origin: lost }, nth(3), adoptionOf), 'somebody adopted that one since');
  assert.not(isPassedOn(third, adoptionOf));
  const ofItself: Adoption = { region: east, term: nextTerm(third.term, east), by: east, at: 0 };
  known.set(east, ofItself);
  assert.ok(isPassedOn(third, adoptionOf), 'of what it adopted it has a backup, at most');
  assert.ok(takes(ofItself, { origin: east, adoptedFrom: lost }, adoptedEpoch(third), adoptionOf));
});

test('readdress: an owner answers to the last adopter, however many there were', () => {
  const second: Adoption = { region: west, term: nextTerm(adoption.term, south), by: south, at: 0 };
  const all = new Map([
    [lost, adoption],
    [west, second],
  ]);
  const adoptionOf = (region: RegionId) => all.get(region);
  assert.is(originNow({ origin: lost }, nth(1), adoptionOf), south);
  assert.is(originNow({ origin: lost }, epochAt(adoption.term, 1), adoptionOf), lost);
  assert.is(originNow({ origin: west }, epochAt(adoption.term, 1), adoptionOf), south);
  assert.is(originNow({ origin: east }, nth(1), adoptionOf), east);
  // A second adoption of the lost region takes what the first adopter, who is there, had made its own.
  const again: Adoption = { region: lost, term: nextTerm(adoption.term, south), by: south, at: 0 };
  const only = (region: RegionId) => (region === lost ? again : undefined);
  assert.is(originNow({ origin: west, adoptedFrom: lost }, epochAt(adoption.term, 3), only), south);
  assert.is(originNow({ origin: west }, epochAt(adoption.term, 3), only), west);
});

test('who is engaged keeps the issue; what is answered or final stays; the rest waits', () => {
  const cases: readonly (readonly [string, Issue | undefined, readonly Report[], Partial<Phase>])[] = [
    ['engaged', anIssue(placed(east)), [reportOf(east, 'assigned')], { at: 'placed', owner: east }],
    ['its copy lags', anIssue(queued, nth(0)), [reportOf(east, 'offered')], { at: 'placed', owner: east }],
    ['only the entry is left', undefined, [reportOf(east, 'assigned')], { at: 'placed', owner: east }],
    [
      'answered, and not heard',
      anIssue(placed(east)),
      [reportOf(east, 'done')],
      { at: 'resolved', owner: east },
    ],
    ['answered', anIssue(queued, nth(1), resolved(east)), [], { at: 'resolved', owner: east }],
    ['answered by the lost', anIssue(queued, nth(1), resolved(lost)), [], { at: 'resolved', owner: west }],
    ['with the lost region', anIssue(placed(lost)), [], { at: 'queued' }],
    ['with one that has it no more', anIssue(placed(east)), [], { at: 'queued' }],
    [
      'being handed over',
      anIssue({ at: 'proposing', to: east, since: 0, queued: { since: 0, isAnnounced: true } }),
      [],
      { at: 'queued' },
    ],
    ['cancelled', anIssue({ at: 'cancelled', since: 0 }), [], { at: 'cancelled' }],
    ['being cancelled', anIssue(placed(lost, 'cancel')), [], { at: 'cancelled' }],
    ['declined, and not heard', anIssue(queued, nth(1)), [reportOf(east, 'done')], { at: 'queued' }],
    [
      'the later of two',
      anIssue(placed(east)),
      [reportOf(south, 'done'), reportOf(east, 'assigned', nth(2))],
      { at: 'placed', owner: east },
    ],
  ];
  for (const [name, copy, reports, expected] of cases) {
    const phase = phaseAfter(copy, ...reports);
    assert.equal({ ...phase, ...expected }, phase, name);
    const issue = adopt({ copy, reports }, adoption, context)?.issue;
    assert.is(issue?.epoch, adoptedEpoch(adoption), name);
    assert.equal([issue?.origin, issue?.adoptedFrom], [west, lost], name);
    assert.is(issue?.timeline.at(-1)?.kind, 'adopted', name);
  }
  assert.is(adopt({ copy: undefined, reports: [] }, adoption, context), undefined);
});

test('what the lost region’s own expert answered becomes an entry of the adopter, to be confirmed and rated', () => {
  const copy = anIssue(queued, nth(1), resolved(lost));
  const adopted = adopt({ copy, reports: [] }, adoption, context);
  assert.is(adopted?.entry?.phase.at, 'done');
  assert.is(adopted?.entry?.epoch, adopted?.issue.resolution?.epoch);
  assert.is(adopted?.issue.resolution?.owner, west);
  // Others have their entries; so has the adopter, of what its own experts had answered before (drain-under-load, seed 40).
  for (const owner of [east, west]) {
    const other = anIssue(queued, nth(1), resolved(owner));
    assert.is(adopt({ copy: other, reports: [] }, adoption, context)?.entry, undefined);
  }
});

test('a wish that the owner has not heard is told it again', () => {
  const copy = anIssue(placed(east, 'cancel'));
  const adopted = adopt({ copy, reports: [reportOf(east, 'offered')] }, adoption, context);
  assert.equal(adopted?.send, [
    { to: east, message: { type: 'cancel', issueId: id, epoch: adoptedEpoch(adoption) } },
  ]);
});

test('who answered is told what became of it, should the lost region not have been able to', () => {
  const rating = { stars: 5, comment: '', at: 9 };
  const closed: Phase = { at: 'closed', outcome: 'confirmed', owner: east, expert: anna, since: 6 };
  const copy = anIssue(closed, nth(1), { resolution: { ...answer, owner: east, epoch: nth(1) }, rating });
  const report = reportOf(east, 'done');
  const adopted = adopt({ copy, reports: [report] }, adoption, context);
  assert.is(adopted?.issue.phase.at, 'closed');
  assert.equal(
    adopted?.send.map(({ to, message }) => [to, message.type, 'epoch' in message && message.epoch]),
    [
      [east, 'outcome', adoptedEpoch(adoption)],
      [east, 'rated', adoptedEpoch(adoption)],
    ],
  );
  assert.ok(adopted && isWith(adopted.issue, report), 'it is not superseded');
  // An entry that was over keeps its epoch, and brings what it has said of the user.
  const entry = anEntry('done', nth(1), { outcome: 'confirmed', userRating: rating });
  const over = adopt({ copy, reports: [{ from: east, held: nth(1), entry }] }, adoption, context);
  assert.equal([over?.issue.userRating, over?.issue.resolution?.epoch], [rating, nth(1)]);
  // Given after an adoption, under the term that its entry was moved into, and known by that to the next adopter.
  const epoch = adoptedEpoch(adoption);
  const second: Adoption = { region: west, term: nextTerm(adoption.term, south), by: south, at: 0 };
  const between = { ...copy, origin: west, epoch, resolution: { ...answer, owner: east, epoch } };
  const moved = { ...entry, id: entryIdOf(entry.issueId, epoch), epoch, spent: nth(1) };
  const next = adopt(
    { copy: between, reports: [{ from: east, held: epoch, entry: moved }] },
    second,
    context,
  );
  assert.equal(next?.issue.userRating, rating);
});

test('what a lower adopter has made its own of an answer stays with it; what a lost adopter had is the next one’s', () => {
  const closed: Phase = { at: 'closed', outcome: 'confirmed', owner: south, expert: anna, since: 6 };
  const term = nextTerm(adoption.term, west);
  const copy = anIssue(closed, epochAt(adoption.term, 0), {
    resolution: { ...answer, owner: south, epoch: nth(1) },
  });
  const ownerAfter = (lineage: Pick<Issue, 'origin' | 'adoptedFrom'>, region: RegionId) => {
    const adopted = adopt(
      { copy: { ...copy, ...lineage }, reports: [] },
      { region, term, by: west, at: 0 },
      context,
    );
    return adopted?.issue.phase.at === 'closed' && adopted.issue.phase.owner;
  };
  assert.is(ownerAfter({ origin: south, adoptedFrom: lost }, lost), south);
  assert.is(ownerAfter({ origin: south, adoptedFrom: lost }, south), west);
  assert.is(ownerAfter({ origin: south }, lost), west, 'the lost region had adopted that one');
});

test('late: whoever gave the answer, and was not waited for, is told what became of it', () => {
  const rating = { stars: 5, comment: '', at: 9 };
  const closed: Phase = { at: 'closed', outcome: 'confirmed', owner: east, expert: anna, since: 6 };
  const copy = anIssue(closed, nth(1), { resolution: { ...answer, owner: east, epoch: nth(1) }, rating });
  const adopted = adopt({ copy, reports: [] }, adoption, context);
  assert.equal(
    adopted?.send.map(({ to, message }) => [to, message.type, 'epoch' in message && message.epoch]),
    [[east, 'rated', nth(1)]],
    'an answer that is history keeps its epoch, and may lack the rating',
  );
  const issue = adopted?.issue;
  if (!issue) return assert.unreachable();
  const late = reportOf(east, 'done', nth(1), { userRating: rating });
  const heard = hearAnswer(issue, [reportOf(south, 'done', nth(2)), late], context);
  assert.ok(heard && isWith(heard.issue, late), 'it is not superseded');
  assert.equal(heard.issue.userRating, rating);
  assert.equal(
    heard.send.map(({ to, message }) => [to, message.type, 'outcome' in message && message.outcome]),
    [
      [east, 'outcome', 'confirmed'],
      [east, 'rated', false],
    ],
  );
  assert.is(hearAnswer(issue, [reportOf(east, 'done', nth(2))], context), undefined, 'another attempt’s');

  // The region that answered has left, and another goes on for it.
  const heir = reportOf(south, 'done', nth(1), { userRating: rating });
  const inherited = adopt({ copy, reports: [heir] }, adoption, context)?.issue;
  assert.ok(inherited && isWith(inherited, heir));
  assert.equal(inherited.userRating, rating);
  const inheritedLate = hearAnswer(issue, [heir], context)?.issue;
  assert.ok(inheritedLate && isWith(inheritedLate, heir));
  assert.ok(inheritedLate.epoch > issue.epoch, 'an epoch has one owner');
});

test('late: an entry is superseded unless the issue is with its region under the term', () => {
  const report = reportOf(east, 'assigned');
  const kept = adopt({ copy: anIssue(placed(east)), reports: [report] }, adoption, context)?.issue;
  assert.ok(kept && isWith(kept, report));
  const without = adopt({ copy: anIssue(placed(east)), reports: [] }, adoption, context)?.issue;
  assert.not(without && isWith(without, report));
  assert.equal(close(report.entry, context)?.phase, {
    at: 'closed',
    cause: 'superseded',
    since: context.now,
  });
  assert.is(close({ ...anEntry('done'), outcome: 'confirmed' }, context), undefined, 'history stays');
});

test('an origin takes back what the lost region had, at a higher epoch, and nothing else', () => {
  const own = { origin: east };
  const { issue: taken, send } = takeBack(anIssue(placed(lost), nth(4), own), adoption, context) ?? {};
  assert.equal([taken?.phase.at, taken?.epoch], ['queued', nth(5)]);
  const declined = { type: 'outcome', issueId: id, epoch: nth(4), outcome: 'declined', entries: [] };
  assert.equal(
    send,
    [{ to: west, message: declined }],
    'an answer that it left with its heir comes too late',
  );
  assert.is(
    takeBack(anIssue(placed(lost, 'cancel'), nth(4), own), adoption, context)?.issue.phase.at,
    'cancelled',
  );
  const proposing: Phase = { at: 'proposing', to: lost, since: 0, queued: { since: 0, isAnnounced: true } };
  assert.is(takeBack(anIssue(proposing, nth(4), own), adoption, context)?.issue.phase.at, 'queued');
  assert.is(takeBack(anIssue(placed(south), nth(4), own), adoption, context), undefined);
  const answered = takeBack(anIssue(queued, nth(1), { ...own, ...resolved(lost) }), adoption, context)?.issue;
  assert.equal([answered?.phase.at, answered?.resolution?.epoch], ['resolved', nth(1)]);
  assert.is(answered?.phase.at === 'resolved' && answered.phase.owner, west);
});

test('who goes on without a lost owner knows from the timeline who passed, and asks them last', () => {
  const bert = { id: AccountId.parse('bert'), name: 'Bert' };
  const timeline: Issue['timeline'] = [
    { at: 0, kind: 'submitted' },
    { at: 1, kind: 'rejected', expert: bert },
    { at: 2, kind: 'given-back' },
    { at: 3, kind: 'offered', expert: bert },
    { at: 4, kind: 'rejected', expert: anna },
    { at: 5, kind: 'timed-out', expert: anna },
    { at: 6, kind: 'offered', expert: bert },
  ];
  const copy = anIssue(placed(lost), nth(1), { timeline, passed: [AccountId.parse('carla')] });
  const passed = ['carla', 'anna'];
  assert.equal(adopt({ copy, reports: [] }, adoption, context)?.issue.passed, passed);
  assert.equal(takeBack({ ...copy, origin: east }, adoption, context)?.issue.passed, passed);
  const escalated = { ...copy, timeline: [...timeline, { at: 7, kind: 'escalated' as const, expert: bert }] };
  assert.equal(takeBack({ ...escalated, origin: east }, adoption, context)?.issue.passed, passed);
});

test('a restored region lets go who is asked or works, for it may be over; an answer goes on in the term', () => {
  const own: Adoption = { ...adoption, by: lost };
  for (const at of ['held', 'offered', 'assigned'] as const) {
    const surveyed = surveyRestored(anEntry(at), own, context);
    assert.equal(
      [surveyed?.former.phase, surveyed?.moved],
      [{ at: 'closed', cause: 'superseded', since: context.now }, undefined],
    );
  }
  assert.is(surveyRestored(anEntry('done'), own, context)?.moved?.epoch, adoptedEpoch(own));
  assert.is(surveyRestored(anEntry('closed'), own, context), undefined);
});

test('an answer that its region reports is no entry of the adopter a second time', () => {
  const closed: Phase = { at: 'closed', outcome: 'confirmed', owner: lost, expert: anna, since: 6 };
  const copy = anIssue(closed, nth(1), { resolution: { ...answer, owner: lost, epoch: nth(1) } });
  const own: Adoption = { ...adoption, by: lost };
  const entry = anEntry('done', nth(1), { outcome: 'confirmed' });
  const report = { from: lost, held: nth(1), entry };
  assert.is(adopt({ copy, reports: [report] }, own, context)?.entry, undefined);
  assert.is(adopt({ copy, reports: [] }, own, context)?.entry?.phase.at, 'done');
});

test.run();
