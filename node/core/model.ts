/** The things the rules are about, as they are stored. Plain JSON; never changed in place. */

import type { TimelineEntry } from '../schemas/views.ts';
import type { Why } from '../schemas/why.ts';
import type { Urgency } from '../schemas/words.ts';
import type { AttachmentRef } from './attachments.ts';
import type { Consent } from './consent.ts';
import type { Epoch } from './epoch.ts';
import type { AccountId, EntryId, EpochMs, IssueId, OfferId, RegionId } from './ids.ts';

export type { TimelineEntry, Why };

export type Person = { readonly id: AccountId; readonly name: string };

export type Rating = { readonly stars: number; readonly comment: string; readonly at: EpochMs };

/** What an expert needs to know to take an issue on; what crosses the mesh with a PROPOSE. */
export type IssueContent = {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly urgency: Urgency;
  /** ISO 639-1 code of what it is written in; none when nobody could tell. */
  readonly language?: string | undefined;
  /** Given when it was submitted, and the same ever since. */
  readonly attachments?: readonly AttachmentRef[] | undefined;
};

/** Whom to ask first, and why: after a transfer, a declined resolution or an admin's reassignment. */
export type Wanted = {
  readonly expertId?: AccountId | undefined;
  readonly region?: RegionId | undefined;
  readonly note?: string | undefined;
  /** The region was asked, and refused or did not answer: from then on it comes first no more. */
  readonly isRefused?: boolean | undefined;
};

/**
 * Where an issue stands at its origin.
 *
 * `placed` covers a region's own experts and a peer's alike: a local assignment is a hand-off to oneself, with
 * an epoch of its own, committed in one step instead of three. So experts are served by one state machine
 * (`entry.ts`) wherever the issue came from.
 */
export type Phase =
  | { readonly at: 'queued'; readonly since: EpochMs; readonly isAnnounced: boolean }
  | {
      readonly at: 'proposing';
      readonly to: RegionId;
      readonly since: EpochMs;
      /** Where it goes back to if the peer does not take it. */
      readonly queued: { readonly since: EpochMs; readonly isAnnounced: boolean };
    }
  | {
      readonly at: 'placed';
      readonly owner: RegionId;
      /** Greatest update number seen from the owner under this epoch. */
      readonly n: number;
      readonly stage: 'held' | 'offered' | 'assigned';
      readonly expert?: Person;
      /** What the origin asked of the owner and has not heard back about. */
      readonly wish?: 'cancel' | 'recall';
    }
  | { readonly at: 'resolved'; readonly owner: RegionId; readonly expert: Person; readonly since: EpochMs }
  | {
      readonly at: 'closed';
      readonly outcome: 'confirmed' | 'unconfirmed';
      readonly owner: RegionId;
      readonly expert: Person;
      readonly since: EpochMs;
    }
  | { readonly at: 'cancelled'; readonly since: EpochMs };

/** Who keeps an issue's second copy (`custody.ts`). */
export type Custody = {
  readonly region: RegionId;
  /** Grows each time it is given to a region: so a COPY or DROP that was overtaken is known for what it is. */
  readonly turn: number;
  /** It has acknowledged a copy. Later changes are on their way to it, in order. */
  readonly isKept: boolean;
  /** Regions that keep an older copy, and may drop it only when this one has it. */
  readonly former: readonly RegionId[];
};

/** An issue at its origin: the only writer of (owner, epoch). */
export type Issue = IssueContent & {
  readonly id: IssueId;
  readonly origin: RegionId;
  /** The region whose issue it was until this origin adopted it. */
  readonly adoptedFrom?: RegionId | undefined;
  readonly userId: AccountId;
  readonly userName: string;
  readonly submittedAt: EpochMs;
  readonly changedAt: EpochMs;
  /** Grows with every change here: the version that live events and views carry. */
  readonly revision: number;
  /** The greatest epoch spent. Only grows; (id, epoch) has one owner. */
  readonly epoch: Epoch;
  readonly phase: Phase;
  /** Which round of asking everyone this is, from 1. */
  readonly attempt: number;
  /** Regions that gave it back in this attempt for another reason than lacking a free expert. */
  readonly visited: readonly RegionId[];
  /** Experts who passed in this attempt: asked again after everyone else. */
  readonly passed: readonly AccountId[];
  /** Experts the user escalated from: never asked again. */
  readonly barred: readonly AccountId[];
  readonly wanted?: Wanted;
  /** The newest answer, and which entry gave it. */
  readonly resolution?: {
    readonly text: string;
    readonly by: Person;
    readonly at: EpochMs;
    readonly owner: RegionId;
    readonly epoch: Epoch;
  };
  /** Given when the answer was confirmed, and taken back or given at any time afterwards. */
  readonly consent?: Consent | undefined;
  /** The first issue of the outage that its user reported it as a part of, and when that was solved for one of them. */
  readonly joined?: { readonly first: IssueId; readonly solvedAt?: EpochMs | undefined } | undefined;
  /** By the user, of the expert. */
  readonly rating?: Rating;
  /** By the expert, of the user. */
  readonly userRating?: Rating;
  readonly timeline: readonly TimelineEntry[];
  /** Digest of what was submitted, to tell a repetition from another issue under the same key. */
  readonly submission: string;
  /** None until another region can be reached; none in the custodian's copy. */
  readonly custody?: Custody;
};

