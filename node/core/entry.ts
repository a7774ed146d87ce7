/**
 * The life of an issue at its owner: every transition, in one place. See core/README.md for the diagram.
 *
 * Each function returns the new entry and what to tell the origin. Functions for messages return undefined when
 * the message does not fit (another epoch, a later state): it is acknowledged and changes nothing.
 */

import { Problem } from '../problem.ts';
import { laterConsent } from './consent.ts';
import { type Epoch, ordinalOf } from './epoch.ts';
import { type AccountId, type EpochMs, entryIdOf, type OfferId, offerIdOf } from './ids.ts';
import type { StepContext } from './issue-step.ts';
import type { PeerMessage, PeerMessageOf } from './messages.ts';
import {
  type Entry,
  type EntryPhase,
  extended,
  type IssueContent,
  type IssueCopy,
  type Person,
  type Rating,
  type ReleaseCause,
  type TimelineEntry,
  type UntoldCause,
  type Wanted,
  type Why,
} from './model.ts';
import type { Basis } from './placement.ts';

/** An expert chosen for an issue, and why; and what the choice was made from, which is not part of the entry. */
export type Choice = { readonly expert: Person; readonly why: Why; readonly basis?: Basis };

const chosen = ({ expert, why }: Choice): Pick<Choice, 'expert' | 'why'> => ({ expert, why });

export type EntryStep = { readonly entry: Entry; readonly toOrigin: readonly PeerMessage[] };

/** Context of a step at the owner: where it happens, for the timeline. */
export type EntryContext = StepContext & { readonly here: string };

const step = (
  entry: Entry,
  context: EntryContext,
  changes: Partial<Entry> & { readonly entries?: readonly TimelineEntry[] },
  toOrigin: readonly PeerMessage[] = [],
): EntryStep => {
  const { entries = [], ...fields } = changes;
  return {
    entry: {
      ...entry,
      ...fields,
      changedAt: context.now,
      revision: entry.revision + 1,
      timeline: extended(entry.timeline, ...entries),
    },
    toOrigin,
  };
};

/** The expert whose seat this entry takes, if any. */
export const seatOf = (entry: Entry): AccountId | undefined => {
  switch (entry.phase.at) {
    case 'held':
    case 'offered':
    case 'assigned':
      return entry.phase.expert.id;
    case 'done':
    case 'closed':
      return undefined;
  }
};

/** Revisions of an issue's later entries are greater than those of its earlier ones: no entry has so many steps. */
const revisionsPerEpoch = 1_000;

const begun = (
  { history, ...issue }: IssueCopy,
  epoch: Epoch,
  phase: EntryPhase,
  context: EntryContext,
): Entry => ({
  id: entryIdOf(issue.id, epoch),
  issueId: issue.id,
  epoch,
  issue,
  phase,
  asked: [],
  n: 0,
  revision: ordinalOf(epoch) * revisionsPerEpoch,
  changedAt: context.now,
  timeline: history,
});

/**
 * Why nobody was chosen for a proposal: everyone is taken, so that the peer's news was old and it may be asked again
 * after its next; or who is free may not be asked for this issue, so that its next news would change nothing.
 */
export type NoChoice = 'nobody-free' | 'nobody-suitable';

/**
 * PROPOSE at the target: HELD with the chosen expert and GRANT, or a tombstone and REFUSE. A proposal not above the
 * greatest epoch seen of its issue (`noEpoch` if none) is dead.
 */
export const onPropose = (
  greatestEpoch: Epoch,
  { epoch, issue }: PeerMessageOf<'propose'>,
  choice: Choice | NoChoice,
  context: EntryContext,
): EntryStep | undefined => {
  if (greatestEpoch >= epoch) return undefined;
  const about = { issueId: issue.id, epoch };
  return typeof choice === 'string'
    ? {
        entry: begun(issue, epoch, { at: 'closed', cause: 'refused', since: context.now }, context),
        toOrigin: [{ type: 'refuse', ...about, lacksExpert: choice === 'nobody-free' }],
      }
    : {
        entry: begun(issue, epoch, { at: 'held', ...chosen(choice), since: context.now }, context),
        toOrigin: [{ type: 'grant', ...about }],
      };
};

/** A newer epoch of the issue arrived: whatever went on under this one is over, and its origin knows. */
export const supersede = (entry: Entry, context: EntryContext): EntryStep | undefined =>
  activeExpert(entry)
    ? step(entry, context, { phase: { at: 'closed', cause: 'aborted', since: context.now } })
    : undefined;

