/** The documents a region keeps besides issues and entries, and where each kind stands. */
import { z } from 'zod';
import { Adoption } from '../core/adoption-record.ts';
import type { AttachmentRef } from '../core/attachments.ts';
import type { Availability } from '../core/availability.ts';
import type { DrainStage } from '../core/drain.ts';
import type { Epoch, Term } from '../core/epoch.ts';
import { AccountId, type EntryId, type EpochMs, type IssueId, RegionId } from '../core/ids.ts';
import { ratersMax } from '../core/influence.ts';
import type { StoreMark } from '../core/lineage.ts';
import type { PeerMessage } from '../core/messages.ts';
import type { ChatLine, Entry, Issue } from '../core/model.ts';
import type { Drawn } from '../core/quiz-course.ts';
import { Weights } from '../core/rank.ts';
import type { Marks } from '../core/reading.ts';
import type { Learnt } from '../core/skill.ts';
import { bookSpecs } from '../mesh/book.ts';
import { RegisterVersion } from '../mesh/registers-digest.ts';
import type { CollectionSpecs } from '../ports.ts';
import type { Device } from '../schemas/sessions.ts';
import {
  Category,
  type Presence,
  Role,
  reasonLengthMax,
  Time,
  TrustMeasure,
  Verification,
  WorkingHours,
} from '../schemas/words.ts';

const Moved = z.object({
  value: z.number().min(0).max(1),
  at: Time,
  evidence: z.object({ good: z.number().min(0), bad: z.number().min(0) }).optional(),
});

const Raters = z
  .array(z.object({ by: AccountId, count: z.number().min(0), at: Time }))
  .max(ratersMax)
  .readonly();

/** What an expert says of themselves, and what the quiz found: enough for an adopter to go on with them. */
export const Expertise = z.object({
  categories: z.array(Category).max(50).readonly(),
  qualifications: z.string().max(10_000),
  yearsOfExperience: z.number(),
  links: z.array(z.string().max(2_000)).max(50).readonly(),
  resume: z.string().max(50_000),
  capacity: z.int().min(1).max(1_000),
  quiz: z.record(z.string().max(64), z.number()).readonly(),
  workingHours: WorkingHours.optional(),
});
export type Expertise = z.infer<typeof Expertise>;

/**
 * What every region knows of an account. Only its home region writes it. `passwordHash` never leaves the mesh.
 */
export const Account = z.object({
  id: AccountId,
  email: z.string().max(254),
  name: z.string().max(200),
  roles: z.array(Role),
  home: RegionId,
  /** Where they were at home before an adoption moved them. */
  formerHome: RegionId.optional(),
  passwordHash: z.string().max(500),
  /** Raised by a new password: sessions that remember a lower one are dead. */
  credentialVersion: z.int().min(1),
  languages: z.array(z.string().max(40)).max(10),
  verification: Verification.optional(),
  verificationNote: z.string().max(500).optional(),
  expertise: Expertise.optional(),
  /** As an expert. */
  trust: Moved,
  /** As a user: what experts' ratings made of it. */
  standing: Moved,
  /** Ids of the ratings counted last, as expert and as user: an adopter must not count again what it is told again. */
  counted: z.array(z.string().max(200)).max(50).readonly().optional(),
  /** Who rated them as an expert, and as a user, and how often lately: what the next rating counts. */
  raters: Raters.optional(),
  userRaters: Raters.optional(),
  registeredAt: Time,
  version: RegisterVersion,
  /** The writer's signature (`account-seals.ts`), on accounts that another region wrote. */
  seal: z.string().max(200).optional(),
});
export type Account = z.infer<typeof Account>;

/** Mesh-wide settings in one register, as stores and regions of an earlier version have them (`settings-fields.ts`). */
export const Settings = z.object({
  weights: Weights,
  categories: z.array(Category).min(1).max(50),
  /** Whether regions learn weights of their own from outcomes. */
  learnsWeights: z.boolean().optional(),
  /** How the trust term is made; `trustMeasureDefault` where nothing is said. */
  trustMeasure: TrustMeasure.optional(),
  changedAt: Time.optional(),
  changedBy: z.string().max(200).optional(),
  version: RegisterVersion,
});
export type Settings = z.infer<typeof Settings>;