/** The copy of an issue that its owner works on. */
export type IssueCopy = IssueContent & {
  readonly id: IssueId;
  readonly origin: RegionId;
  readonly adoptedFrom?: RegionId | undefined;
  readonly userId: AccountId;
  readonly userName: string;
  readonly submittedAt: EpochMs;
  /** As in the issue: should this be all that is left of it. */
  readonly submission?: string | undefined;
  readonly passed: readonly AccountId[];
  readonly barred: readonly AccountId[];
  readonly wanted?: Wanted | undefined;
  /** An expert has rated the user for this issue, before it was reopened: it is not done twice. */
  readonly isUserRated?: boolean | undefined;
  /** What happened to it before, newest last. */
  readonly history: readonly TimelineEntry[];
};

/** Where an issue stands at its owner, under the entry's epoch. */
export type EntryPhase =
  | { readonly at: 'held'; readonly expert: Person; readonly why: Why; readonly since: EpochMs }
  | {
      readonly at: 'offered';
      readonly offerId: OfferId;
      readonly expert: Person;
      readonly why: Why;
      readonly since: EpochMs;
    }
  | {
      readonly at: 'assigned';
      /** The offer that was accepted: accepting it once more does no harm. */
      readonly offerId: OfferId;
      readonly expert: Person;
      readonly since: EpochMs;
      /** When the expert last wrote or did something on it. */
      readonly lastWordAt: EpochMs;
      readonly isReminded: boolean;
    }
  | { readonly at: 'done'; readonly expert: Person; readonly since: EpochMs }
  | { readonly at: 'closed'; readonly cause: ReleaseCause | UntoldCause; readonly since: EpochMs };

/** How an entry ends without a RELEASE: its origin, or whoever adopted that, knows already. */
export type UntoldCause = 'refused' | 'aborted' | 'adopted' | 'superseded';

/** Why an owner gave an issue back. */
export type ReleaseCause = 'nobody-left' | 'lapsed' | 'recalled' | 'cancelled' | 'transferred' | 'silent';

/**
 * An issue at its owner under one epoch. It stays after the work is over, as the expert's history and as the
 * tombstone that makes late messages harmless.
 */
export type Entry = {
  /** `entryIdOf(issueId, epoch)` */
  readonly id: EntryId;
  readonly issueId: IssueId;
  readonly epoch: Epoch;
  /** The epoch it was handed over under, when an adoption has moved it into its term. */
  readonly spent?: Epoch | undefined;
  readonly issue: Omit<IssueCopy, 'history'>;
  readonly phase: EntryPhase;
  /** Experts asked here under this epoch. */
  readonly asked: readonly AccountId[];
  /** Number of the last update sent to the origin under this epoch. */
  readonly n: number;
  readonly revision: number;
  readonly changedAt: EpochMs;
  readonly timeline: readonly TimelineEntry[];
  /** Who accepted it: whose history it is. */
  readonly workedById?: AccountId;
  readonly resolution?: { readonly text: string; readonly by: Person; readonly at: EpochMs };
  /** What became of it, as told by the origin. */
  readonly outcome?: 'confirmed' | 'unconfirmed' | 'declined' | 'reopened';
  /** Whether what solved it may help others, as told by the origin. */
  readonly consent?: Consent | undefined;
  readonly rating?: Rating;
  readonly userRating?: Rating;
};

/** One line of an issue's chat, keyed (issue, region, n); shown by (counter, region, n). */
export type ChatLine = {
  readonly issueId: IssueId;
  /** The region where it was written. */
  readonly region: RegionId;
  readonly n: number;
  /** Lamport counter: greater than that of every line its writer's region had seen. */
  readonly counter: number;
  readonly author: Person & { readonly role: 'user' | 'expert' | 'admin' };
  /** Empty where it is a note. */
  readonly text: string;
  /**
   * A note for experts and admins, which the issue's user must never read. Its words stand here and not in `text`: whoever
   * forgets about notes, a node of a former version too, shows an empty line and not what it says.
   */
  readonly note?: string | undefined;
  readonly at: EpochMs;
  /** The page's own key, to stop doubles. */
  readonly key?: string | undefined;
  readonly attachments?: readonly AttachmentRef[] | undefined;
};

/** At most so many steps are kept of a timeline; beyond, the oldest after the first go. A real issue has about ten. */
export const timelineLengthMax = 200;

/** The timeline with further entries, within its limit. */
export const extended = (
  timeline: readonly TimelineEntry[],
  ...entries: readonly TimelineEntry[]
): readonly TimelineEntry[] => {
  const all = [...timeline, ...entries];
  const [first] = all;
  return all.length <= timelineLengthMax || first === undefined
    ? all
    : [first, ...all.slice(all.length - timelineLengthMax + 1)];
};
