/**
 * The life of an issue at its origin: every transition, in one place. See core/README.md for the diagram.
 *
 * Functions for people (`edit`, `cancel`, `confirm`, …) throw a `Problem` when the step is not possible now.
 * Functions for messages (`onGrant`, `onRelease`, …) return undefined when the message does not fit: it is then
 * acknowledged and changes nothing. None reads a clock; all return a new issue.
 */
import { Problem } from '../problem.ts';
import type { AccountId, EpochMs, IssueId, RegionId } from './ids.ts';
import { entriesMax, type Outgoing, type PeerMessage, type PeerMessageOf } from './messages.ts';
import {
  extended,
  type Issue,
  type IssueContent,
  type IssueCopy,
  type Person,
  type Phase,
  type Rating,
  type TimelineEntry,
  type Wanted,
} from './model.ts';

/** How long a closed issue can be reopened. Long enough to notice that it came back, short enough to remember it. */
export const reopenPeriodMs = 14 * 24 * 3_600_000;

/** What a step needs to know of its surroundings. */
export type StepContext = {
  readonly now: EpochMs;
  /** The label of a region, for the timeline. */
  readonly nameOf: (region: RegionId) => string;
};

export type IssueStep = { readonly issue: Issue; readonly send: readonly Outgoing[] };

const urgencyRank = { low: 0, normal: 1, high: 2, critical: 3 } as const;

const step = (
  issue: Issue,
  context: StepContext,
  changes: Partial<Issue> & { readonly entries?: readonly TimelineEntry[] },
  send: readonly Outgoing[] = [],
): IssueStep => {
  const { entries = [], ...fields } = changes;
  return {
    issue: {
      ...issue,
      ...fields,
      changedAt: context.now,
      revision: issue.revision + 1,
      timeline: extended(issue.timeline, ...entries),
    },
    send,
  };
};

/** The user's cancel must not be forgotten for a later wish. @throws Problem wrong-state */
const checkNotCancelling = (phase: Phase): void => {
  if (phase.at === 'placed' && phase.wish === 'cancel') throw wrongState('This issue is being cancelled.');
};

const queuedAt = (now: EpochMs): Phase => ({ at: 'queued', since: now, isAnnounced: false });

const wrongState = (detail: string): Problem => new Problem('wrong-state', detail);

/** A new issue, queued. */
export const submit = (
  input: IssueContent & {
    readonly id: IssueId;
    readonly origin: RegionId;
    readonly user: Person;
    readonly submission: string;
  },
  { now, nameOf }: StepContext,
): Issue => ({
  id: input.id,
  origin: input.origin,
  userId: input.user.id,
  userName: input.user.name,
  title: input.title,
  description: input.description,
  category: input.category,
  urgency: input.urgency,
  submittedAt: now,
  changedAt: now,
  revision: 1,
  epoch: 0,
  phase: queuedAt(now),
  attempt: 1,
  visited: [],
  passed: [],
  barred: [],
  timeline: [{ at: now, kind: 'submitted', region: nameOf(input.origin) }],
  submission: input.submission,
});

/** The copy that goes to an owner. */
export const copyOf = (issue: Issue): IssueCopy => ({
  id: issue.id,
  origin: issue.origin,
  userId: issue.userId,
  userName: issue.userName,
  title: issue.title,
  description: issue.description,
  category: issue.category,
  urgency: issue.urgency,
  submittedAt: issue.submittedAt,
  passed: issue.passed,
  barred: issue.barred,
  ...(issue.wanted && { wanted: issue.wanted }),
  history: issue.timeline.slice(-entriesMax),
});

// ---- hand-off

/** QUEUED → placed with this region itself: one commit does what PROPOSE, GRANT and COMMIT do between two. */
export const placeHere = (issue: Issue, context: StepContext): IssueStep =>
  step(issue, context, {
    epoch: issue.epoch + 1,
    phase: { at: 'placed', owner: issue.origin, n: 0, stage: 'held' },
  });

