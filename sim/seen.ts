import { z } from 'zod';
import { Consent } from '../node/core/consent.ts';
import { Epoch, Term } from '../node/core/epoch.ts';
import { AccountId, EntryId, IssueId, OfferId, RegionId } from '../node/core/ids.ts';
import { Marks } from '../node/core/reading.ts';
import type { Doc } from '../node/ports.ts';
import { Why } from '../node/schemas/why.ts';
import { Category, Urgency, WorkingHours } from '../node/schemas/words.ts';

/**
 * The part of a region's documents that checkers and reports look at. They are read from the store, not from the
 * services' memory: what counts is what would be there after a crash.
 */
const Id = z.object({ id: AccountId });

const IssuePhase = z.object({
  at: z.enum(['queued', 'proposing', 'placed', 'resolved', 'closed', 'cancelled']),
  /** While proposing. */
  to: RegionId.optional(),
  owner: RegionId.optional(),
  stage: z.enum(['held', 'offered', 'assigned']).optional(),
  /** What the owner was asked for and has not answered yet. */
  wish: z.enum(['cancel', 'recall']).optional(),
  expert: Id.optional(),
});

const Timeline = z.array(
  z.object({
    kind: z.string(),
    expert: Id.optional(),
    at: z.number().optional(),
    /** What an urgency was changed to, and why; else words. */
    note: z.string().optional(),
    reason: z.string().optional(),
  }),
);

const SeenIssue = z.object({
  id: IssueId,
  origin: RegionId,
  adoptedFrom: RegionId.optional(),
  userId: AccountId,
  title: z.string(),
  category: Category,
  urgency: Urgency,
  language: z.string().optional(),
  submittedAt: z.number().optional(),
  epoch: Epoch,
  revision: z.int(),
  custody: z.object({ region: RegionId, isKept: z.boolean() }).optional(),
  attempt: z.int(),
  visited: z.array(RegionId),
  passed: z.array(AccountId),
  barred: z.array(AccountId),
  /** Who was named for it. */
  wanted: z.object({ expertId: AccountId.optional() }).optional(),
  phase: IssuePhase,
  /** Under which epoch it was answered. */
  resolution: z.object({ epoch: Epoch }).optional(),
  consent: Consent.optional(),
  rating: z.object({ stars: z.int() }).optional(),
  userRating: z.object({ stars: z.int() }).optional(),
  timeline: Timeline,
});
export type SeenIssue = z.infer<typeof SeenIssue>;

const SeenCopy = z.object({ id: IssueId, issue: SeenIssue });
export type SeenCopy = z.infer<typeof SeenCopy>;

const SeenEntry = z.object({
  id: EntryId,
  issueId: IssueId,
  epoch: Epoch,
  issue: z.object({
    origin: RegionId,
    adoptedFrom: RegionId.optional(),
    userId: AccountId,
    category: Category,
    urgency: Urgency.optional(),
    /** Who was named for it: by a transfer, or as who had solved it before it was reopened. */
    wanted: z.object({ expertId: AccountId.optional() }).optional(),
  }),
  phase: z.object({
    at: z.enum(['held', 'offered', 'assigned', 'done', 'closed']),
    offerId: OfferId.optional(),
    expert: Id.optional(),
    /** When they were chosen, or the offer made, by their region's clock. */
    since: z.number().optional(),
    /** Why this expert, while it is held or offered. */
    why: Why.pick({
      score: true,
      terms: true,
      weights: true,
      next: true,
      excluded: true,
      language: true,
      isTryout: true,
      isTogether: true,
    }).optional(),
  }),
  /** How many offers and acceptances there were under its epoch: the last ones of the timeline. */
  n: z.int(),
  timeline: Timeline,
  outcome: z.string().optional(),
  consent: Consent.optional(),
  userRating: z.object({ stars: z.int() }).optional(),
});
export type SeenEntry = z.infer<typeof SeenEntry>;

const SeenLine = z.object({
  issueId: IssueId,
  /** Where it was written. */
  region: RegionId,
  n: z.int(),
  counter: z.int(),
  /** The order in which lines arrived at the region whose store this is. */
  arrival: z.int(),
  author: Id,
  key: z.string().optional(),
});
export type SeenLine = z.infer<typeof SeenLine>;