/** Asks an expert: HELD or OFFERED → OFFERED. */
const offer = (
  entry: Entry,
  choice: Choice,
  context: EntryContext,
  before: readonly TimelineEntry[] = [],
  asked = entry.asked,
): EntryStep => {
  const n = entry.n + 1;
  const entries: TimelineEntry[] = [
    ...before,
    { at: context.now, kind: 'offered', region: context.here, expert: choice.expert, why: choice.why },
  ];
  const offerId = offerIdOf(entry.id, n);
  return step(
    entry,
    context,
    { phase: { at: 'offered', offerId, ...chosen(choice), since: context.now }, n, asked, entries },
    [
      {
        type: 'status',
        issueId: entry.issueId,
        epoch: entry.epoch,
        n,
        stage: 'offered',
        expert: choice.expert,
        entries,
      },
    ],
  );
};

/** The origin placed the issue with its own region: straight to an offer. */
export const openHere = (issue: IssueCopy, epoch: Epoch, choice: Choice, context: EntryContext): EntryStep =>
  offer(begun(issue, epoch, { at: 'held', ...chosen(choice), since: context.now }, context), choice, context);

/** COMMIT: HELD → OFFERED. With nothing held any more: RELEASE. */
export const onCommit = (
  entry: Entry | undefined,
  epoch: Epoch,
  context: EntryContext,
): EntryStep | undefined => {
  if (!entry || entry.epoch !== epoch) return undefined;
  const { phase } = entry;
  if (phase.at === 'held') return offer(entry, { expert: phase.expert, why: phase.why }, context);
  return phase.at === 'closed' ? { entry, toOrigin: [released(entry, phase.cause, [])] } : undefined;
};

const isUntold = (cause: ReleaseCause | UntoldCause): cause is UntoldCause =>
  cause === 'refused' || cause === 'aborted' || cause === 'adopted' || cause === 'superseded';

const released = (
  entry: Entry,
  cause: ReleaseCause | UntoldCause,
  entries: TimelineEntry[],
  wanted?: Wanted,
): PeerMessage => ({
  type: 'release',
  issueId: entry.issueId,
  epoch: entry.epoch,
  // A hold that was refused or aborted and is committed all the same has lapsed, seen from the origin.
  cause: isUntold(cause) ? 'lapsed' : cause,
  passed: [...entry.asked],
  ...(wanted && { wanted }),
  entries,
});

const close = (
  entry: Entry,
  cause: ReleaseCause,
  context: EntryContext,
  more: { asked?: readonly AccountId[]; entries?: TimelineEntry[]; wanted?: Wanted } = {},
): EntryStep => {
  const { asked = entry.asked, entries = [], wanted } = more;
  const closed = step(entry, context, {
    phase: { at: 'closed', cause, since: context.now },
    asked,
    entries,
  }).entry;
  return { entry: closed, toOrigin: [released(closed, cause, entries, wanted)] };
};

/** ABORT: HELD → CLOSED, if it is this epoch's. */
export const onAbort = (entry: Entry, epoch: Epoch, context: EntryContext): EntryStep | undefined =>
  entry.epoch === epoch && entry.phase.at === 'held'
    ? step(entry, context, { phase: { at: 'closed', cause: 'aborted', since: context.now } })
    : undefined;

/** The hold's lease ran out before COMMIT: CLOSED. A COMMIT that comes later is answered by RELEASE. */
export const lapse = (entry: Entry, context: EntryContext): EntryStep | undefined =>
  entry.phase.at === 'held'
    ? step(entry, context, { phase: { at: 'closed', cause: 'lapsed', since: context.now } })
    : undefined;

const activeExpert = (entry: Entry): Person | undefined =>
  entry.phase.at === 'held' || entry.phase.at === 'offered' || entry.phase.at === 'assigned'
    ? entry.phase.expert
    : undefined;

const askedWith = (entry: Entry, expert: Person | undefined): readonly AccountId[] =>
  expert ? [...new Set([...entry.asked, expert.id])] : entry.asked;

/** CANCEL: gives it back unless an expert has accepted. It implies COMMIT. */
export const onCancel = (entry: Entry, epoch: Epoch, context: EntryContext): EntryStep | undefined =>
  entry.epoch === epoch && (entry.phase.at === 'held' || entry.phase.at === 'offered')
    ? close(entry, 'cancelled', context)
    : undefined;

/** RECALL: gives it back unless it is done. It implies COMMIT. */
export const onRecall = (entry: Entry, epoch: Epoch, context: EntryContext): EntryStep | undefined => {
  const expert = activeExpert(entry);
  return entry.epoch === epoch && expert
    ? close(entry, 'recalled', context, { asked: askedWith(entry, expert) })
    : undefined;
};

const isSame = (a: IssueContent, b: IssueContent): boolean =>
  a.title === b.title &&
  a.description === b.description &&
  a.category === b.category &&
  a.urgency === b.urgency &&
  a.language === b.language;

