/** An issue's record as it crosses the mesh to its custodian, and the pieces it shares with other messages. */
import { z } from 'zod';
import { TimelineEntry } from '../schemas/views.ts';
import {
  Category,
  commentLengthMax,
  descriptionLengthMax,
  Language,
  Stars,
  Time,
  titleLengthMax,
  Urgency,
} from '../schemas/words.ts';
import { AttachmentRefs } from './attachments.ts';
import { Consent } from './consent.ts';
import { Epoch } from './epoch.ts';
import { AccountId, IssueId, RegionId } from './ids.ts';
import { type Issue, timelineLengthMax } from './model.ts';

export const Person = z.object({ id: AccountId, name: z.string().max(200) });

export const Content = {
  title: z.string().max(titleLengthMax),
  description: z.string().max(descriptionLengthMax),
  category: Category,
  urgency: Urgency,
  language: Language.optional(),
};

export const Wanted = z.object({
  expertId: AccountId.optional(),
  region: RegionId.optional(),
  note: z.string().max(commentLengthMax).optional(),
  isRefused: z.boolean().optional(),
});

/** Experts or regions named in one issue: more than a mesh has of those who can take it. */
export const namedMax = 1_000;

const queued = { since: Time, isAnnounced: z.boolean() };

const Phase = z.discriminatedUnion('at', [
  z.object({ at: z.literal('queued'), ...queued }),
  z.object({ at: z.literal('proposing'), to: RegionId, since: Time, queued: z.object(queued) }),
  z.object({
    at: z.literal('placed'),
    owner: RegionId,
    n: z.int().min(0),
    stage: z.enum(['held', 'offered', 'assigned']),
    expert: Person.optional(),
    wish: z.enum(['cancel', 'recall']).optional(),
  }),
  z.object({ at: z.literal('resolved'), owner: RegionId, expert: Person, since: Time }),
  z.object({
    at: z.literal('closed'),
    outcome: z.enum(['confirmed', 'unconfirmed']),
    owner: RegionId,
    expert: Person,
    since: Time,
  }),
  z.object({ at: z.literal('cancelled'), since: Time }),
]);

export const Rating = z.object({ stars: Stars, comment: z.string().max(commentLengthMax), at: Time });

/** All of an issue but who keeps it. */
export const IssueRecord = z.object({
  ...Content,
  attachments: AttachmentRefs.optional(),
  id: IssueId,
  origin: RegionId,
  adoptedFrom: RegionId.optional(),
  userId: AccountId,
  userName: z.string().max(200),
  submittedAt: Time,
  changedAt: Time,
  revision: z.int().min(1),
  epoch: Epoch,
  phase: Phase,
  attempt: z.int().min(1),
  visited: z.array(RegionId).max(namedMax).readonly(),
  passed: z.array(AccountId).max(namedMax).readonly(),
  barred: z.array(AccountId).max(namedMax).readonly(),
  wanted: Wanted.optional(),
  resolution: z
    .object({
      text: z.string().max(descriptionLengthMax),
      by: Person,
      at: Time,
      owner: RegionId,
      epoch: Epoch,
    })
    .optional(),
  consent: Consent.optional(),
  joined: z.object({ first: IssueId, solvedAt: Time.optional() }).optional(),
  rating: Rating.optional(),
  userRating: Rating.optional(),
  timeline: z.array(TimelineEntry).max(timelineLengthMax).readonly(),
  submission: z.string().max(100),
}) satisfies z.ZodType<Omit<Issue, 'custody'>>;