/** QUEUED → PROPOSING; the epoch is spent. `count` is the number of proposals to that region in this boot. */
export const propose = (issue: Issue, to: RegionId, count: number, context: StepContext): IssueStep => {
  const epoch = issue.epoch + 1;
  const { since, isAnnounced } =
    issue.phase.at === 'queued' ? issue.phase : { since: context.now, isAnnounced: false };
  const phase: Phase = { at: 'proposing', to, since: context.now, queued: { since, isAnnounced } };
  return step(issue, context, { epoch, phase }, [
    { to, message: { type: 'propose', issueId: issue.id, epoch, count, issue: mutable(copyOf(issue)) } },
  ]);
};

/** Message schemas infer mutable arrays. */
const mutable = (copy: IssueCopy): PeerMessageOf<'propose'>['issue'] => ({
  ...copy,
  passed: [...copy.passed],
  barred: [...copy.barred],
  history: [...copy.history],
});

const abortMessage = (issue: Issue, epoch: number): PeerMessage => ({
  type: 'abort',
  issueId: issue.id,
  epoch,
});

/** PROPOSING → QUEUED without waiting for an answer: the target did not grant in time. */
export const giveUpProposal = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'proposing'
    ? step(issue, context, { phase: { at: 'queued', ...issue.phase.queued } }, [
        { to: issue.phase.to, message: abortMessage(issue, issue.epoch) },
      ])
    : undefined;

/** GRANT: PROPOSING → placed with the peer, COMMIT. An unwanted one is answered by ABORT. */
export const onGrant = (
  issue: Issue,
  from: RegionId,
  epoch: number,
  context: StepContext,
): IssueStep | undefined => {
  const { phase } = issue;
  if (phase.at === 'proposing' && phase.to === from && issue.epoch === epoch) {
    return step(
      issue,
      context,
      {
        phase: { at: 'placed', owner: from, n: 0, stage: 'held' },
        entries: [{ at: context.now, kind: 'handed-over', region: context.nameOf(from) }],
      },
      [{ to: from, message: { type: 'commit', issueId: issue.id, epoch } }],
    );
  }
  const isRepeated = 'owner' in phase && phase.owner === from && issue.epoch === epoch;
  return isRepeated ? undefined : { issue, send: [{ to: from, message: abortMessage(issue, epoch) }] };
};

/** REFUSE: PROPOSING → QUEUED. Lacking a free expert does not count as a visit. */
export const onRefuse = (
  issue: Issue,
  from: RegionId,
  epoch: number,
  lacksExpert: boolean,
  context: StepContext,
): IssueStep | undefined =>
  issue.phase.at === 'proposing' && issue.phase.to === from && issue.epoch === epoch
    ? step(issue, context, {
        phase: { at: 'queued', ...issue.phase.queued },
        ...(!lacksExpert && { visited: [...issue.visited, from] }),
      })
    : undefined;

const isPlacedWith = (issue: Issue, from: RegionId, epoch: number): boolean =>
  issue.phase.at === 'placed' && issue.phase.owner === from && issue.epoch === epoch;

/** The owner asked or won an expert. */
export const onStatus = (
  issue: Issue,
  from: RegionId,
  message: PeerMessageOf<'status'>,
  context: StepContext,
): IssueStep | undefined => {
  const { phase } = issue;
  if (phase.at !== 'placed' || !isPlacedWith(issue, from, message.epoch) || message.n <= phase.n)
    return undefined;
  // Accepted before our CANCEL arrived: the owner keeps it, so the wish is void. A RECALL still stands.
  const isWishVoid = message.stage === 'assigned' && phase.wish === 'cancel';
  return step(issue, context, {
    phase: {
      at: 'placed',
      owner: from,
      n: message.n,
      stage: message.stage,
      expert: message.expert,
      ...(phase.wish && !isWishVoid && { wish: phase.wish }),
    },
    entries: message.entries,
  });
};