/** What the home region keeps of an expert; of it, others know the expertise. */
export type Profile = Expertise & {
  readonly id: AccountId;
  /** When quizzes were drawn, per category: the attempts of the last day. */
  readonly quizAttempts: Readonly<Record<string, readonly EpochMs[]>>;
  /** The questions drawn last, until they are answered. */
  readonly quizDrawn?: Drawn;
  readonly learnt: Learnt;
  readonly availability: Availability;
  readonly presence: z.infer<typeof Presence>;
  readonly awayBecause?: 'chosen' | 'gone' | 'timed-out';
  readonly timedOutInRow: number;
  /** When an offer last ran out: offers made before count as one with it. */
  readonly timedOutAt?: EpochMs;
  readonly offers: {
    readonly offered: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly timedOut: number;
  };
  readonly resolved: number;
};

/** A session at the region that opened it; its id is the digest of its token. */
export type Session = {
  readonly id: string;
  readonly accountId: AccountId;
  readonly credentialVersion: number;
  readonly expiresAt: EpochMs;
  readonly openedAt?: EpochMs;
  /** To the hour; the newest moments are in memory. */
  readonly lastUsedAt?: EpochMs;
  readonly device?: Device;
  /** Id of the roaming ticket that opened it: a restart must not make that good again. */
  readonly ticket?: string;
};

/** A link by which somebody chooses a new password, at their home; its id is the digest of its code. */
export type PasswordLink = {
  readonly id: string;
  readonly accountId: AccountId;
  /** Of the account when it was made. */
  readonly credentialVersion: number;
  readonly expiresAt: EpochMs;
};

/** A message that waits to be acknowledged by its destination. Ids grow, so that order is kept. */
export type OutboxEntry = { readonly id: string; readonly to: RegionId; readonly message: PeerMessage };

/** A custodian's copy of an issue of another region: whole, key and answers included. It only moves forward. */
export type Copy = {
  readonly id: IssueId;
  /** Of the issue, for the indexes. */
  readonly origin: RegionId;
  readonly userId: AccountId;
  readonly changedAt: EpochMs;
  /** Of the custody under which it came. */
  readonly turn: number;
  /** As its origin committed it; `(epoch, revision)` is the version. */
  readonly issue: Issue;
};

/** The adoption of a lost region's issues, as every region knows it; its version follows from its term. */
export const AdoptionRegister = z.object({ ...Adoption.unwrap().shape, version: RegisterVersion });
export type AdoptionRegister = z.infer<typeof AdoptionRegister>;

/** Whether a region is off everybody's list: gone, adopted, and not expected back. Any admin's region writes it. */
export const Retirement = z.object({
  region: RegionId,
  /** What it was called: its record may be known nowhere any more. */
  name: z.string().max(200),
  isRetired: z.boolean(),
  by: z.object({ id: AccountId, name: z.string().max(200) }),
  reason: z.string().max(reasonLengthMax),
  at: Time,
  version: RegisterVersion,
});
export type Retirement = z.infer<typeof Retirement>;

/** How far another region's store has come, as far as this one has heard. */
export type MarkDoc = StoreMark & { readonly region: RegionId };

/** How far this region is with telling the adopter what it has of the lost region's. */
export type Survey = {
  readonly region: RegionId;
  readonly term: Term;
  readonly isReported: boolean;
  /** The adopter has made its own all that it knows of: until then, copies stand in for the lost region. */
  readonly isSettled: boolean;
};

