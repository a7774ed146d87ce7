/** What the API answers. Ids are plain strings here; names of regions stand beside them wherever people read. */
import { z } from 'zod';
import { AssistantHere } from './assistant.ts';
import { AttachmentView } from './attachments.ts';
import { ReaderView } from './reading.ts';
import { Terms, Why } from './why.ts';
import {
  Category,
  Language,
  Presence,
  ReasonValues,
  RegionName,
  Role,
  Stars,
  Time,
  TrustMeasure,
  Urgency,
  Verification,
  WorkingHours,
} from './words.ts';

const Id = z.string();
export const Person = z.object({ id: Id, name: z.string() });

export const AccountView = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    roles: z.array(Role),
    region: RegionName.meta({ description: 'Home region.' }),
    languages: z.array(z.string()),
    verification: Verification.optional().meta({ description: 'For experts.' }),
    verificationNote: z.string().optional(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof AccountView>;

export const RatingView = z
  .object({
    issue: Id,
    title: z.string(),
    stars: Stars,
    comment: z.string(),
    by: Person,
    at: Time,
    weight: z.number().optional().meta({
      description:
        'What it counted, if less than 1: the same person rated before, or the two rate each other.',
    }),
  })
  .meta({ id: 'Rating' });
export type RatingView = z.infer<typeof RatingView>;

export const TrustPoint = z.object({ at: Time, trust: z.number() }).meta({ id: 'TrustPoint' });
export type TrustPoint = z.infer<typeof TrustPoint>;

export const ExpertProfile = z
  .object({
    categories: z.array(Category),
    qualifications: z.string(),
    yearsOfExperience: z.number(),
    links: z.array(z.string()),
    resume: z.string(),
    capacity: z.int(),
    workingHours: WorkingHours.optional(),
    quiz: z.record(z.string(), z.number()).meta({ description: 'Best result per category, in [0, 1].' }),
    trust: z.number(),
    availability: z.number(),
    isOutsideHours: z.boolean().optional().meta({
      description: 'It is not within their working hours now: their availability counts half.',
    }),
    load: z.int(),
    presence: Presence.meta({ description: 'As it counts for offers now.' }),
    awayBecause: z.enum(['chosen', 'gone', 'timed-out']).optional(),
    ratings: z.array(RatingView).meta({ description: 'The newest 50.' }),
    trustOverTime: z.array(TrustPoint),
  })
  .meta({ id: 'ExpertProfile' });
export type ExpertProfile = z.infer<typeof ExpertProfile>;

export const MeView = z
  .object({
    account: AccountView,
    here: RegionName.meta({ description: 'The region that answered.' }),
    homeUrl: z
      .string()
      .optional()
      .meta({ description: "Where the home region's pages are, when this is another one." }),
    standing: z.number().meta({ description: 'As a user, in [0, 1].' }),
    expert: ExpertProfile.optional(),
    assistant: AssistantHere.optional(),
    sessionExpiresAt: Time,
  })
  .meta({ id: 'Me' });
export type MeView = z.infer<typeof MeView>;

export const SessionView = z
  .object({
    token: z
      .string()
      .meta({ description: 'For programs, as "Authorization: Bearer …". Pages use the cookie.' }),
    expiresAt: Time,
    account: AccountView,
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof SessionView>;

export const PresenceView = z.object({ presence: Presence, countsUntil: Time.optional() }).meta({
  id: 'PresenceState',
  description: 'An online expert stays so while heard from at least every 45 s.',
});
export type PresenceView = z.infer<typeof PresenceView>;

/**
 * What happened to an issue, one entry a step. `kind` says what; the other members are facts for the
 * page's sentence. New kinds may appear: show them by their `kind`.
 */
export const TimelineEntry = z
  .object({
    at: Time,
    kind: z.enum([
      'submitted',
      'edited',
      'urgency-changed',
      'waiting',
      'handed-over',
      'offered',
      'rejected',
      'timed-out',
      'withdrawn',
      'accepted',
      'reminded',
      'given-back',
      'transferred',
      'escalated',
      'reassigned',
      'resolved',
      'confirmed',
      'declined',
      'closed-unconfirmed',
      'reopened',
      'cancelled',
      'rated',
      'taken-back',
      'adopted',
    ]),
    region: z.string().optional(),
    expert: Person.optional(),
    note: z.string().optional(),
    reason: z
      .string()
      .optional()
      .meta({ description: 'Where `note` is something else: why an expert changed the urgency.' }),
    stars: Stars.optional(),
    why: Why.optional(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const IssueState = z
  .enum(['waiting', 'offered', 'forwarding', 'assigned', 'resolved', 'closed', 'cancelled'])
  .meta({
    description:
      'waiting: in the queue; offered: someone is being asked; forwarding: being handed to another region; assigned: accepted; resolved: waits for the user to confirm; closed and cancelled are final (closed can be reopened for a while).',
  });
export type IssueState = z.infer<typeof IssueState>;

/** What the person who asked may do with the issue now; pages show exactly these. */
export const IssueAction = z.enum([
  'edit',
  'raise-urgency',
  'cancel',
  'escalate',
  'confirm',
  'decline',
  'reopen',
  'rate',
  'lower-urgency',
  'resolve',
  'transfer',
  'message',
  'note',
  'reassign',
]);
export type IssueAction = z.infer<typeof IssueAction>;

export const IssueView = z
  .object({
    id: Id,
    title: z.string(),
    description: z.string(),
    category: Category,
    urgency: Urgency,
    language: Language.optional().meta({ description: 'What it is written in, as far as known.' }),
    state: IssueState,
    outcome: z.enum(['confirmed', 'unconfirmed']).optional().meta({ description: 'Of a closed issue.' }),
    user: Person.extend({
      standing: z
        .number()
        .optional()
        .meta({ description: 'Shown to experts and admins, once an expert has rated this person.' }),
    }),
    origin: RegionName,
    owner: RegionName.optional().meta({ description: 'The region that works on it.' }),
    expert: Person.extend({ trust: z.number().optional() })
      .optional()
      .meta({ description: 'Who is asked, has it, or had it last.' }),
    submittedAt: Time,
    changedAt: Time,
    version: z.int().meta({ description: 'Grows with each change seen by this region.' }),
    attachments: z.array(AttachmentView).optional().meta({ description: 'Submitted with it.' }),
    waiting: z
      .object({
        ahead: z.int(),
        since: Time,
        onlineExperts: z.int(),
        freeSeats: z.int(),
        areFreeAsked: z.boolean().optional(),
        usualSeconds: z.number().optional(),
      })
      .optional()
      .meta({
        description:
          'While it waits: issues before it in its category here; experts known to be online for it anywhere, and their free seats; whether all who are free have been asked already, and are asked again after a while; how long such issues usually waited of late until somebody accepted, where enough is known.',
      }),
    resolution: z.object({ text: z.string(), by: Person, at: Time }).optional(),
    rating: z
      .object({ stars: Stars, comment: z.string(), at: Time })
      .optional()
      .meta({ description: 'By the user, of the expert.' }),
    userRating: z
      .object({ stars: Stars, comment: z.string(), at: Time })
      .optional()
      .meta({ description: 'By the expert, of the user.' }),
    helpsOthers: z.boolean().optional().meta({
      description:
        'For its user, of a confirmed issue: whether others are shown its title, category and resolution. Can be changed.',
    }),
    joined: z.object({ solvedAt: Time.optional() }).optional().meta({
      description:
        'For its user, of one of several reports of an outage: when it was solved for one of them.',
    }),
    isCopy: z.literal(true).optional().meta({
      description:
        'The origin cannot be reached: this is what another region keeps of the issue, as of `changedAt`.',
    }),
    storedIn: z.array(RegionName).meta({ description: 'Regions known to keep the issue on disk.' }),
    timeline: z.array(TimelineEntry),
    can: z.array(IssueAction),
    role: z
      .enum(['user', 'expert', 'admin'])
      .meta({ description: 'What the person who asked is to this issue.' }),
  })
  .meta({ id: 'Issue' });
export type IssueView = z.infer<typeof IssueView>;

export const IssueSummary = IssueView.omit({ timeline: true, description: true, attachments: true })
  .extend({
    unread: z.int().optional().meta({
      description: 'Chat lines of others that the person who asked has not read; 100 stands for 100 or more.',
    }),
    unansweredSince: Time.optional().meta({
      description:
        'For the expert who works on it: when its user wrote the first line that nobody has answered.',
    }),
  })
  .meta({ id: 'IssueSummary' });
export type IssueSummary = z.infer<typeof IssueSummary>;

/** A page of a list. `notAsked` names regions that could not be asked, so the list may lack theirs. */
export const listOf = <T extends z.ZodType>(id: string, item: T) =>
  z
    .object({
      items: z.array(item),
      next: z.string().optional(),
      notAsked: z
        .array(RegionName)
        .optional()
        .meta({ description: 'Regions that could not be asked just now.' }),
    })
    .meta({ id });

export const IssueList = listOf('IssueList', IssueSummary);
export type IssueList = z.infer<typeof IssueList>;

export const MessageView = z
  .object({
    id: Id,
    arrival: z.int().meta({ description: 'Order of arrival at this region: the cursor for `after`.' }),
    /** Show lines by (counter, region, n). */
    counter: z.int(),
    region: RegionName,
    n: z.int(),
    author: Person.extend({ role: z.enum(['user', 'expert', 'admin']) }),
    text: z.string(),
    isInternal: z.literal(true).optional().meta({
      description: "A note for experts and admins: the issue's user is never given it.",
    }),
    at: Time,
    key: z.string().optional(),
    attachments: z.array(AttachmentView).optional(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof MessageView>;

export const MessageList = z
  .object({
    items: z.array(MessageView),
    hasMore: z.boolean(),
    region: RegionName.optional().meta({
      description:
        'Whose order of arrival this is. When it changes, another region stands in: `after` begins anew at 0.',
    }),
    readers: z
      .array(ReaderView)
      .optional()
      .meta({ description: 'How far its user and its experts have come.' }),
  })
  .meta({ id: 'MessageList' });
export type MessageList = z.infer<typeof MessageList>;

export const OfferView = z
  .object({
    id: Id,
    issue: IssueView,
    secondsLeft: z.number(),
    secondsTotal: z.number(),
    note: z
      .string()
      .optional()
      .meta({ description: 'Why it comes again, or what the expert before says of it.' }),
    why: Why,
  })
  .meta({ id: 'Offer' });
export type OfferView = z.infer<typeof OfferView>;

export const OfferList = z.object({ items: z.array(OfferView) }).meta({ id: 'OfferList' });
export type OfferList = z.infer<typeof OfferList>;

export const QuizView = z
  .object({
    category: Category,
    attemptsLeft: z.int(),
    questions: z.array(
      z.object({
        id: Id,
        language: Language.optional().meta({ description: 'What question and options are worded in.' }),
        question: z.string(),
        options: z.array(z.object({ id: Id, text: z.string() })),
      }),
    ),
    secondsLeft: z.number().optional().meta({ description: 'Until the time is over; 0 when it is.' }),
    secondsTotal: z.number().optional(),
    answers: z
      .array(z.object({ question: Id, option: Id }))
      .optional()
      .meta({ description: 'What was saved so far.' }),
  })
  .meta({ id: 'Quiz' });
export type QuizView = z.infer<typeof QuizView>;

export const QuizResult = z
  .object({
    category: Category,
    right: z.int(),
    of: z.int(),
    score: z.number(),
    attemptsLeft: z.int(),
    perQuestion: z.array(
      z.object({
        id: Id,
        isRight: z.boolean(),
        explanation: z.string(),
        language: Language.optional().meta({ description: 'What the explanation is worded in.' }),
        rightOption: Id.optional(),
        chosen: Id.optional().meta({ description: 'The answer that counted.' }),
      }),
    ),
    isLate: z.literal(true).optional().meta({
      description: 'It came after the time: only what was saved within it counted.',
    }),
    nextAt: Time.optional().meta({ description: 'When an attempt is free again, if none is left now.' }),
  })
  .meta({ id: 'QuizResult' });
export type QuizResult = z.infer<typeof QuizResult>;

export const AdminExpertView = z
  .object({
    account: AccountView,
    profile: ExpertProfile,
    registeredAt: Time,
    offers: z.object({ offered: z.int(), accepted: z.int(), rejected: z.int(), timedOut: z.int() }),
    resolved: z.int(),
  })
  .meta({ id: 'AdminExpert' });
export type AdminExpertView = z.infer<typeof AdminExpertView>;

export const AdminExpertList = listOf('AdminExpertList', AdminExpertView);
export type AdminExpertList = z.infer<typeof AdminExpertList>;

export const TrustCurves = listOf(
  'TrustCurves',
  z.object({
    expert: Person,
    region: RegionName,
    trust: z.number(),
    ratings: z.int(),
    points: z.array(TrustPoint),
  }),
);
export type TrustCurves = z.infer<typeof TrustCurves>;

export const SettingsView = z
  .object({
    weights: Terms,
    categories: z.array(Category),
    learnsWeights: z.boolean().meta({ description: 'Regions learn weights of their own from outcomes.' }),
    trustMeasure: TrustMeasure,
    changedAt: Time.optional(),
    changedBy: z.string().optional(),
  })
  .meta({ id: 'Settings' });
export type SettingsView = z.infer<typeof SettingsView>;

/** Sent over the live socket: small; the client reads again what it shows. */
export const LiveEvent = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('hello'), cursor: z.int() }),
    z.object({ kind: z.literal('reset'), cursor: z.int() }),
    z.object({ kind: z.literal('issue'), cursor: z.int(), issue: Id, version: z.int() }),
    z.object({ kind: z.literal('message'), cursor: z.int(), issue: Id, version: z.int() }),
    z.object({ kind: z.literal('read'), cursor: z.int(), issue: Id, version: z.int() }),
    z.object({ kind: z.literal('typing'), cursor: z.int(), issue: Id, by: Person }),
    z.object({ kind: z.literal('offers'), cursor: z.int() }),
    z.object({ kind: z.literal('me'), cursor: z.int() }),
    z.object({ kind: z.literal('mesh'), cursor: z.int() }),
    z.object({ kind: z.literal('admin'), cursor: z.int() }),
  ])
  .meta({
    id: 'LiveEvent',
    description:
      'hello: connected, cursor is where one stands. reset: too much was missed, read everything again. typing: somebody writes, for 5 s or until their line comes; it is never repeated. Others: what to read again.',
  });
export type LiveEvent = z.infer<typeof LiveEvent>;

export const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable, for programs.' }),
    detail: z.string(),
    instance: z.string().optional(),
    reason: z.string().optional().meta({
      description: 'Stable: which of the meanings of the code it is, where people commonly meet it.',
    }),
    values: ReasonValues.optional().meta({ description: 'What stands in the sentence of the reason.' }),
    retryAfterSeconds: z.number().optional().meta({ description: 'The same as in the header Retry-After.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string(),
          detail: z.string(),
          reason: z.string().optional(),
          values: ReasonValues.optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457, application/problem+json.' });
export type ProblemView = z.infer<typeof ProblemView>;