/** RELEASE: placed → QUEUED, or CANCELLED if that was wished. */
export const onRelease = (
  issue: Issue,
  from: RegionId,
  message: PeerMessageOf<'release'>,
  context: StepContext,
): IssueStep | undefined => {
  const { phase } = issue;
  if (phase.at !== 'placed' || !isPlacedWith(issue, from, message.epoch)) return undefined;
  if (phase.wish === 'cancel') {
    return step(issue, context, {
      phase: { at: 'cancelled', since: context.now },
      entries: [...message.entries, { at: context.now, kind: 'cancelled' }],
    });
  }
  const counts =
    message.cause === 'nobody-left' || message.cause === 'transferred' || message.cause === 'silent';
  const isElsewhere = from !== issue.origin;
  const wanted: Wanted | undefined = message.wanted ?? (phase.wish === 'recall' ? issue.wanted : undefined);
  const { wanted: _, ...withoutWanted } = issue;
  // Who is named is asked first, even if they passed before or their region gave it back.
  const visited = counts && isElsewhere ? [...issue.visited, from] : issue.visited;
  const passed = [...issue.passed, ...message.passed];
  return step(wanted ? { ...withoutWanted, wanted } : withoutWanted, context, {
    phase: queuedAt(context.now),
    passed: [...new Set(passed)].filter((expert) => expert !== wanted?.expertId),
    visited: [...new Set(visited)].filter((region) => region !== wanted?.region),
    entries: message.entries,
  });
};

/** RESOLVED: placed → RESOLVED. It wins over a wish that has not been heard. */
export const onResolved = (
  issue: Issue,
  from: RegionId,
  message: PeerMessageOf<'resolved'>,
  context: StepContext,
): IssueStep | undefined =>
  isPlacedWith(issue, from, message.epoch)
    ? step(issue, context, {
        phase: { at: 'resolved', owner: from, expert: message.expert, since: context.now },
        resolution: { text: message.text, by: message.expert, at: message.at },
        entries: message.entries,
      })
    : undefined;

/** The expert rated the user; once. */
export const onUserRated = (
  issue: Issue,
  from: RegionId,
  rating: Rating,
  context: StepContext,
): IssueStep | undefined =>
  issue.phase.at === 'closed' && issue.phase.owner === from && !issue.userRating
    ? step(issue, context, { userRating: rating })
    : undefined;

// ---- the queue

/** A new attempt: who passed and which regions gave it back may be asked again. */
export const startAttempt = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'queued' && (issue.passed.length > 0 || issue.visited.length > 0)
    ? step(issue, context, { attempt: issue.attempt + 1, passed: [], visited: [] })
    : undefined;

/** Says in the timeline that it waits, once for each time it is queued. */
export const announceWaiting = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'queued' && !issue.phase.isAnnounced
    ? step(issue, context, {
        phase: { ...issue.phase, isAnnounced: true },
        entries: [{ at: context.now, kind: 'waiting' }],
      })
    : undefined;

// ---- the user

const toOwner = (issue: Issue, type: 'cancel' | 'recall', owner: RegionId): Outgoing => ({
  to: owner,
  message: { type, issueId: issue.id, epoch: issue.epoch },
});

const edited = (issue: Issue, owner: RegionId, note: string): Outgoing => ({
  to: owner,
  message: {
    type: 'edited',
    issueId: issue.id,
    epoch: issue.epoch,
    note,
    content: {
      title: issue.title,
      description: issue.description,
      category: issue.category,
      urgency: issue.urgency,
    },
  },
});

/**
 * The text and category until someone accepted; the urgency can be raised while the issue is open.
 * @throws Problem wrong-state
 */
export const edit = (issue: Issue, changes: Partial<IssueContent>, context: StepContext): IssueStep => {
  const { urgency, ...text } = changes;
  const { phase } = issue;
  const isOpen = phase.at === 'queued' || phase.at === 'proposing' || phase.at === 'placed';
  if (!isOpen) throw wrongState('This issue is no longer open.');
  checkNotCancelling(phase);
  const changesText =
    (text.title ?? issue.title) !== issue.title ||
    (text.description ?? issue.description) !== issue.description ||
    (text.category ?? issue.category) !== issue.category;
  if (changesText && phase.at === 'placed' && phase.stage === 'assigned') {
    throw wrongState('Someone is already working on it. Tell them in the chat instead.');
  }
  if (urgency !== undefined && urgencyRank[urgency] < urgencyRank[issue.urgency]) {
    throw wrongState('The urgency can only be raised.');
  }
  const raises = urgency !== undefined && urgency !== issue.urgency;
  if (!changesText && !raises) return { issue, send: [] };

  const changed: Issue = { ...issue, ...text, urgency: urgency ?? issue.urgency };
  const entries: TimelineEntry[] = [];
  if (changesText) entries.push({ at: context.now, kind: 'edited' });
  if (raises) entries.push({ at: context.now, kind: 'urgency-changed', note: urgency });

  if (phase.at === 'proposing') {
    // What was proposed is out of date; the next proposal carries the new text.
    return step(changed, context, { phase: { at: 'queued', ...phase.queued }, entries }, [
      { to: phase.to, message: abortMessage(issue, issue.epoch) },
    ]);
  }
  if (phase.at !== 'placed') return step(changed, context, { entries });
  if (changed.category !== issue.category) {
    // Another category may need another expert.
    return step(changed, context, { phase: { ...phase, wish: 'recall' }, entries }, [
      toOwner(issue, 'recall', phase.owner),
    ]);
  }
  return step(changed, context, { entries }, [
    edited(changed, phase.owner, changesText ? 'edited' : 'urgency'),
  ]);
};

