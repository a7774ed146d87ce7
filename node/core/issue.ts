/**
 * The life of an issue at its origin, as far as regions make it: every transition of the hand-off and of the queue, in
 * one place. What people do is in `issue-people.ts`. See core/README.md for the diagram.
 *
 * Functions for messages (`onGrant`, `onRelease`, …) return undefined when the message does not fit: it is then
 * acknowledged and changes nothing. None reads a clock; all return a new issue.
 */
import { type Epoch, epochAt, firstTerm, nextEpoch, type Term } from './epoch.ts';
import type { IssueId, RegionId } from './ids.ts';
import { abortMessage, type IssueStep, queuedAt, type StepContext, step } from './issue-step.ts';
import { entriesMax, type PeerMessageOf } from './messages.ts';
import type { Issue, IssueContent, IssueCopy, Person, Phase, Rating, Wanted } from './model.ts';

/** A new issue, queued. */
export const submit = (
  input: IssueContent & {
    readonly id: IssueId;
    readonly origin: RegionId;
    readonly user: Person;
    readonly submission: string;
    /** The region's own term: that of the last adoption of its issues, if there was one. */
    readonly term?: Term | undefined;
    /** The first issue of an outage that this is another of. */
    readonly joins?: IssueId | undefined;
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
  ...(input.language !== undefined && { language: input.language }),
  ...(input.attachments && { attachments: input.attachments }),
  submittedAt: now,
  changedAt: now,
  revision: 1,
  epoch: epochAt(input.term ?? firstTerm, 0),
  phase: queuedAt(now),
  attempt: 1,
  visited: [],
  passed: [],
  barred: [],
  timeline: [{ at: now, kind: 'submitted', region: nameOf(input.origin) }],
  submission: input.submission,
  ...(input.joins !== undefined && { joined: { first: input.joins } }),
});

/** The copy that goes to an owner. */
export const copyOf = (issue: Issue): IssueCopy => ({
  id: issue.id,
  origin: issue.origin,
  ...(issue.adoptedFrom !== undefined && { adoptedFrom: issue.adoptedFrom }),
  userId: issue.userId,
  userName: issue.userName,
  submission: issue.submission,
  title: issue.title,
  description: issue.description,
  category: issue.category,
  urgency: issue.urgency,
  ...(issue.language !== undefined && { language: issue.language }),
  ...(issue.attachments && { attachments: issue.attachments }),
  submittedAt: issue.submittedAt,
  passed: issue.passed,
  barred: issue.barred,
  ...(issue.wanted && { wanted: issue.wanted }),
  ...(issue.userRating && { isUserRated: true }),
  history: issue.timeline.slice(-entriesMax),
});

// ---- hand-off

/** QUEUED → placed with this region itself: one commit does what PROPOSE, GRANT and COMMIT do between two. */
export const placeHere = (issue: Issue, context: StepContext): IssueStep =>
  step(issue, context, {
    epoch: nextEpoch(issue.epoch),
    phase: { at: 'placed', owner: issue.origin, n: 0, stage: 'held' },
  });

/**
 * QUEUED → PROPOSING; the epoch is spent. `count` is the number of proposals to that region in this boot; `seat` names
 * one that it has set aside for this issue.
 */
export const propose = (
  issue: Issue,
  to: RegionId,
  count: number,
  context: StepContext,
  seat?: string,
): IssueStep => {
  const epoch = nextEpoch(issue.epoch);
  const { since, isAnnounced } =
    issue.phase.at === 'queued' ? issue.phase : { since: context.now, isAnnounced: false };
  const phase: Phase = { at: 'proposing', to, since: context.now, queued: { since, isAnnounced } };
  return step(issue, context, { epoch, phase }, [
    {
      to,
      message: {
        type: 'propose',
        issueId: issue.id,
        epoch,
        count,
        issue: mutable(copyOf(issue)),
        ...(seat !== undefined && { seat }),
      },
    },
  ]);
};

/** Message schemas infer mutable arrays. */
const mutable = (copy: IssueCopy): PeerMessageOf<'propose'>['issue'] => ({
  ...copy,
  passed: [...copy.passed],
  barred: [...copy.barred],
  history: [...copy.history],
});

/** The region that was to be asked first could not take it: it is no longer asked blindly. */
const notNow = ({ wanted }: Issue, region: RegionId): Partial<Issue> =>
  wanted?.region === region ? { wanted: { ...wanted, isRefused: true } } : {};

/** PROPOSING → QUEUED without waiting for an answer: the target did not grant in time. */
export const giveUpProposal = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'proposing'
    ? step(
        issue,
        context,
        { phase: { at: 'queued', ...issue.phase.queued }, ...notNow(issue, issue.phase.to) },
        [{ to: issue.phase.to, message: abortMessage(issue, issue.epoch) }],
      )
    : undefined;

/** GRANT: PROPOSING → placed with the peer, COMMIT. An unwanted one is answered by ABORT. */
export const onGrant = (
  issue: Issue,
  from: RegionId,
  epoch: Epoch,
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
  epoch: Epoch,
  lacksExpert: boolean,
  context: StepContext,
): IssueStep | undefined =>
  issue.phase.at === 'proposing' && issue.phase.to === from && issue.epoch === epoch
    ? step(issue, context, {
        phase: { at: 'queued', ...issue.phase.queued },
        ...notNow(issue, from),
        ...(!lacksExpert && { visited: [...issue.visited, from] }),
      })
    : undefined;

/** A peer that was asked for a seat has nobody free but experts who may not be asked: not again in this attempt. */
export const notSuitable = (issue: Issue, region: RegionId, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'queued' && !issue.visited.includes(region)
    ? step(issue, context, { visited: [...issue.visited, region] })
    : undefined;

const isPlacedWith = (issue: Issue, from: RegionId, epoch: Epoch): boolean =>
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
        resolution: {
          text: message.text,
          by: message.expert,
          at: message.at,
          owner: from,
          epoch: message.epoch,
        },
        entries: message.entries,
      })
    : undefined;

/** Who gave the newest answer rated the user; once, and also if the user has reopened the issue meanwhile. */
export const onUserRated = (
  issue: Issue,
  from: RegionId,
  epoch: Epoch,
  rating: Rating,
  context: StepContext,
): IssueStep | undefined =>
  issue.resolution?.owner === from && issue.resolution.epoch === epoch && !issue.userRating
    ? step(issue, context, { userRating: rating })
    : undefined;

// ---- the queue

/** A new attempt: who passed and which regions gave it back may be asked again. */
export const startAttempt = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'queued' && (issue.passed.length > 0 || issue.visited.length > 0)
    ? step(issue, context, { attempt: issue.attempt + 1, passed: [], visited: [] })
    : undefined;

/** Somebody came free in a region that had given the issue back: it may be asked again at once. */
export const revisit = (issue: Issue, region: RegionId, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'queued' && issue.visited.includes(region)
    ? step(issue, context, { visited: issue.visited.filter((visited) => visited !== region) })
    : undefined;

/** Says in the timeline that it waits, once for each time it is queued. */
export const announceWaiting = (issue: Issue, context: StepContext): IssueStep | undefined =>
  issue.phase.at === 'queued' && !issue.phase.isAnnounced
    ? step(issue, context, {
        phase: { ...issue.phase, isAnnounced: true },
        entries: [{ at: context.now, kind: 'waiting' }],
      })
    : undefined;
