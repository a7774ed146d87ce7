/**
 * Adoption: what becomes of issues and entries when a region is declared gone for good, at the adopter, at owners and at
 * origins. Pure; `adoption-record.ts` says whose an issue is, `services/adoptions.ts` carries it out. The rules have the
 * names of the checked model: survey, floor, readdress, copyfirst, late, close. See core/README.md.
 */
import type { Adoption } from './adoption-record.ts';
import { type Epoch, epochAt, nextEpoch, ordinalOf, type Term, termOf } from './epoch.ts';
import { AccountId, entryIdOf, type RegionId } from './ids.ts';
import { copyOf } from './issue.ts';
import { type IssueStep, queuedAt, type StepContext, step } from './issue-step.ts';
import type { Outgoing } from './messages.ts';
import { type Entry, extended, type Issue, type Person, type Phase, type TimelineEntry } from './model.ts';

/** The first epoch of an adoption's term: of whoever was engaged when it began. */
export const adoptedEpoch = ({ term }: { readonly term: Term }): Epoch => epochAt(term, 0);

// ---- at an owner

const closed = (entry: Entry, cause: 'aborted' | 'adopted' | 'superseded', now: number): Entry => ({
  ...entry,
  phase: { at: 'closed', cause, since: now },
  changedAt: now,
  revision: entry.revision + 1,
});

/** What an owner had under the lost region, after the adoption: `moved` is what it reports and goes on with. */
export type Surveyed = { readonly former: Entry; readonly moved?: Entry };

/**
 * Rule "survey": an uncommitted hold is dropped; who is asked, works or is done goes on under the adoption's term and
 * for the adopter. Undefined when the entry is over.
 */
export const survey = (
  entry: Entry,
  adoption: Adoption,
  { now }: Pick<StepContext, 'now'>,
): Surveyed | undefined => {
  switch (entry.phase.at) {
    case 'held':
      return { former: closed(entry, 'aborted', now) };
    case 'offered':
    case 'assigned':
    case 'done': {
      const epoch = adoptedEpoch(adoption);
      const moved: Entry = {
        ...entry,
        id: entryIdOf(entry.issueId, epoch),
        epoch,
        spent: entry.spent ?? entry.epoch,
        issue: { ...entry.issue, origin: adoption.by, adoptedFrom: adoption.region },
        revision: ordinalOf(epoch) * revisionsPerEpoch,
        changedAt: now,
      };
      return { former: closed(entry, 'adopted', now), moved };
    }
    case 'closed':
      return undefined;
  }
};

/**
 * The same at a region that was restored from a backup, for its own issues: what it knows of an answer that was given
 * still holds, but who is asked or works may since have answered or given the issue back, so they are asked anew.
 */
export const surveyRestored = (
  entry: Entry,
  adoption: Adoption,
  context: Pick<StepContext, 'now'>,
): Surveyed | undefined => {
  if (entry.phase.at === 'done') return survey(entry, adoption, context);
  const former = close(entry, context);
  return former && { former };
};

/** As in `entry.ts`: revisions of later entries are greater. */
const revisionsPerEpoch = 1_000;

/** Rules "late" and "close": somebody else has the issue now; the expert is free, and what they did is history. */
export const close = (entry: Entry, { now }: Pick<StepContext, 'now'>): Entry | undefined =>
  entry.phase.at === 'closed' || (entry.phase.at === 'done' && entry.outcome !== undefined)
    ? undefined
    : closed(entry, 'superseded', now);

// ---- at whoever goes on without a lost owner

/** Steps of an owner's work under one epoch, and what may come between them. */
const worksOn: ReadonlySet<TimelineEntry['kind']> = new Set([
  'offered',
  'rejected',
  'timed-out',
  'withdrawn',
  'accepted',
  'reminded',
  'edited',
  'urgency-changed',
  // From who works on it; after an answer a search begins afresh, with the answer.
  'escalated',
]);

/**
 * Who passed in this attempt. An owner tells whom it asked when it gives an issue back; of one that is lost, the timeline
 * tells it.
 */
const passedOf = ({ passed, timeline }: Issue): Issue['passed'] => {
  const before = timeline.findLastIndex(({ kind }) => !worksOn.has(kind));
  const lately = timeline
    .slice(before + 1)
    .flatMap(({ kind, expert }) => (kind === 'rejected' || kind === 'timed-out' ? (expert?.id ?? []) : []));
  return [...new Set([...passed, ...lately.map((id) => AccountId.parse(id))])];
};