/** How far people have come with a chat. */
const SeenChat = z.object({ id: IssueId, marks: Marks.default([]) });
export type SeenChat = z.infer<typeof SeenChat>;
const SeenFile = z.object({
  issueId: IssueId,
  id: z.string(),
  sha256: z.string(),
  bytes: z.enum(['kept', 'wanted', 'elsewhere']),
});
export type SeenFile = z.infer<typeof SeenFile>;

const SeenRating = z.object({
  issueId: IssueId,
  of: AccountId,
  by: Id.optional(),
  as: z.enum(['expert', 'user']),
  stars: z.int(),
  /** The trust or standing that it led to. */
  after: z.number(),
  /** What it counted, if less than 1. */
  weight: z.number().optional(),
});
export type SeenRating = z.infer<typeof SeenRating>;

const SeenProfile = z.object({
  id: AccountId,
  categories: z.array(Category),
  capacity: z.int(),
  presence: z.enum(['online', 'away']),
  awayBecause: z.enum(['chosen', 'gone', 'timed-out']).optional(),
  /** Offers so far that they had to answer. */
  offers: z.object({ offered: z.int() }).optional(),
  availability: z.object({ value: z.number() }).optional(),
  workingHours: WorkingHours.optional(),
});
export type SeenProfile = z.infer<typeof SeenProfile>;

const Moved = z.object({ value: z.number(), at: z.number() });
const SeenAccount = z.object({
  id: AccountId,
  email: z.string(),
  home: RegionId,
  verification: z.string().optional(),
  languages: z.array(z.string()).optional(),
  trust: Moved,
  standing: Moved,
});
export type SeenAccount = z.infer<typeof SeenAccount>;

const SeenAdoption = z.object({ region: RegionId, term: Term, by: RegionId });
export type SeenAdoption = z.infer<typeof SeenAdoption>;

const SeenDrain = z.object({ stage: z.enum(['finishing', 'handing-over', 'leaving', 'left']) });
export type SeenDrain = z.infer<typeof SeenDrain>;

const SeenOutgoing = z.object({
  id: z.string(),
  to: RegionId,
  message: z.object({ type: z.string(), issueId: IssueId.optional() }),
});
export type SeenOutgoing = z.infer<typeof SeenOutgoing>;

/** What each collection that is looked at holds. */
export type SeenDocs = {
  readonly issues: SeenIssue;
  readonly copies: SeenCopy;
  readonly entries: SeenEntry;
  readonly messages: SeenLine;
  readonly chats: SeenChat;
  readonly files: SeenFile;
  readonly ratings: SeenRating;
  readonly profiles: SeenProfile;
  readonly accounts: SeenAccount;
  readonly outbox: SeenOutgoing;
  readonly adoptions: SeenAdoption;
  readonly drains: SeenDrain;
};
export type SeenCollection = keyof SeenDocs;

const schemas: { readonly [C in SeenCollection]: z.ZodType<SeenDocs[C]> } = {
  issues: SeenIssue,
  copies: SeenCopy,
  entries: SeenEntry,
  messages: SeenLine,
  chats: SeenChat,
  files: SeenFile,
  ratings: SeenRating,
  profiles: SeenProfile,
  accounts: SeenAccount,
  outbox: SeenOutgoing,
  adoptions: SeenAdoption,
  drains: SeenDrain,
};

/** One document as it was committed. */
export type Seen = { [C in SeenCollection]: { readonly in: C; readonly doc: SeenDocs[C] } }[SeenCollection];

/** @throws ZodError when a document is not what the services say they keep */
export const seenIn = <C extends SeenCollection>(collection: C, doc: Doc): SeenDocs[C] => {
  const schema: z.ZodType<SeenDocs[C]> = schemas[collection];
  return schema.parse(doc);
};

/** Nothing for collections that nobody looks at, for chats that nobody has said to have read, and for the outbox, of which only the end matters. */
export const seen = (collection: string, doc: Doc): Seen | undefined => {
  switch (collection) {
    case 'issues':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'copies':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'entries':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'messages':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'chats':
      return doc.marks === undefined ? undefined : { in: collection, doc: seenIn(collection, doc) };
    case 'ratings':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'profiles':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'accounts':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'drains':
      return { in: collection, doc: seenIn(collection, doc) };
    case 'adoptions':
      return { in: collection, doc: seenIn(collection, doc) };
    default:
      return undefined;
  }
};
