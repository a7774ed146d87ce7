/** What people and programs may send. Unknown members are refused, so that a misspelt one is noticed. */
import { z } from 'zod';
import { AccountId } from '../core/ids.ts';
import { Attachments } from './attachments.ts';
import {
  Category,
  capacityMax,
  commentLengthMax,
  descriptionLengthMax,
  Language,
  LanguageTag,
  messageLengthMax,
  Presence,
  passwordLengthMax,
  passwordLengthMin,
  RegionName,
  reasonLengthMax,
  Stars,
  TrustMeasure,
  text,
  titleLengthMax,
  Urgency,
  Verification,
  WorkingHours,
} from './words.ts';

const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('This is not an e-mail address.'))
  .meta({ description: 'Kept in lower case.' });

export const NewPassword = z
  .string()
  .min(passwordLengthMin, `At least ${passwordLengthMin} characters.`)
  .max(passwordLengthMax, `At most ${passwordLengthMax} characters.`);

/** BCP 47 tags, the most comfortable first. */
const Languages = z.array(LanguageTag).min(1).max(10);

export const RegisterUser = z
  .strictObject({
    name: text(1, 80),
    email: Email,
    password: NewPassword,
    region: RegionName.optional().meta({ description: 'Home region; the one asked, when left out.' }),
    languages: Languages.default(['en']),
  })
  .meta({ id: 'RegisterUser' });
export type RegisterUser = z.infer<typeof RegisterUser>;

const Categories = z.array(Category).min(1, 'Choose at least one category.').max(20);
const Links = z
  .array(z.url({ protocol: /^https?$/, error: 'Use a web address that starts with http.' }).max(500))
  .max(10);
const Capacity = z
  .int(`Between 1 and ${capacityMax}.`)
  .min(1, `Between 1 and ${capacityMax}.`)
  .max(capacityMax, `Between 1 and ${capacityMax}.`);
const YearsOfExperience = z
  .number('Between 0 and 80.')
  .min(0, 'Between 0 and 80.')
  .max(80, 'Between 0 and 80.');

export const RegisterExpert = z
  .strictObject({
    ...RegisterUser.shape,
    categories: Categories,
    qualifications: text(0, 4_000).default(''),
    yearsOfExperience: YearsOfExperience.default(0),
    links: Links.default([]),
    resume: text(0, descriptionLengthMax).default('').meta({ description: 'Résumé, as text.' }),
    capacity: Capacity.default(3),
    workingHours: WorkingHours.optional(),
  })
  .meta({ id: 'RegisterExpert' });
export type RegisterExpert = z.infer<typeof RegisterExpert>;

export const SignIn = z
  .strictObject({
    email: z.string().trim().toLowerCase().max(254),
    password: z.string().max(passwordLengthMax),
  })
  .meta({ id: 'SignIn' });
export type SignIn = z.infer<typeof SignIn>;

/** Only what people may change of themselves; roles, verification, quiz results and trust are not among it. */
export const UpdateMe = z
  .strictObject({
    name: text(1, 80).optional(),
    languages: Languages.optional(),
    password: z
      .strictObject({ current: z.string().max(passwordLengthMax), next: NewPassword })
      .optional()
      .meta({ description: 'Changing it ends all other sessions.' }),
    categories: Categories.optional(),
    qualifications: text(0, 4_000).optional(),
    yearsOfExperience: YearsOfExperience.optional(),
    links: Links.optional(),
    resume: text(0, descriptionLengthMax).optional(),
    capacity: Capacity.optional(),
    workingHours: WorkingHours.nullable().optional().meta({ description: 'null: at any time.' }),
  })
  .meta({ id: 'UpdateMe' });
export type UpdateMe = z.infer<typeof UpdateMe>;

export const SetPresence = z.strictObject({ presence: Presence }).meta({ id: 'SetPresence' });
export type SetPresence = z.infer<typeof SetPresence>;

export const SubmitIssue = z
  .strictObject({
    title: text(3, titleLengthMax),
    description: text(1, descriptionLengthMax),
    category: Category,
    urgency: Urgency.default('normal'),
    language: Language.optional().meta({
      description: 'What it is written in, for example "es"; found out from the text, when left out.',
    }),
    joinsOthers: z.boolean().optional().meta({
      description: 'Others report the like just now: tell this user when it is solved for one of them.',
    }),
    attachments: Attachments,
  })
  .meta({ id: 'SubmitIssue' });