// ---- at an origin that had given an issue to the lost region

/**
 * The only time that an origin takes an issue back unasked: its owner was declared gone. What the owner still says
 * about it is below the issue's epoch from now on.
 */
export const takeBack = (
  issue: Issue,
  { region: lost, by }: Adoption,
  context: StepContext,
): IssueStep | undefined => {
  const { phase } = issue;
  const { now } = context;
  const entries: TimelineEntry[] = [{ at: now, kind: 'taken-back', region: context.nameOf(lost) }];
  if (phase.at === 'proposing' && phase.to === lost) {
    return step(issue, context, { phase: { at: 'queued', ...phase.queued } });
  }
  if (!('owner' in phase) || phase.owner !== lost) return undefined;
  const epoch = nextEpoch(issue.epoch);
  // What is answered stays so; whoever answered is at home at the adopter.
  if (phase.at === 'resolved') return step(issue, context, { epoch, phase: { ...phase, owner: by } });
  if (phase.at !== 'placed') return undefined;
  // A region that left without this one may have had an answer, which its heir has now: it comes too late.
  const outcome = { type: 'outcome', issueId: issue.id, epoch: issue.epoch, outcome: 'declined' } as const;
  const send: Outgoing[] = [{ to: by, message: { ...outcome, entries: [] } }];
  const cancelled = { at: now, kind: 'cancelled' } as const;
  const changes: Parameters<typeof step>[2] =
    phase.wish === 'cancel'
      ? { phase: { at: 'cancelled', since: now }, entries: [...entries, cancelled] }
      : { phase: queuedAt(now), passed: passedOf(issue), entries };
  return step(issue, context, { epoch, ...changes }, send);
};

// ---- at the adopter

/** What a region reported of an issue: its entry, moved into the term, and the epoch it had it under before. */
export type Report = { readonly from: RegionId; readonly held: Epoch; readonly entry: Entry };

/** An issue as its adopter goes on with it. */
export type Adopted = IssueStep & {
  /** An entry of the adopter's own: the work of an expert of the lost region, whose home it is now. */
  readonly entry?: Entry;
};

const spentBy = ({ entry }: Report): Epoch => entry.spent ?? entry.epoch;

/** The one that had it last. */
const newest = (reports: readonly Report[]): Report | undefined =>
  reports.reduce<Report | undefined>(
    (best, report) => (best && spentBy(best) >= spentBy(report) ? best : report),
    undefined,
  );

/**
 * Whether a report says more than the newest copy: its epoch is above the copy's; or it is the copy's, which does not
 * know that it is over.
 */
const isStanding = (copy: Issue | undefined, report: Report): boolean => {
  if (!copy) return true;
  const { phase } = copy;
  // The copy's epoch is compared with the one of its own term.
  const epoch = termOf(copy.epoch) < termOf(report.held) ? spentBy(report) : report.held;
  if (epoch !== copy.epoch) return epoch > copy.epoch;
  switch (phase.at) {
    case 'proposing':
      return phase.to === report.from;
    case 'placed':
    case 'resolved':
      return phase.owner === report.from;
    case 'queued':
    case 'closed':
    case 'cancelled':
      return false;
  }
};

/** All that is left of an issue whose only trace is an entry. */
const fromEntry = ({ entry }: Report, now: number): Issue => ({
  id: entry.issueId,
  origin: entry.issue.origin,
  userId: entry.issue.userId,
  userName: entry.issue.userName,
  title: entry.issue.title,
  description: entry.issue.description,
  category: entry.issue.category,
  urgency: entry.issue.urgency,
  ...(entry.issue.attachments && { attachments: entry.issue.attachments }),
  submittedAt: entry.issue.submittedAt,
  changedAt: now,
  revision: 1,
  epoch: entry.epoch,
  phase: queuedAt(now),
  attempt: 1,
  visited: [],
  passed: entry.issue.passed,
  barred: entry.issue.barred,
  ...(entry.issue.wanted && { wanted: entry.issue.wanted }),
  timeline: entry.timeline,
  submission: entry.issue.submission ?? '',
});