/** @throws Problem wrong-state when someone has accepted it, or it is over */
export const cancel = (issue: Issue, context: StepContext): IssueStep => {
  const { phase } = issue;
  switch (phase.at) {
    case 'cancelled':
      return { issue, send: [] };
    case 'queued':
    case 'proposing':
      return step(
        issue,
        context,
        {
          phase: { at: 'cancelled', since: context.now },
          entries: [{ at: context.now, kind: 'cancelled' }],
        },
        phase.at === 'proposing' ? [{ to: phase.to, message: abortMessage(issue, issue.epoch) }] : [],
      );
    case 'placed':
      if (phase.stage === 'assigned') {
        throw wrongState(
          'Someone is already working on it. Tell them in the chat that you no longer need it.',
        );
      }
      if (phase.wish === 'cancel') return { issue, send: [] };
      return step(issue, context, { phase: { ...phase, wish: 'cancel' } }, [
        toOwner(issue, 'cancel', phase.owner),
      ]);
    case 'resolved':
    case 'closed':
      throw wrongState('This issue is already solved.');
  }
};

const asOutcome = (
  issue: Issue,
  owner: RegionId,
  outcome: PeerMessageOf<'outcome'>['outcome'],
  entries: TimelineEntry[],
): Outgoing => ({
  to: owner,
  message: { type: 'outcome', issueId: issue.id, epoch: issue.epoch, outcome, entries },
});

const close = (issue: Issue, outcome: 'confirmed' | 'unconfirmed', context: StepContext): IssueStep => {
  if (issue.phase.at !== 'resolved') throw wrongState('There is no answer to confirm yet.');
  const { owner, expert } = issue.phase;
  const entries: TimelineEntry[] = [
    { at: context.now, kind: outcome === 'confirmed' ? 'confirmed' : 'closed-unconfirmed' },
  ];
  return step(
    issue,
    context,
    { phase: { at: 'closed', outcome, owner, expert, since: context.now }, entries },
    [asOutcome(issue, owner, outcome, entries)],
  );
};

/** The user says that it works: RESOLVED → closed. Twice does no harm. @throws Problem wrong-state */
export const confirm = (issue: Issue, context: StepContext): IssueStep =>
  issue.phase.at === 'closed' && issue.phase.outcome === 'confirmed'
    ? { issue, send: [] }
    : close(issue, 'confirmed', context);

/** Nobody confirmed in time: RESOLVED → closed, unrated. */
export const closeUnconfirmed = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'resolved' ? close(issue, 'unconfirmed', context) : undefined;

/** Back into the queue with a fresh attempt; `wanted` is asked first. */
const again = (
  issue: Issue,
  wanted: Wanted | undefined,
  entries: readonly TimelineEntry[],
  send: readonly Outgoing[],
  context: StepContext,
): IssueStep => {
  const { wanted: _, ...rest } = issue;
  return step(
    wanted ? { ...rest, wanted } : rest,
    context,
    { phase: queuedAt(context.now), attempt: 1, visited: [], passed: [], entries },
    send,
  );
};

/** It does not work: RESOLVED → QUEUED; the same expert is asked first. @throws Problem wrong-state */
export const decline = (issue: Issue, reason: string, context: StepContext): IssueStep => {
  if (issue.phase.at !== 'resolved') throw wrongState('There is no answer to decline.');
  const { owner, expert } = issue.phase;
  const entries: TimelineEntry[] = [{ at: context.now, kind: 'declined', note: reason }];
  return again(
    issue,
    { expertId: expert.id, region: owner, note: reason },
    entries,
    [asOutcome(issue, owner, 'declined', entries)],
    context,
  );
};