/** The user changed the text or the urgency. Said again, it changes nothing. */
export const onEdited = (
  entry: Entry,
  message: PeerMessageOf<'edited'>,
  context: EntryContext,
): EntryStep | undefined =>
  entry.epoch === message.epoch && activeExpert(entry) && !isSame(entry.issue, message.content)
    ? step(entry, context, { issue: { ...entry.issue, ...message.content }, entries: message.entries })
    : undefined;

/** Which outcomes can follow the one known: a closed issue can still be reopened, and nothing else changes. */
const follows = (known: Entry['outcome'], next: Entry['outcome']): boolean =>
  known === undefined || (next === 'reopened' && (known === 'confirmed' || known === 'unconfirmed'));

/**
 * The origin says what became of a resolved issue, or that its user thinks otherwise now about letting it help others. Said
 * again, it changes nothing and counts nothing.
 */
export const onOutcome = (
  entry: Entry,
  message: PeerMessageOf<'outcome'>,
  context: EntryContext,
): EntryStep | undefined => {
  if (entry.epoch !== message.epoch || entry.phase.at !== 'done') return undefined;
  const consent = laterConsent(entry.consent, message.consent);
  const told = consent && { consent };
  if (follows(entry.outcome, message.outcome))
    return step(entry, context, { outcome: message.outcome, entries: message.entries, ...told });
  return consent === entry.consent ? undefined : step(entry, context, { ...told });
};

/** The user rated the expert; kept once. */
export const onRated = (
  entry: Entry,
  message: PeerMessageOf<'rated'>,
  context: EntryContext,
): EntryStep | undefined =>
  entry.epoch === message.epoch && entry.phase.at === 'done' && !entry.rating
    ? step(entry, context, {
        rating: { stars: message.stars, comment: message.comment, at: message.at },
        entries: [{ at: message.at, kind: 'rated', stars: message.stars }],
      })
    : undefined;

// ---- the expert

const offerGone = (): Problem =>
  new Problem('offer-gone', 'This offer has been answered, has run out, or has gone to someone else.');

/** @throws Problem offer-gone unless this very offer is open and this expert's */
const openOffer = (
  entry: Entry | undefined,
  offerId: OfferId,
  expertId: AccountId,
): { readonly entry: Entry; readonly phase: Extract<EntryPhase, { at: 'offered' }> } => {
  if (
    entry?.phase.at !== 'offered' ||
    entry.phase.offerId !== offerId ||
    entry.phase.expert.id !== expertId
  ) {
    throw offerGone();
  }
  return { entry, phase: entry.phase };
};

/** OFFERED → ASSIGNED. @throws Problem offer-gone */
export const accept = (
  found: Entry | undefined,
  offerId: OfferId,
  expertId: AccountId,
  context: EntryContext,
): EntryStep => {
  const { entry, phase } = openOffer(found, offerId, expertId);
  const { expert } = phase;
  const n = entry.n + 1;
  const entries: TimelineEntry[] = [{ at: context.now, kind: 'accepted', region: context.here, expert }];
  return step(
    entry,
    context,
    {
      phase: {
        at: 'assigned',
        offerId,
        expert,
        since: context.now,
        lastWordAt: context.now,
        isReminded: false,
      },
      n,
      workedById: expert.id,
      entries,
    },
    [{ type: 'status', issueId: entry.issueId, epoch: entry.epoch, n, stage: 'assigned', expert, entries }],
  );
};

/** How an open offer ended without being accepted. */
export type Pass =
  | { readonly kind: 'rejected' | 'timed-out'; readonly note: string }
  /** The expert went away, or was never there to be asked: it does not count as having been asked. */
  | { readonly kind: 'withdrawn' };

/** Whether this offer is open and this expert's. @throws Problem offer-gone */
export const checkOffer = (entry: Entry | undefined, offerId: OfferId, expertId: AccountId): void => {
  openOffer(entry, offerId, expertId);
};

/** The expert passed: the next best here is asked at once, or the issue goes back to its origin (greedy fallback). */
export const pass = (
  entry: Entry,
  how: Pass,
  next: Choice | undefined,
  context: EntryContext,
): EntryStep | undefined => {
  if (entry.phase.at !== 'offered') return undefined;
  const { expert } = entry.phase;
  const isWithdrawn = how.kind === 'withdrawn';
  const asked = isWithdrawn ? entry.asked : askedWith(entry, expert);
  const note = isWithdrawn ? '' : how.note;
  const passed: TimelineEntry = {
    at: context.now,
    kind: how.kind,
    region: context.here,
    expert,
    ...(note && { note }),
  };
  return next
    ? offer(entry, next, context, [passed], asked)
    : close(entry, isWithdrawn ? 'lapsed' : 'nobody-left', context, { asked, entries: [passed] });
};