/** Where the issue stands by a report, with the answer that it gave. */
const byReport = ({ from, entry }: Report): Partial<Issue> & { readonly phase: Phase } => {
  const { phase, resolution, outcome } = entry;
  if (phase.at !== 'done' || !resolution) {
    const expert = 'expert' in phase ? phase.expert : undefined;
    const stage = phase.at === 'assigned' ? 'assigned' : 'offered';
    return { phase: { at: 'placed', owner: from, n: entry.n, stage, ...(expert && { expert }) } };
  }
  const { expert, since } = phase;
  const isOver = outcome === 'confirmed' || outcome === 'unconfirmed';
  return {
    phase: isOver
      ? { at: 'closed', outcome, owner: from, expert, since }
      : { at: 'resolved', owner: from, expert, since },
    resolution: { ...resolution, owner: from, epoch: entry.epoch },
    ...(entry.rating && { rating: entry.rating }),
    ...(entry.userRating && { userRating: entry.userRating }),
  };
};

/**
 * Makes an issue of the lost region the adopter's own, from the newest copy and what its owners reported: who is engaged
 * keeps it, what is answered or final stays so, the rest waits. Undefined when nothing is known of it.
 */
export const adopt = (
  { copy, reports }: { readonly copy: Issue | undefined; readonly reports: readonly Report[] },
  adoption: Adoption,
  context: StepContext,
): Adopted | undefined => {
  const best = newest(reports);
  const kept = best && isStanding(copy, best) ? best : undefined;
  const base = copy ?? (best && fromEntry(best, context.now));
  if (!base) return undefined;
  const becomes: Issue = {
    ...base,
    origin: adoption.by,
    adoptedFrom: adoption.region,
    epoch: adoptedEpoch(adoption),
    visited: [],
    ...(kept ? byReport(kept) : byCopy(base, adoption, context)),
  };
  const answerer = kept ? undefined : answererOf(base, reports);
  const wish = kept && base.phase.at === 'placed' ? base.phase.wish : undefined;
  const issue: Issue = {
    ...becomes,
    ...(answerer && withAnswerOf(becomes, answerer)),
    ...(wish && becomes.phase.at === 'placed' && { phase: { ...becomes.phase, wish } }),
    changedAt: context.now,
    revision: base.revision + 1,
    timeline: extended(base.timeline, {
      at: context.now,
      kind: 'adopted',
      region: context.nameOf(adoption.by),
    }),
  };
  const send: Outgoing[] =
    wish && issue.phase.at === 'placed'
      ? [{ to: issue.phase.owner, message: { type: wish, issueId: issue.id, epoch: issue.epoch } }]
      : answerer
        ? whatBecame(issue, answerer)
        : // Nobody reported the answer: that became history before, or its region is away.
          ratedAt(issue, adoption);
  // What the adopter's own expert had answered before has its entry already.
  const wasAnsweredThere =
    (base.phase.at === 'resolved' || base.phase.at === 'closed') && isLost(base.phase.owner, base, adoption);
  return {
    issue,
    send,
    ...(!kept &&
      !answerer &&
      wasAnsweredThere &&
      'expert' in issue.phase &&
      issue.phase.expert && { entry: workOf(issue, issue.phase.expert) }),
  };
};

/**
 * Who reports the entry that gave the issue's answer: its owner, or whoever goes on for an owner that left and has its experts'
 * answers. The epoch tells it, for it had one owner.
 */
const answererOf = ({ resolution }: Issue, reports: readonly Report[]): Report | undefined =>
  reports.find(
    (report) =>
      report.entry.phase.at === 'done' &&
      resolution !== undefined &&
      // Answered before an adoption, or after one and before the next.
      [spentBy(report), report.held].includes(resolution.epoch),
  );

/** The answer is where its entry is, and under the epoch that this has now; and the expert's rating of the user may be news. */
const withAnswerOf = ({ phase, resolution, userRating }: Issue, { from, entry }: Report): Partial<Issue> => ({
  ...(resolution && { resolution: { ...resolution, owner: from, epoch: entry.epoch } }),
  ...((phase.at === 'resolved' || phase.at === 'closed') && { phase: { ...phase, owner: from } }),
  ...(!userRating && entry.userRating && { userRating: entry.userRating }),
});

/** What the lost region may not have been able to tell whoever answered; told twice, it counts once. */
const whatBecame = (issue: Issue, { from, entry }: Report): Outgoing[] => {
  const { phase } = issue;
  const about = { issueId: issue.id, epoch: entry.epoch };
  const outcome =
    phase.at === 'closed' ? phase.outcome : entry.outcome === undefined ? 'declined' : 'reopened';
  const told: Outgoing[] =
    phase.at === 'resolved'
      ? []
      : [{ to: from, message: { type: 'outcome', ...about, outcome, entries: [] } }];
  return [...told, ...ratedBy(issue, from, entry.epoch)];
};

