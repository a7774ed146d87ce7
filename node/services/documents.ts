/** The documents a region keeps besides issues and entries, and where each kind stands. */
import { z } from 'zod';
import type { Availability } from '../core/availability.ts';
import { AccountId, type EpochMs, type IssueId, RegionId } from '../core/ids.ts';
import type { PeerMessage } from '../core/messages.ts';
import type { Issue } from '../core/model.ts';
import { Weights } from '../core/rank.ts';
import type { Learnt } from '../core/skill.ts';
import { bookSpecs } from '../mesh/book.ts';
import { RegisterVersion } from '../mesh/registers-digest.ts';
import type { CollectionSpecs } from '../ports.ts';
import { Category, type Presence, Role, Time, Verification } from '../schemas/words.ts';

const Moved = z.object({ value: z.number().min(0).max(1), at: Time });

/**
 * What every region knows of an account. Only its home region writes it. `passwordHash` never leaves the mesh.
 */
export const Account = z.object({
  id: AccountId,
  email: z.string().max(254),
  name: z.string().max(200),
  roles: z.array(Role),
  home: RegionId,
  passwordHash: z.string().max(500),
  /** Raised by a new password: sessions that remember a lower one are dead. */
  credentialVersion: z.int().min(1),
  languages: z.array(z.string().max(40)).max(10),
  verification: Verification.optional(),
  verificationNote: z.string().max(500).optional(),
  /** As an expert. */
  trust: Moved,
  /** As a user: what experts' ratings made of it. */
  standing: Moved,
  registeredAt: Time,
  version: RegisterVersion,
});
export type Account = z.infer<typeof Account>;

/** Mesh-wide settings; any admin's region writes them. */
export const Settings = z.object({
  weights: Weights,
  categories: z.array(Category).min(1).max(50),
  changedAt: Time.optional(),
  changedBy: z.string().max(200).optional(),
  version: RegisterVersion,
});
export type Settings = z.infer<typeof Settings>;

/** What only the home region keeps of an expert. */
export type Profile = {
  readonly id: AccountId;
  readonly categories: readonly string[];
  readonly qualifications: string;
  readonly yearsOfExperience: number;
  readonly links: readonly string[];
  readonly resume: string;
  readonly capacity: number;
  /** Best result per category, [0, 1]. */
  readonly quiz: Readonly<Record<string, number>>;
  /** When quizzes were drawn, per category: the attempts of the last day. */
  readonly quizAttempts: Readonly<Record<string, readonly EpochMs[]>>;
  /** The questions drawn last, until they are answered. */
  readonly quizDrawn?: { readonly category: string; readonly questions: readonly string[] };
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
  /** As its origin committed it; `(epoch, revision)` is the version. */
  readonly issue: Issue;
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
  profiles: { indexes: {} },
  sessions: { indexes: {} },
  creations: { indexes: {} },
  outbox: { indexes: {} },
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
  copies: {
    indexes: {
      live: { fields: ['live'] },
      by_user: { fields: ['userId', 'changedAt'] },
      by_origin: { fields: ['origin'] },
    },
  },
  chats: { indexes: { live: { fields: ['live'] } } },
  messages: { indexes: { by_issue: { fields: ['issueId', 'arrival'] } } },
  ratings: { indexes: { live: { fields: ['live'] }, by_rated: { fields: ['of', 'as', 'at'] } } },
  events: { indexes: {} },
  audit: { indexes: {} },
} as const satisfies CollectionSpecs;
