/**
 * What a problem means more exactly than its code, for pages that say it in another language than English: a code
 * with several meanings has a reason for each that people commonly meet. Where there is none, `detail` says it all.
 */

/** Stable, by their code; beside each what `values` has for its sentence. */
export const problemReasons = {
  unauthenticated: ['account-not-known-yet'],
  forbidden: ['not-verified-yet', 'not-your-role'],
  'not-found': [
    'issue-not-found',
    'session-ended',
    'account-not-found',
    'expert-not-found',
    'reply-gone',
    'no-quiz',
  ],
  conflict: [
    'just-adopted', // region
    'just-let-stay',
  ],
  'wrong-state': [
    'issue-over',
    'issue-cancelling',
    'issue-accepted-text',
    'issue-accepted-cancel',
    'issue-solved',
    'urgency-only-up',
    'urgency-just-lowered',
    'nothing-to-confirm',
    'nothing-to-decline',
    'not-closed',
    'closed-long-ago',
    'nobody-yet',
    'rate-when-solved',
    'not-working-on-it',
    'chat-closed',
    'no-answer-yet',
    'quiz-not-drawn',
    'quiz-time-over',
    'over-reopen',
    'urgency-only-down',
    'help-when-solved',
    'rate-user-when-closed',
    'own-role',
    'own-password',
    'admin-password', // command
    'adopted-already', // region, by
    'not-gone', // region, regions
    'not-adopted-yet', // region
    'leaving-too', // region
    'nobody-goes-on', // region
    'leaving-already', // region
    'not-leaving', // region
    'too-late-to-stay', // region
  ],
  'too-large': [
    'file-too-large', // max, in megabytes
    'request-too-large', // max, in kilobytes
  ],
  'bad-request': ['file-cut-off'],
  invalid: [
    'file-empty',
    'not-retired', // region
  ],
  'limit-reached': [
    'criticals-open', // max
    'issues-per-hour',
    'queue-full',
    'chat-full', // max
    'files-per-day', // max, in megabytes
    'files-many-per-day', // max
    'quiz-attempts', // max
    'replies-full', // max
  ],
  // When to try again is the problem's own `retryAfterSeconds`.
  'too-many-requests': ['sign-ins', 'registrations', 'changes', 'questions', 'searches', 'arrivals'],
  'assistant-unavailable': [
    'assistant-busy',
    'assistant-away',
    'assistant-spent',
    'assistant-late',
    'assistant-refused',
    'assistant-unreadable',
  ],
  internal: [
    'logged', // instance
  ],
  'region-leaving': [
    'leaving', // region
    'leaving-go-on', // region, refuge, address
  ],
  'store-unavailable': [
    'deadline', // seconds
    'overloaded',
    'not-stored',
    'not-readable',
  ],
  'attachment-unavailable': ['files-busy', 'file-on-its-way', 'file-gone', 'file-away'],
  'home-region-unreachable': [
    'region-away', // region
  ],
  'region-unreachable': [
    'region-away', // region
    'restoring', // region
    'not-here-others-away', // regions
    'session-elsewhere', // regions
    'moving',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ProblemReason = (typeof problemReasons)[keyof typeof problemReasons][number];

/** The same for what is wrong with one member of the input. */
export const invalidReasons = [
  'missing',
  'unknown-member',
  'empty',
  'too-short', // min
  'too-long', // max
  'too-few', // min
  'too-many', // max
  'too-small', // min
  'too-big', // max
  'no-number',
  'no-choice',
  'no-email',
  'no-web-address',
  'say-why',
  'taken',
  'not-the-password',
  'file-not-here',
  'no-region',
  'no-expert',
  'expert-is-you',
  'expert-is-user',
  'expert-not-verified',
  'expert-not-wanted',
  'expert-other-category',
  'no-category', // category
  'keep-other',
  'no-weight',
  'no-time-zone', // zone
  'no-category-key', // word
  'no-clock-time',
  'no-language-code',
] as const;
export type InvalidReason = (typeof invalidReasons)[number];

/** What stands in the sentence. */
export type ReasonValues = Readonly<Record<string, string | number>>;

const among =
  <T extends string>(list: readonly T[]) =>
  (text: string | undefined): text is T =>
    list.some((one) => one === text);

/** A region with a newer version may have a reason that this one does not know. */
export const isProblemReason = among<ProblemReason>(Object.values(problemReasons).flat());
export const isInvalidReason = among(invalidReasons);