/** The user's rating, for whoever answered under this epoch. */
const ratedBy = (issue: Issue, to: RegionId, epoch: Epoch): Outgoing[] => {
  const { id: issueId, title, userId, userName, rating, resolution } = issue;
  if (!rating || !resolution) return [];
  const by = { id: userId, name: userName };
  return [
    { to, message: { type: 'rated', issueId, epoch, title, expertId: resolution.by.id, by, ...rating } },
  ];
};

const ratedAt = (issue: Issue, { region: lost, by }: Adoption): Outgoing[] =>
  issue.resolution && issue.resolution.owner !== lost && issue.resolution.owner !== by
    ? ratedBy(issue, issue.resolution.owner, issue.resolution.epoch)
    : [];

/**
 * Rule "late", of the answer that an adopted issue has: its region was not waited for, and reports it now. It is told what
 * has become of it. Undefined when none of the reports is of that answer.
 */
export const hearAnswer = (
  issue: Issue,
  reports: readonly Report[],
  context: StepContext,
): IssueStep | undefined => {
  const answerer = answererOf(issue, reports);
  if (!answerer) return undefined;
  const heard = { ...issue, ...withAnswerOf(issue, answerer) };
  // An epoch has one owner.
  const isSame = answerer.from === issue.resolution?.owner;
  return step(heard, context, isSame ? {} : { epoch: nextEpoch(issue.epoch) }, whatBecame(heard, answerer));
};

/**
 * The lost region, or one that it had adopted, whose the issue still is by what is known of it. (What another adopter of the
 * lost one has made its own is no longer that one's.)
 */
const isLost = (owner: RegionId, { origin, adoptedFrom }: Issue, { region }: Adoption): boolean =>
  owner === region || (owner === origin && adoptedFrom !== region);

/** Where the issue stands by its newest copy alone. What the lost region's own experts answered is the adopter's now. */
const byCopy = (
  issue: Issue,
  adoption: Adoption,
  { now }: StepContext,
): Partial<Issue> & { readonly phase: Phase } => {
  const { phase, resolution } = issue;
  switch (phase.at) {
    case 'cancelled':
      return { phase };
    case 'resolved':
    case 'closed':
      if (!isLost(phase.owner, issue, adoption)) return { phase };
      return {
        phase: { ...phase, owner: adoption.by },
        ...(resolution && {
          resolution: { ...resolution, owner: adoption.by, epoch: adoptedEpoch(adoption) },
        }),
      };
    case 'placed':
      return phase.wish === 'cancel'
        ? { phase: { at: 'cancelled', since: now } }
        : { phase: queuedAt(now), passed: passedOf(issue) };
    case 'queued':
    case 'proposing':
      return { phase: queuedAt(now) };
  }
};

/** The entry of an expert who is at home at the adopter now: their history, and what a rating is counted by. */
const workOf = (issue: Issue, expert: Person): Entry => {
  const { history: _, ...copy } = copyOf(issue);
  const { phase, resolution } = issue;
  return {
    id: entryIdOf(issue.id, issue.epoch),
    issueId: issue.id,
    epoch: issue.epoch,
    issue: copy,
    phase: { at: 'done', expert, since: resolution?.at ?? issue.changedAt },
    asked: [],
    n: 0,
    revision: ordinalOf(issue.epoch) * revisionsPerEpoch,
    changedAt: issue.changedAt,
    timeline: issue.timeline,
    workedById: expert.id,
    ...(resolution && { resolution: { text: resolution.text, by: resolution.by, at: resolution.at } }),
    ...(phase.at === 'closed' && { outcome: phase.outcome }),
    ...(issue.rating && { rating: issue.rating }),
    ...(issue.userRating && { userRating: issue.userRating }),
  };
};

/** Whether the adopted issue is in the hands of whoever reports: then nothing they have is superseded. */
export const isWith = ({ phase, epoch, resolution }: Issue, { from, entry }: Report): boolean =>
  (phase.at === 'placed' && phase.owner === from && epoch === entry.epoch) ||
  (resolution?.owner === from && resolution.epoch === entry.epoch);
