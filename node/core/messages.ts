/**
 * What regions tell each other about issues. Each message is committed together with the change that causes it
 * (the outbox), delivered in order per destination, repeated until acknowledged, and handled idempotently:
 * what does not fit in issue, epoch or sender changes nothing, and is acknowledged all the same.
 */

import { z } from 'zod';
import { TimelineEntry } from '../schemas/views.ts';
import {
  commentLengthMax,
  descriptionLengthMax,
  messageLengthMax,
  reasonLengthMax,
  Stars,
  Time,
  Urgency,
} from '../schemas/words.ts';
import { Adoption } from './adoption-record.ts';
import { AttachmentRefs } from './attachments.ts';
import { Consent } from './consent.ts';
import { EntryRecord } from './entry-record.ts';
import { Epoch, Term } from './epoch.ts';
import { AccountId, IssueId, RegionId } from './ids.ts';
import { Content, IssueRecord, namedMax, Person, Wanted } from './issue-record.ts';
import { Marks } from './reading.ts';

/** Lines in one message; a long chat travels in several. */
export const chatLinesMax = 50;
/** Steps of a timeline in one message; of a longer one the newest travel. */
export const entriesMax = 50;

const Copy = z.object({
  ...Content,
  attachments: AttachmentRefs.optional(),
  id: IssueId,
  origin: RegionId,
  userId: AccountId,
  userName: z.string().max(200),
  submittedAt: Time,
  adoptedFrom: RegionId.optional(),
  submission: z.string().max(100).optional(),
  passed: z.array(AccountId).max(namedMax),
  barred: z.array(AccountId).max(namedMax),
  wanted: Wanted.optional(),
  isUserRated: z.boolean().optional(),
  history: z.array(TimelineEntry).max(entriesMax),
});

const Line = z.object({
  issueId: IssueId,
  region: RegionId,
  n: z.int().min(1),
  counter: z.int().min(1),
  author: Person.extend({ role: z.enum(['user', 'expert', 'admin']) }),
  text: z.string().max(messageLengthMax),
  note: z.string().max(messageLengthMax).optional(),
  at: Time,
  key: z.string().max(64).optional(),
  attachments: AttachmentRefs.optional(),
});

const about = { issueId: IssueId, epoch: Epoch };
const entries = z.array(TimelineEntry).max(entriesMax);

const adoption = { region: RegionId, term: Term };

const ChatLines = z.object({
  type: z.literal('chat'),
  issueId: IssueId,
  lines: z.array(Line).min(1).max(chatLinesMax),
  /** How far its people have come, as far as the sender knows. */
  marks: Marks.optional(),
});

const UserRated = z.object({
  type: z.literal('user-rated'),
  ...about,
  by: Person,
  stars: Stars,
  comment: z.string().max(commentLengthMax),
  at: Time,
});

/** What nobody else has, should its writer leave before a region that is down has heard it. */
const Legacy = z.discriminatedUnion('type', [ChatLines, UserRated]);
export type Legacy = z.infer<typeof Legacy>;

export const PeerMessage = z.discriminatedUnion('type', [
  // Hand-off, protocol step by step.
  z.object({
    type: z.literal('propose'),
    issueId: IssueId,
    epoch: Epoch,
    issue: Copy,
    count: z.int().min(1),
    /** A seat that the target has set aside for it. Gone or none, the proposal is judged afresh. */
    seat: z.string().max(64).optional(),
  }),
  z.object({ type: z.literal('grant'), ...about }),
  z.object({ type: z.literal('refuse'), ...about, lacksExpert: z.boolean() }),
  z.object({ type: z.literal('commit'), ...about }),
  z.object({ type: z.literal('abort'), ...about }),
  z.object({
    type: z.literal('release'),
    ...about,
    cause: z.enum(['nobody-left', 'lapsed', 'recalled', 'cancelled', 'transferred', 'silent']),
    passed: z.array(AccountId).max(namedMax),
    wanted: Wanted.optional(),
    entries,
  }),
  z.object({ type: z.literal('cancel'), ...about }),
  z.object({ type: z.literal('recall'), ...about }),
  z.object({
    type: z.literal('resolved'),
    ...about,
    expert: Person,
    text: z.string().max(descriptionLengthMax),
    at: Time,
    entries,
  }),
  // Custody.
  // `turn` of the custody: a DROP ends those up to its own, also those that are still on their way.
  z.object({ type: z.literal('copy'), issueId: IssueId, turn: z.int().min(1), issue: IssueRecord }),
  z.object({ type: z.literal('drop'), issueId: IssueId, turn: z.int().min(1) }),
  // Streams beside it.
  z.object({
    type: z.literal('status'),
    ...about,
    n: z.int().min(1),
    stage: z.enum(['offered', 'assigned']),
    expert: Person,
    entries,
  }),
  z.object({
    type: z.literal('edited'),
    ...about,
    content: z.object(Content),
    entries,
  }),
  // The expert who works on it holds it to be less urgent; the origin answers with `edited`.
  z.object({
    type: z.literal('urgency'),
    ...about,
    expert: Person,
    urgency: Urgency,
    reason: z.string().max(reasonLengthMax),
  }),
  z.object({
    type: z.literal('outcome'),
    ...about,
    outcome: z.enum(['confirmed', 'unconfirmed', 'declined', 'reopened']),
    /** With `confirmed`; told again alone when the user changes their mind. */
    consent: Consent.optional(),
    entries,
  }),
  ChatLines,
  // The same alone, when somebody has read on.
  z.object({ type: z.literal('read'), issueId: IssueId, marks: Marks }),
  z.object({
    type: z.literal('rated'),
    ...about,
    title: Content.title,
    expertId: AccountId,
    by: Person,
    stars: Stars,
    comment: z.string().max(commentLengthMax),
    at: Time,
  }),
  UserRated,
  z.object({
    type: z.literal('standing'),
    issueId: IssueId,
    title: Content.title,
    userId: AccountId,
    by: Person,
    stars: Stars,
    comment: z.string().max(commentLengthMax),
    at: Time,
  }),
  // Adoption, to the adopter: what a region has of the issues of the one that is gone, and that this was all. `held` is
  // the epoch an entry had before it was moved into the adoption's term.
  z.object({
    type: z.literal('reported-entry'),
    issueId: IssueId,
    ...adoption,
    held: Epoch,
    entry: EntryRecord,
  }),
  z.object({
    type: z.literal('reported-issue'),
    issueId: IssueId,
    ...adoption,
    issue: IssueRecord,
    /** It was the teller's own, which keeps no copy of it. */
    isGivenUp: z.literal(true).optional(),
  }),
  z.object({ type: z.literal('surveyed'), ...adoption }),
  /** The adopter, to everyone who reported: all of it is its own now. */
  z.object({ type: z.literal('settled'), ...adoption }),
  /** The adopter to an owner that it went on without, or that was not the last. */
  z.object({ type: z.literal('superseded'), ...about }),
  /** To a region that does not know yet that its issues were adopted. */
  z.object({ type: z.literal('adopted'), adoption: Adoption }),
  // A region that leaves without waiting for another, to its heir; and that to the other, in its name.
  z.object({ type: z.literal('pass-on'), to: RegionId, message: Legacy }),
  z.object({ type: z.literal('passed-on'), adoption: Adoption, message: Legacy }),
]);
export type PeerMessage = z.infer<typeof PeerMessage>;
export type PeerMessageOf<T extends PeerMessage['type']> = Extract<PeerMessage, { type: T }>;

/** A message and where it goes. To oneself, it is handled in the same commit instead of being sent. */
export type Outgoing = { readonly to: RegionId; readonly message: PeerMessage };
