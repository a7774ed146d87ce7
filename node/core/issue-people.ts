/**
 * The life of an issue at its origin, as far as people make it: its user, and admins. Each step throws a `Problem` when it
 * is not possible now. See core/README.md for the diagram.
 */
import { Problem } from '../problem.ts';
import type { Consent } from './consent.ts';
import type { Epoch } from './epoch.ts';
import type { AccountId, RegionId } from './ids.ts';
import { abortMessage, type IssueStep, queuedAt, type StepContext, step, wrongState } from './issue-step.ts';
import type { Outgoing, PeerMessageOf } from './messages.ts';
import type { Issue, IssueContent, Person, Phase, Rating, TimelineEntry, Wanted } from './model.ts';
import { raisableFrom, urgencyRank } from './urgency.ts';

/** How long a closed issue can be reopened. Long enough to notice that it came back, short enough to remember it. */
export const reopenPeriodMs = 14 * 24 * 3_600_000;

/** The user's cancel must not be forgotten for a later wish. @throws Problem wrong-state */
const checkNotCancelling = (phase: Phase): void => {
  if (phase.at === 'placed' && phase.wish === 'cancel')
    throw wrongState('This issue is being cancelled.', 'issue-cancelling');
};

// ---- the user

const toOwner = (issue: Issue, type: 'cancel' | 'recall', owner: RegionId): Outgoing => ({
  to: owner,
  message: { type, issueId: issue.id, epoch: issue.epoch },
});

const edited = (issue: Issue, owner: RegionId, entries: TimelineEntry[]): Outgoing => ({
  to: owner,
  message: {
    type: 'edited',
    issueId: issue.id,
    epoch: issue.epoch,
    entries,
    content: {
      title: issue.title,
      description: issue.description,
      category: issue.category,
      urgency: issue.urgency,
      ...(issue.language !== undefined && { language: issue.language }),
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
  if (!isOpen) throw wrongState('This issue is no longer open.', 'issue-over');
  checkNotCancelling(phase);
  const changesText =
    (text.title ?? issue.title) !== issue.title ||
    (text.description ?? issue.description) !== issue.description ||
    (text.category ?? issue.category) !== issue.category ||
    (text.language ?? issue.language) !== issue.language;
  if (changesText && phase.at === 'placed' && phase.stage === 'assigned') {
    throw wrongState(
      'Someone is already working on it. Tell them in the chat instead.',
      'issue-accepted-text',
    );
  }
  if (urgency !== undefined && urgencyRank[urgency] < urgencyRank[issue.urgency]) {
    throw wrongState('The urgency can only be raised.', 'urgency-only-up');
  }
  const raises = urgency !== undefined && urgency !== issue.urgency;
  if (raises && context.now < raisableFrom(issue)) {
    throw wrongState(
      'The expert lowered the urgency a short while ago. Tell them in the chat what has changed; you can raise it again an hour after that.',
      'urgency-just-lowered',
    );
  }
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
  return step(changed, context, { entries }, [edited(changed, phase.owner, entries)]);
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
          'issue-accepted-cancel',
        );
      }
      if (phase.wish === 'cancel') return { issue, send: [] };
      return step(issue, context, { phase: { ...phase, wish: 'cancel' } }, [
        toOwner(issue, 'cancel', phase.owner),
      ]);
    case 'resolved':
    case 'closed':
      throw wrongState('This issue is already solved.', 'issue-solved');
  }
};

/** The epoch of the entry that gave the answer: an adoption raises the issue's, not that of work which was over. */
const answeredEpoch = ({ resolution, epoch }: Issue): Epoch => resolution?.epoch ?? epoch;

const asOutcome = (
  issue: Issue,
  owner: RegionId,
  outcome: PeerMessageOf<'outcome'>['outcome'],
  entries: TimelineEntry[],
  consent?: Consent,
): Outgoing => ({
  to: owner,
  message: {
    type: 'outcome',
    issueId: issue.id,
    epoch: answeredEpoch(issue),
    outcome,
    entries,
    ...(consent && { consent }),
  },
});

const close = (
  issue: Issue,
  outcome: 'confirmed' | 'unconfirmed',
  context: StepContext,
  consent?: Consent,
): IssueStep => {
  if (issue.phase.at !== 'resolved')
    throw wrongState('There is no answer to confirm yet.', 'nothing-to-confirm');
  const { owner, expert } = issue.phase;
  const entries: TimelineEntry[] = [
    { at: context.now, kind: outcome === 'confirmed' ? 'confirmed' : 'closed-unconfirmed' },
  ];
  return step(
    issue,
    context,
    {
      phase: { at: 'closed', outcome, owner, expert, since: context.now },
      entries,
      ...(consent && { consent }),
    },
    [asOutcome(issue, owner, outcome, entries, consent)],
  );
};

/** A consent as of the step that comes next. */
const consentNow = ({ revision }: Issue, helpsOthers: boolean): Consent => ({ helpsOthers, n: revision + 1 });

/**
 * The user says that it works: RESOLVED → closed; and whether title, category and resolution may help others. Twice does
 * no harm. @throws Problem wrong-state
 */
export const confirm = (issue: Issue, context: StepContext, helpsOthers = false): IssueStep =>
  issue.phase.at === 'closed' && issue.phase.outcome === 'confirmed'
    ? { issue, send: [] }
    : close(issue, 'confirmed', context, consentNow(issue, helpsOthers));

/** The user lets a solved issue help others, or no longer. @throws Problem wrong-state unless they confirmed it */
export const giveConsent = (issue: Issue, helpsOthers: boolean, context: StepContext): IssueStep => {
  const { phase } = issue;
  if (phase.at !== 'closed' || phase.outcome !== 'confirmed') {
    throw wrongState(
      'An issue can help others once you have confirmed that it is solved.',
      'help-when-solved',
    );
  }
  if ((issue.consent?.helpsOthers ?? false) === helpsOthers) return { issue, send: [] };
  const consent = consentNow(issue, helpsOthers);
  return step(issue, context, { consent }, [asOutcome(issue, phase.owner, 'confirmed', [], consent)]);
};

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
  if (issue.phase.at !== 'resolved') throw wrongState('There is no answer to decline.', 'nothing-to-decline');
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
  if (phase.at !== 'closed') throw wrongState('Only a closed issue can be reopened.', 'not-closed');
  if (context.now - phase.since > reopenPeriodMs) {
    throw wrongState('It was closed too long ago. Please submit a new issue.', 'closed-long-ago');
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
  throw wrongState('Nobody has accepted it yet; the next expert is already being looked for.', 'nobody-yet');
};

/** The user rates the expert, once, after both confirmed. @throws Problem wrong-state, already-rated */
export const rate = (issue: Issue, rating: Rating, by: Person, context: StepContext): IssueStep => {
  const { phase } = issue;
  if (issue.rating) throw new Problem('already-rated', 'You have already rated this issue.');
  if (phase.at !== 'closed' || phase.outcome !== 'confirmed') {
    throw wrongState('An issue can be rated once you have confirmed that it is solved.', 'rate-when-solved');
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
          epoch: answeredEpoch(issue),
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
      throw wrongState('This issue is over. Its user can reopen it.', 'over-reopen');
  }
};