/** How far this region is with an adoption of its own. */
export type Taking = {
  readonly region: RegionId;
  readonly term: Term;
  readonly at: EpochMs;
  /** Whose answer is waited for, this region's own included. */
  readonly asked: readonly RegionId[];
  readonly answered: readonly RegionId[];
  /** Gone on without, because an admin said so or because they were declared gone themselves. */
  readonly without: readonly RegionId[];
  readonly state: 'asking' | 'settling' | 'done';
  /** The lost region has come back and has told all it had. */
  readonly isReturned: boolean;
  /** It is not lost: it leaves, and asked for this. Its own answer is waited for too. */
  readonly isAgreed?: boolean;
};

/** That this region leaves the mesh, and how far it is. */
export type Drain = {
  readonly id: 'drain';
  /** The admin who asked for it. */
  readonly by: { readonly id: AccountId; readonly name: string };
  readonly reason: string;
  readonly since: EpochMs;
  /** What is being worked on may be finished within this time, ms; after a restart it begins anew. */
  readonly finishMs: number;
  /** Not to wait for regions that cannot be reached. */
  readonly isForced: boolean;
  readonly stage: DrainStage;
  /** This region's own term when it began: whoever adopts it afterwards goes on for it. */
  readonly term: Term;
  /** Who was asked to go on for it. */
  readonly heir?: RegionId;
};

/** An issue that was this region's own until another adopted it: as it was then. */
export type Superseded = {
  readonly id: string;
  readonly issueId: IssueId;
  readonly term: Term;
  readonly by: RegionId;
  readonly issue: Issue;
};

/** What one region told of one issue of a lost region, until that issue is adopted. */
export type ReportDoc = {
  /** `reportIdOf(issueId, from)` */
  readonly id: string;
  readonly issueId: IssueId;
  /** The lost one. */
  readonly region: RegionId;
  readonly from: RegionId;
  /** The entry by which it works on the issue, and the epoch that had before. */
  readonly work?: { readonly held: Epoch; readonly entry: Entry };
  /** It keeps a copy. */
  readonly hasCopy: boolean;
};

export const reportIdOf = (issueId: IssueId, from: RegionId): string => `${issueId}/${from}`;

/** What an owner said of an issue before it was adopted: heard when it is. */
export type Deferred = {
  readonly id: string;
  readonly issueId: IssueId;
  readonly region: RegionId;
  readonly from: RegionId;
  readonly message: PeerMessage;
};

/** What this region knows of an issue's chat: how far each writer's lines have come, and keys used lately. */
export type ChatState = {
  readonly id: IssueId;
  /** Greatest Lamport counter seen. */
  readonly counter: number;
  /** Greatest line number seen, per writing region. */
  readonly seen: Readonly<Record<string, number>>;
  /** Writers' keys of the newest lines, newest last: key to line number and the region where it was written. */
  readonly keys: readonly (readonly [key: string, n: number, region: RegionId])[];
  /** Lines that came before those they follow, which are on their way. */
  readonly ahead?: readonly ChatLine[] | undefined;
  /** How far its people have come with it. */
  readonly marks?: Marks | undefined;
};

/** A counted rating, at the home of who was rated. Its id names issue and direction, so that it counts once. */
export type CountedRating = {
  readonly issueId: IssueId;
  readonly title: string;
  readonly of: AccountId;
  readonly as: 'expert' | 'user';
  readonly by: { readonly id: AccountId; readonly name: string };
  readonly stars: number;
  readonly comment: string;
  readonly at: EpochMs;
  /** Trust or standing after it. */
  readonly after: number;
  /** What it counted, if less than 1 (`core/influence.ts`). */
  readonly weight?: number | undefined;
};

/** A solved issue of this region's experts whose user lets it help others; what solved it is read from its entry. */
export type SharedIssue = {
  readonly id: IssueId;
  readonly entryId: EntryId;
  readonly expertId: AccountId;
  readonly title: string;
  readonly category: string;
  readonly language?: string | undefined;
  /** The beginning of the description: to find it by, not to be shown. */
  readonly about: string;
  readonly at: EpochMs;
};

/** A file that somebody gave this region to attach, until a day has passed. The bytes are among the blobs. */
export type Upload = AttachmentRef & { readonly accountId: AccountId; readonly at: EpochMs };

