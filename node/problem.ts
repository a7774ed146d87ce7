/**
 * An expected failure that a person or program can act on. The API turns it into an RFC 9457 problem
 * document; the mesh carries it back to the region that forwarded a command.
 */

import type { InvalidReason, ProblemReason, ReasonValues } from './reasons.ts';

/** Every stable code, with its HTTP status and a title that holds for all of its occurrences. */
export const problems = {
  'bad-request': [400, 'The request cannot be understood'],
  unauthenticated: [401, 'Please sign in'],
  'wrong-credentials': [401, 'E-mail or password is wrong'],
  'ticket-refused': [401, 'This ticket opens no session'],
  'link-refused': [401, 'This link changes no password'],
  forbidden: [403, 'You may not do this'],
  'origin-refused': [403, 'This request does not come from this page'],
  'not-found': [404, 'There is no such thing, or you may not see it'],
  'method-not-allowed': [405, 'This address does not take that method'],
  conflict: [409, 'It has changed in the meantime'],
  'email-taken': [409, 'This e-mail address is already registered'],
  'offer-gone': [409, 'This offer is no longer open'],
  'wrong-state': [409, 'That is not possible at this point'],
  'already-rated': [409, 'A rating was already given'],
  'idempotency-key-reused': [422, 'This idempotency key was used for another request'],
  'too-large': [413, 'The request is too large'],
  'range-not-satisfiable': [416, 'The file has no such part'],
  'unsupported-media-type': [415, 'Please send JSON'],
  invalid: [422, 'Some of the input is not valid'],
  'limit-reached': [429, 'A limit is reached'],
  'too-many-requests': [429, 'Too many requests'],
  'assistant-off': [404, 'This region has no assistant'],
  internal: [500, 'Something went wrong here'],
  'assistant-unavailable': [503, 'The assistant has no answer'],
  'region-leaving': [503, 'This region is leaving the mesh'],
  'store-unavailable': [503, 'This region cannot store anything right now'],
  'attachment-unavailable': [503, 'This file cannot be read right now'],
  'home-region-unreachable': [503, 'The home region of this account cannot be reached'],
  'region-unreachable': [503, 'The region in charge cannot be reached'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof problems;

/** One invalid input: a JSON pointer to it and what is wrong, in words, and if it is common, for programs. */
export type Invalid = {
  readonly pointer: string;
  readonly detail: string;
  readonly reason?: InvalidReason;
  readonly values?: ReasonValues;
};

/** What a problem may say besides its code and its sentence. */
type More = {
  readonly errors?: readonly Invalid[];
  readonly retryAfterSeconds?: number;
  readonly reason?: ProblemReason;
  /** What stands in the sentence of the reason. */
  readonly values?: ReasonValues;
  readonly cause?: unknown;
};

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  /** What happened this time and what to do about it. */
  readonly detail: string;
  readonly errors: readonly Invalid[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly reason: ProblemReason | undefined;
  readonly values: ReasonValues | undefined;

  constructor(code: ProblemCode, detail: string, more: More = {}) {
    super(detail, { cause: more.cause });
    this.code = code;
    [this.status, this.title] = problems[code];
    this.detail = detail;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.reason = more.reason;
    this.values = more.values;
  }
}

/** A problem as one of several results says it. */
export const toldOf = ({ code, detail, reason, values }: Problem) => ({
  code,
  detail,
  ...(reason && { reason }),
  ...(values && { values }),
});