export type SubmitIssue = z.infer<typeof SubmitIssue>;

/** The text only until someone accepted; the urgency can be raised at any time while the issue is open. */
export const EditIssue = z
  .strictObject({
    title: text(3, titleLengthMax).optional(),
    description: text(1, descriptionLengthMax).optional(),
    category: Category.optional(),
    urgency: Urgency.optional(),
    language: Language.optional(),
  })
  .meta({ id: 'EditIssue' });
export type EditIssue = z.infer<typeof EditIssue>;

export const Reason = z.strictObject({ reason: text(1, reasonLengthMax) }).meta({ id: 'Reason' });
export type Reason = z.infer<typeof Reason>;

export const OptionalReason = z
  .strictObject({ reason: text(0, reasonLengthMax).default('') })
  .meta({ id: 'OptionalReason' });
export type OptionalReason = z.infer<typeof OptionalReason>;

/** By the expert who works on it; its user raises it by editing. */
export const LowerUrgency = z
  .strictObject({ urgency: Urgency, reason: text(1, reasonLengthMax) })
  .meta({ id: 'LowerUrgency' });
export type LowerUrgency = z.infer<typeof LowerUrgency>;

export const Resolve = z.strictObject({ text: text(1, descriptionLengthMax) }).meta({ id: 'Resolve' });
export type Resolve = z.infer<typeof Resolve>;

const helpsOthers = z.boolean().meta({
  description: 'Others with such an issue may be shown its title, category and resolution.',
});

/** Left out, it helps nobody: a forwarded one from an older page or node says nothing of it. */
export const Confirm = z.strictObject({ helpsOthers: helpsOthers.optional() }).meta({ id: 'Confirm' });
export type Confirm = z.infer<typeof Confirm>;

export const GiveConsent = z.strictObject({ helpsOthers }).meta({ id: 'GiveConsent' });
export type GiveConsent = z.infer<typeof GiveConsent>;

export const Rate = z.strictObject({ stars: Stars, comment: text(0, commentLengthMax).default('') }).meta({
  id: 'Rate',
  description: "The user's rating of the expert, or the expert's of the user: whoever sends it.",
});
export type Rate = z.infer<typeof Rate>;

export const Transfer = z
  .strictObject({
    note: text(1, commentLengthMax),
    expertId: AccountId.optional().meta({ description: 'Whom to ask next, in any region.' }),
    region: RegionName.optional().meta({ description: 'Which region to ask next.' }),
  })
  .meta({ id: 'Transfer' });
export type Transfer = z.infer<typeof Transfer>;

export const Reassign = z
  .strictObject({
    reason: text(1, reasonLengthMax),
    expertId: AccountId.optional(),
    region: RegionName.optional(),
  })
  .meta({ id: 'Reassign' });
export type Reassign = z.infer<typeof Reassign>;

export const Adopt = z
  .strictObject({
    reason: text(1, reasonLengthMax),
    isForced: z.boolean().default(false).meta({
      description:
        'Go on without regions that are down: issues that they work on may then have two experts until they are back.',
    }),
  })
  .meta({ id: 'Adopt' });
export type Adopt = z.infer<typeof Adopt>;

export const Drain = z
  .strictObject({
    reason: text(1, reasonLengthMax),
    finishWithinMinutes: z
      .number()
      .min(0)
      .max(24 * 60)
      .default(15)
      .meta({ description: 'Experts may finish what they work on for so long; then others are asked.' }),
    isForced: z.boolean().default(false).meta({
      description:
        'Do not wait for regions that are down. What only they and this region store is kept nowhere else until they are back.',
    }),
  })
  .meta({ id: 'Drain' });
export type Drain = z.infer<typeof Drain>;

