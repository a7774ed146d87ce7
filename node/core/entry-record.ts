/** An entry as its owner reports it to whoever adopts the issue. */
import { z } from 'zod';
import { TimelineEntry } from '../schemas/views.ts';
import { Why } from '../schemas/why.ts';
import { descriptionLengthMax, Time } from '../schemas/words.ts';
import { AttachmentRefs } from './attachments.ts';
import { Consent } from './consent.ts';
import { Epoch } from './epoch.ts';
import { AccountId, EntryId, IssueId, OfferId, RegionId } from './ids.ts';
import { Content, namedMax, Person, Rating, Wanted } from './issue-record.ts';
import { type Entry, timelineLengthMax } from './model.ts';

/** What is held or closed is not reported: nobody works on it. */
const Phase = z.discriminatedUnion('at', [
  z.object({ at: z.literal('offered'), offerId: OfferId, expert: Person, why: Why, since: Time }),
  z.object({
    at: z.literal('assigned'),
    offerId: OfferId,
    expert: Person,
    since: Time,
    lastWordAt: Time,
    isReminded: z.boolean(),
  }),
  z.object({ at: z.literal('done'), expert: Person, since: Time }),
]);

export const EntryRecord = z.object({
  id: EntryId,
  issueId: IssueId,
  epoch: Epoch,
  spent: Epoch.optional(),
  issue: z.object({
    ...Content,
    attachments: AttachmentRefs.optional(),
    id: IssueId,
    origin: RegionId,
    adoptedFrom: RegionId.optional(),
    userId: AccountId,
    userName: z.string().max(200),
    submittedAt: Time,
    submission: z.string().max(100).optional(),
    passed: z.array(AccountId).max(namedMax).readonly(),
    barred: z.array(AccountId).max(namedMax).readonly(),
    wanted: Wanted.optional(),
    isUserRated: z.boolean().optional(),
  }),
  phase: Phase,
  asked: z.array(AccountId).max(namedMax).readonly(),
  n: z.int().min(0),
  revision: z.int().min(0),
  changedAt: Time,
  timeline: z.array(TimelineEntry).max(timelineLengthMax).readonly(),
  workedById: AccountId.optional(),
  resolution: z.object({ text: z.string().max(descriptionLengthMax), by: Person, at: Time }).optional(),
  outcome: z.enum(['confirmed', 'unconfirmed', 'declined', 'reopened']).optional(),
  consent: Consent.optional(),
  rating: Rating.optional(),
  userRating: Rating.optional(),
}) satisfies z.ZodType<Entry>;
export type EntryRecord = z.infer<typeof EntryRecord>;