/** It came back: closed → QUEUED, within a period; the same expert is asked first. @throws Problem wrong-state */
export const reopen = (issue: Issue, reason: string, context: StepContext): IssueStep => {
  const { phase } = issue;
  if (phase.at !== 'closed') throw wrongState('Only a closed issue can be reopened.');
  if (context.now - phase.since > reopenPeriodMs) {
    throw wrongState('It was closed too long ago. Please submit a new issue.');
  }
  const entries: TimelineEntry[] = [{ at: context.now, kind: 'reopened', note: reason }];
  return again(
    issue,
    { expertId: phase.expert.id, region: phase.owner, note: reason },
    entries,
    [asOutcome(issue, phase.owner, 'reopened', entries)],
    context,
  );
};

/**
 * "Still not solved": the next expert, and never this one again.
 * @throws Problem wrong-state unless someone accepted or resolved it
 */
export const escalate = (issue: Issue, reason: string, context: StepContext): IssueStep => {
  const { phase } = issue;
  const entries = (expert: Person): TimelineEntry[] => [
    { at: context.now, kind: 'escalated', expert, ...(reason && { note: reason }) },
  ];
  const barring = (expert: Person): readonly AccountId[] => [...new Set([...issue.barred, expert.id])];
  if (phase.at === 'placed' && phase.stage === 'assigned' && phase.expert) {
    if (phase.wish === 'recall') return { issue, send: [] };
    const { wanted: _, ...rest } = issue;
    return step(
      rest,
      context,
      { phase: { ...phase, wish: 'recall' }, barred: barring(phase.expert), entries: entries(phase.expert) },
      [toOwner(issue, 'recall', phase.owner)],
    );
  }
  if (phase.at === 'resolved') {
    const steps = entries(phase.expert);
    return again(
      { ...issue, barred: barring(phase.expert) },
      undefined,
      steps,
      [asOutcome(issue, phase.owner, 'declined', steps)],
      context,
    );
  }
  throw wrongState('Nobody has accepted it yet; the next expert is already being looked for.');
};

/** The user rates the expert, once, after both confirmed. @throws Problem wrong-state, already-rated */
export const rate = (issue: Issue, rating: Rating, by: Person, context: StepContext): IssueStep => {
  const { phase } = issue;
  if (issue.rating) throw new Problem('already-rated', 'You have already rated this issue.');
  if (phase.at !== 'closed' || phase.outcome !== 'confirmed') {
    throw wrongState('An issue can be rated once you have confirmed that it is solved.');
  }
  return step(
    issue,
    context,
    { rating, entries: [{ at: context.now, kind: 'rated', stars: rating.stars }] },
    [
      {
        to: phase.owner,
        message: {
          type: 'rated',
          issueId: issue.id,
          epoch: issue.epoch,
          title: issue.title,
          expertId: phase.expert.id,
          by,
          ...rating,
        },
      },
    ],
  );
};

// ---- the admin

/** Takes it from whoever has it and asks `wanted` first, or the next best. @throws Problem wrong-state when it is over */
export const reassign = (
  issue: Issue,
  wanted: Wanted | undefined,
  reason: string,
  context: StepContext,
): IssueStep => {
  const { phase } = issue;
  checkNotCancelling(phase);
  const entries: TimelineEntry[] = [{ at: context.now, kind: 'reassigned', note: reason }];
  switch (phase.at) {
    case 'queued':
      return again(issue, wanted, entries, [], context);
    case 'proposing':
      return again(
        issue,
        wanted,
        entries,
        [{ to: phase.to, message: abortMessage(issue, issue.epoch) }],
        context,
      );
    case 'placed': {
      const { wanted: _, ...rest } = issue;
      return step(
        wanted ? { ...rest, wanted } : rest,
        context,
        { phase: { ...phase, wish: 'recall' }, entries },
        [toOwner(issue, 'recall', phase.owner)],
      );
    }
    case 'resolved':
      return again(issue, wanted, entries, [asOutcome(issue, phase.owner, 'declined', entries)], context);
    case 'closed':
    case 'cancelled':
      throw wrongState('This issue is over. Its user can reopen it.');
  }
};