export const PostMessage = z
  .strictObject({
    text: text(0, messageLengthMax).default(''),
    isInternal: z.boolean().optional().meta({
      description: "A note for the issue's experts and for admins; its user is never given it.",
    }),
    key: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ description: "The sender's own key of this line: sent twice, it is kept once." }),
    attachments: Attachments,
  })
  .refine(({ text: words, attachments = [] }) => words !== '' || attachments.length > 0, {
    path: ['text'],
    error: 'This cannot be empty.',
    params: { reason: 'empty' },
  })
  .meta({ id: 'PostMessage' });
export type PostMessage = z.infer<typeof PostMessage>;

export const MarkQuiz = z
  .strictObject({
    category: Category,
    answers: z.array(z.strictObject({ question: z.string().max(64), option: z.string().max(64) })).max(50),
  })
  .meta({ id: 'MarkQuiz' });
export type MarkQuiz = z.infer<typeof MarkQuiz>;

const Weight = z.number().min(0).max(1);
const Weights = z.strictObject({ skill: Weight, trust: Weight, availability: Weight, load: Weight });
export const UpdateSettings = z
  .strictObject({
    weights: Weights.optional(),
    categories: z.array(Category).min(1).max(50).optional(),
    learnsWeights: z.boolean().optional(),
    trustMeasure: TrustMeasure.optional(),
  })
  .meta({ id: 'UpdateSettings' });
export type UpdateSettings = z.infer<typeof UpdateSettings>;

export const PreviewWeights = z.strictObject({ weights: Weights }).meta({ id: 'PreviewWeights' });
export type PreviewWeights = z.infer<typeof PreviewWeights>;

// ---- queries

const Limit = z.coerce.number().int().min(1).max(100).default(30);
const Cursor = z.string().max(512).optional();

export const ListIssues = z.strictObject({
  as: z
    .enum(['user', 'expert'])
    .optional()
    .meta({ description: 'Issues one submitted, or issues one worked on; both, when left out.' }),
  state: z.enum(['open', 'closed']).optional(),
  category: Category.optional(),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Words to look for in title, description and answer.' }),
  after: Cursor,
  limit: Limit,
});
export type ListIssues = z.infer<typeof ListIssues>;

/** UTF-16 units of a description that are looked at: an address with more would be refused on its way. */
export const similarDescriptionMax = 1_000;

export const FindSimilar = z.strictObject({
  title: z.string().max(titleLengthMax).default(''),
  description: z
    .string()
    .max(similarDescriptionMax)
    .default('')
    .meta({ description: 'Its beginning is enough.' }),
  category: Category.default('other'),
  language: Language.optional(),
});
export type FindSimilar = z.infer<typeof FindSimilar>;

export const ListMessages = z.strictObject({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: 'Only lines that arrived here after this one (`arrival`).' }),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export type ListMessages = z.infer<typeof ListMessages>;

export const ListExperts = z.strictObject({
  status: Verification.optional(),
  q: z.string().max(200).optional().meta({
    description: 'Words to look for in name, e-mail, region, categories and qualifications.',
  }),
  after: Cursor,
  limit: Limit,
});
export type ListExperts = z.infer<typeof ListExperts>;

export const ListAdminIssues = z.strictObject({
  state: z.enum(['open', 'waiting', 'working', 'answered', 'closed']).optional().meta({
    description:
      'waiting: the strongest claim first, one page; working: an expert has it; answered: its user has to say whether it helped; others: the newest change first.',
  }),
  category: Category.optional(),
  region: RegionName.optional(),
  urgency: Urgency.optional(),
  q: z.string().max(200).optional().meta({ description: 'Words to look for in title and description.' }),
  waitingMinutes: z.coerce.number().min(0).max(100_000).optional().meta({
    description: 'Only what nobody has accepted yet and was submitted longer ago than this.',
  }),
  after: Cursor,
  limit: Limit,
});
export type ListAdminIssues = z.infer<typeof ListAdminIssues>;

const readIn = {
  language: LanguageTag.optional().meta({
    description: 'BCP 47 tag of the language to read the quiz in. English, when left out or not translated.',
  }),
};
export const DrawQuiz = z.strictObject({ category: Category, ...readIn });
export type DrawQuiz = z.infer<typeof DrawQuiz>;

/** In which language the quiz is read. What is marked does not depend on it. */
export const ReadQuiz = z.strictObject(readIn);
export type ReadQuiz = z.infer<typeof ReadQuiz>;