/** @throws Problem wrong-state unless this expert is working on it */
const assignedTo = (entry: Entry, expertId: AccountId): Extract<EntryPhase, { at: 'assigned' }> => {
  if (entry.phase.at !== 'assigned' || entry.phase.expert.id !== expertId) {
    throw new Problem('wrong-state', 'You are not working on this issue now.', {
      reason: 'not-working-on-it',
    });
  }
  return entry.phase;
};

/** ASSIGNED → DONE with the expert's answer; the seat is free from here on. Twice does no harm. @throws Problem wrong-state */
export const resolve = (
  entry: Entry,
  expertId: AccountId,
  text: string,
  context: EntryContext,
): EntryStep => {
  if (entry.phase.at === 'done' && entry.phase.expert.id === expertId && entry.resolution?.text === text) {
    return { entry, toOrigin: [] };
  }
  const { expert } = assignedTo(entry, expertId);
  const entries: TimelineEntry[] = [{ at: context.now, kind: 'resolved', region: context.here, expert }];
  const { outcome: _, ...rest } = entry;
  return step(
    rest,
    context,
    {
      phase: { at: 'done', expert, since: context.now },
      resolution: { text, by: expert, at: context.now },
      entries,
    },
    [
      {
        type: 'resolved',
        issueId: entry.issueId,
        epoch: entry.epoch,
        expert,
        text,
        at: context.now,
        entries,
      },
    ],
  );
};

/** A transfer is a RELEASE that names whom to try next. @throws Problem wrong-state */
export const transfer = (
  entry: Entry,
  expertId: AccountId,
  wanted: Wanted & { readonly note: string },
  context: EntryContext,
): EntryStep => {
  const { expert } = assignedTo(entry, expertId);
  return close(entry, 'transferred', context, {
    asked: askedWith(entry, expert),
    entries: [{ at: context.now, kind: 'transferred', region: context.here, expert, note: wanted.note }],
    wanted,
  });
};

/** The expert said or did something on it. */
export const heardFrom = (entry: Entry, expertId: AccountId, context: EntryContext): EntryStep | undefined =>
  entry.phase.at === 'assigned' && entry.phase.expert.id === expertId
    ? step(entry, context, { phase: { ...entry.phase, lastWordAt: context.now, isReminded: false } })
    : undefined;

/** The expert has said nothing for long: the origin's timeline says so, and the user may ask the next. */
export const remind = (entry: Entry, context: EntryContext): EntryStep | undefined => {
  if (entry.phase.at !== 'assigned' || entry.phase.isReminded) return undefined;
  const { expert } = entry.phase;
  const n = entry.n + 1;
  const entries: TimelineEntry[] = [{ at: context.now, kind: 'reminded', region: context.here, expert }];
  return step(entry, context, { phase: { ...entry.phase, isReminded: true }, n, entries }, [
    { type: 'status', issueId: entry.issueId, epoch: entry.epoch, n, stage: 'assigned', expert, entries },
  ]);
};

/**
 * The issue waits again: its expert stayed silent after the reminder, or may no longer work on it ('lapsed', which does
 * not speak against the region).
 */
export const giveBack = (
  entry: Entry,
  context: EntryContext,
  cause: 'silent' | 'lapsed' = 'silent',
): EntryStep | undefined => {
  if (entry.phase.at !== 'assigned') return undefined;
  const { expert } = entry.phase;
  return close(entry, cause, context, {
    asked: askedWith(entry, expert),
    entries: [{ at: context.now, kind: 'given-back', region: context.here, expert }],
  });
};

/** The expert rates the user, once, after the issue closed. @throws Problem wrong-state, already-rated */
export const rateUser = (entry: Entry, by: Person, rating: Rating, context: EntryContext): EntryStep => {
  if (entry.userRating || entry.issue.isUserRated)
    throw new Problem('already-rated', 'This user has already been rated for this issue.');
  const isClosed = entry.outcome === 'confirmed' || entry.outcome === 'unconfirmed';
  if (entry.phase.at !== 'done' || entry.phase.expert.id !== by.id || !isClosed) {
    throw new Problem(
      'wrong-state',
      'The user can be rated by the expert who solved the issue, once it is closed.',
      { reason: 'rate-user-when-closed' },
    );
  }
  return step(entry, context, { userRating: rating }, [
    { type: 'user-rated', issueId: entry.issueId, epoch: entry.epoch, by, ...rating },
  ]);
};

/** How long since the expert's last word, ms. */
export const silenceMs = (entry: Entry, now: EpochMs): number =>
  entry.phase.at === 'assigned' ? Math.max(0, now - entry.phase.lastWordAt) : 0;
