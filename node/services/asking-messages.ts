import { z } from 'zod';
import { AccountId, IssueId } from '../core/ids.ts';
import type { Issue } from '../core/model.ts';
import { Category, descriptionLengthMax, Language, titleLengthMax, Urgency } from '../schemas/words.ts';
import type { Peer } from './peers.ts';
import { Summary } from './summaries.ts';
import type { Timing } from './timing.ts';

/** What regions ask each other on the way to a PROPOSE. Requests, not messages of the outbox: nothing of it is stored. */
export const askSeatMethod = 'seat/1';
export const releaseSeatMethod = 'seat-release/1';
export const pullMethod = 'pull/1';

/** Names a seat set aside, among those of the region whose PROPOSE may take it. */
export const SeatId = z.string().min(1).max(64);

/** "Set your best expert for this issue aside." What choosing one needs to know of it. */
export const SeatRequest = z.object({
  id: SeatId,
  issue: z.object({
    id: IssueId,
    userId: AccountId,
    title: z.string().max(titleLengthMax),
    description: z.string().max(descriptionLengthMax),
    category: Category,
    urgency: Urgency,
    language: Language.optional(),
    passed: z.array(AccountId).max(1_000),
    barred: z.array(AccountId).max(1_000),
    wanted: z.object({ expertId: AccountId.optional() }).optional(),
  }),
  /** Somebody else is free where it comes from: only an expert who reads it would be better. */
  isForReaders: z.boolean().optional(),
});
export type SeatRequest = z.infer<typeof SeatRequest>;

/** `news` counts the seat as free still: whoever asked knows that it is set aside, or gives it back. */
export const SeatReply = z.discriminatedUnion('isSetAside', [
  z.object({
    isSetAside: z.literal(true),
    score: z.number().min(0).max(1),
    matcher: z.string().max(64),
    /** Whether the expert lists the issue's language; not said of an issue whose language nobody knows. */
    isRead: z.boolean().optional(),
    news: Summary,
  }),
  /** `lacksExpert`: everyone is taken; otherwise whoever is free may not be asked for this issue. */
  z.object({ isSetAside: z.literal(false), lacksExpert: z.boolean(), news: Summary }),
]);
export type SeatReply = z.infer<typeof SeatReply>;

export const SeatRelease = z.object({ id: SeatId });

/** "Propose to me the strongest issue that this expert can take, if its claim is above this one." */
export const PullRequest = z.object({
  id: SeatId,
  expertId: AccountId,
  categories: z.array(Category).max(100),
  above: z.number().min(0),
});
export type PullRequest = z.infer<typeof PullRequest>;

export const PullReply = z.object({ isProposed: z.boolean(), news: Summary });
export type PullReply = z.infer<typeof PullReply>;

/** The part of an issue that a region which is asked for a seat has to know. */
export const askedOf = (id: string, issue: Issue, isForReaders: boolean): z.input<typeof SeatRequest> => ({
  id,
  ...(isForReaders && { isForReaders }),
  issue: {
    id: issue.id,
    userId: issue.userId,
    title: issue.title,
    description: issue.description,
    category: issue.category,
    urgency: issue.urgency,
    ...(issue.language !== undefined && { language: issue.language }),
    passed: [...issue.passed],
    barred: [...issue.barred],
    ...(issue.wanted?.expertId && { wanted: { expertId: issue.wanted.expertId } }),
  },
});

/** How long a peer's answer is waited for, ms: three round trips to one that is far, but not longer than a proposal. */
export const patienceMs = ({ askSeatMs, proposalMs }: Timing, peer: Peer | undefined): number =>
  Math.min(proposalMs, Math.max(askSeatMs, 3 * (peer?.roundTripMs ?? 0)));