/** A file of an issue or its chat, as far as this region knows: what the store has counts as a reference to the bytes. */
export type IssueFile = AttachmentRef & {
  readonly issueId: IssueId;
  /** Attached to notes alone: not for the issue's user. */
  readonly isInternal?: true | undefined;
  /** Who told of it, and so has it: this region itself, if it was given here. */
  readonly from: RegionId;
  /**
   * kept: this region keeps the issue, and has the bytes. wanted: it keeps the issue, and has yet to fetch them.
   * elsewhere: others keep the issue, and have them; they come when somebody opens them.
   */
  readonly bytes: 'kept' | 'wanted' | 'elsewhere';
};

/** The answer to a request that created an account, kept for a day; `request` is a digest of it without the password. */
export type Creation = {
  readonly request: string;
  readonly id: string;
  readonly email: string;
  readonly accountId: AccountId;
  readonly at: EpochMs;
};

/** The node's own lasting facts. */
export type Identity = {
  readonly id: 'identity';
  /** Protobuf of the libp2p private key, base64. */
  readonly privateKey: string;
  readonly name: string;
  /** Raised at every start. */
  readonly bootEpoch: number;
};

/** Every collection and index of a region's store. */
export const collections = {
  ...bookSpecs,
  meta: { indexes: {} },
  accounts: { indexes: {} },
  settings: { indexes: {} },
  setting_fields: { indexes: {} },
  profiles: { indexes: {} },
  sessions: { indexes: {} },
  password_links: { indexes: {} },
  creations: { indexes: {} },
  outbox: { indexes: {} },
  marks: { indexes: {} },
  issues: {
    indexes: {
      live: { fields: ['live'] },
      by_user: { fields: ['userId', 'changedAt'] },
      by_change: { fields: ['changedAt'] },
      /** Those that no other region keeps a copy of, closed ones too. */
      unkept: { fields: ['unkept'] },
      by_custodian: { fields: ['custodian'] },
    },
  },
  entries: {
    indexes: {
      live: { fields: ['live'] },
      by_expert: { fields: ['workedById', 'changedAt'] },
      by_issue: { fields: ['issueId', 'epoch'] },
    },
  },
  shared: { indexes: {} },
  adoptions: { indexes: {} },
  retirements: { indexes: {} },
  surveys: { indexes: {} },
  takings: { indexes: {} },
  drains: { indexes: {} },
  reports: { indexes: {} },
  deferred: { indexes: {} },
  /** What was this region's own until another adopted it: history, read by nobody but whoever looks for it. */
  superseded: { indexes: { by_issue: { fields: ['issueId'] } } },
  copies: {
    indexes: {
      live: { fields: ['live'] },
      by_user: { fields: ['userId', 'changedAt'] },
      by_origin: { fields: ['origin'] },
    },
  },
  chats: { indexes: { live: { fields: ['live'] } } },
  messages: { indexes: { by_issue: { fields: ['issueId', 'arrival'] } } },
  uploads: { indexes: {} },
  files: {
    indexes: {
      live: { fields: ['live'] },
      by_issue: { fields: ['issueId'] },
      by_content: { fields: ['sha256'] },
    },
  },
  /** Canned replies: one document for each owner, and one for what the region's experts share. */
  replies: { indexes: { live: { fields: ['live'] } } },
  ratings: { indexes: { live: { fields: ['live'] }, by_rated: { fields: ['of', 'as', 'at'] } } },
  /** What past issues mean to the sentence model, by their ids; see `meaning.ts`. */
  vectors: { indexes: {} },
  /** Choices of experts made lately: replaced in turn. */
  placements: { indexes: {} },
  /** What the region has learnt of its weights: one document. */
  learning: { indexes: {} },
  events: { indexes: {} },
  audit: { indexes: {} },
  /** Issues that changed hands, by time. */
  moves: { indexes: {} },
  /** How the region fared lately: replaced in turn. */
  intervals: { indexes: {} },
} as const satisfies CollectionSpecs;
