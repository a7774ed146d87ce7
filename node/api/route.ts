import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Device } from '../schemas/sessions.ts';
import type { Role } from '../schemas/words.ts';
import type { Actor, Idempotency, OpenedAttachment, Services } from '../services/services.ts';
import type { Throttles } from './throttles.ts';
import { validate } from './validate.ts';

/**
 * One operation of the API, declared once: the router, the checks and the OpenAPI document are all made
 * from these declarations (see `routes/`).
 */
type Spec<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Reply, Asker> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under /api/v1, as OpenAPI writes it: `/issues/{id}`. */
  readonly path: string;
  readonly operationId: string;
  /** One line: what it does, in the words of a person. */
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Left out: 204 without a body. */
  readonly reply?: z.ZodType<Reply>;
  /** Given for what creates: 201, and where the new thing is. */
  readonly location?: (reply: Reply, params: z.output<Params>) => string;
  /** Takes an Idempotency-Key. */
  readonly isIdempotent?: boolean;
  /** A look that costs more than a read: asked at a limited rate. */
  readonly isSearch?: boolean;
  /** The body is a file: its bytes are not read before the work asks for them, and never whole. */
  readonly takesFile?: boolean;
  /** The answer is a file, or a part of one. */
  readonly file?: (reply: Reply) => OpenedAttachment;
  /** Sets the session cookie. */
  readonly opens?: (reply: Reply) => OpenedSession;
  /** The assistant answers: it is slow, and what one person may ask of it is limited. */
  readonly asksAssistant?: boolean;
  /** Clears the session cookie, and closes the session's live sockets. */
  readonly endsSession?: boolean;
  /** Limits attempts of people who are not signed in; those who are have a common limit on writes. */
  readonly throttle?: (
    throttles: Throttles,
    ip: string,
    body: z.output<Body>,
    work: () => Promise<Reply>,
  ) => Promise<Reply>;
  readonly handle: (services: Services, call: Call<Params, Query, Body, Asker>) => Promise<Reply> | Reply;
};

export type OpenedSession = { readonly token: string; readonly expiresAt: number };

type Call<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Asker> = {
  readonly actor: Asker;
  readonly params: z.output<Params>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
  readonly bytes: IncomingBytes;
  readonly once: Idempotency | undefined;
  /** What sends it. */
  readonly device: Device;
};

/** The body of a request as it comes. */
export type IncomingBytes = {
  /** As announced; undefined when nobody said. */
  readonly size: number | undefined;
  readonly all: AsyncIterable<Uint8Array>;
};

/** What came with a request, not yet looked at. */
export type RawInput = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly bytes: IncomingBytes;
  readonly once: Idempotency | undefined;
  readonly device: Device;
  readonly ip: string;
};

export type Answer = {
  readonly status: 200 | 201 | 204;
  readonly body: unknown;
  readonly location: string | undefined;
  readonly opened: OpenedSession | undefined;
  readonly file: OpenedAttachment | undefined;
};

/** Whom an operation is for. To `public` ones a signed-in person is known too, on GET. */
export type Who = 'public' | 'signed-in' | Role;

export type Route = {
  readonly method: Spec<z.ZodType, z.ZodType, z.ZodType, unknown, unknown>['method'];
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly who: Who;
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  readonly reply: z.ZodType | undefined;
  readonly status: 200 | 201 | 204;
  readonly isIdempotent: boolean;
  readonly asksAssistant: boolean;
  readonly isSearch: boolean;
  readonly takesFile: boolean;
  readonly givesFile: boolean;
  readonly endsSession: boolean;
  /**
   * Whether this actor may ask at all, known before the body is read; what it returns does the work.
   * @throws Problem unauthenticated, forbidden
   */
  readonly admit: (actor: Actor | undefined) => (input: RawInput, tools: Tools) => Promise<Answer>;
};

type Tools = {
  readonly services: Services;
  readonly throttles: Throttles;
  readonly withDeadline: <T>(work: Promise<T>) => Promise<T>;
};

/** The input of an operation that takes none: members that mean nothing are refused, so that a misspelt one is noticed. */
const Nothing = z.strictObject({});

/** To spread into a declaration, before what it does take. */
export const noInput = { params: Nothing, query: Nothing, body: Nothing };

/** An operation for everyone, signed in or not. */
export function publicRoute<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Reply>(
  spec: Spec<Params, Query, Body, Reply, Actor | undefined>,
): Route {
  return build(spec, 'public', (actor) => actor);
}

/** An operation for people who are signed in, or for one role only. */
export function memberRoute<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType, Reply>(
  spec: Spec<Params, Query, Body, Reply, Actor> & { readonly who: Exclude<Who, 'public'> },
): Route {
  return build(spec, spec.who, (actor) => requireRole(actor, spec.who));
}

function requireRole(actor: Actor | undefined, who: Exclude<Who, 'public'>): Actor {
  if (!actor) {
    throw new Problem('unauthenticated', 'Sign in first: there is no session, or it has ended.');
  }
  if (who !== 'signed-in' && !actor.roles.includes(who)) {
    throw new Problem('forbidden', `This is for people with the role "${who}".`, {
      reason: 'not-your-role',
    });
  }
  return actor;
}

function build<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply,
  Asker extends Actor | undefined,
>(
  spec: Spec<Params, Query, Body, Reply, Asker>,
  who: Who,
  requireAsker: (actor: Actor | undefined) => Asker,
): Route {
  const status = spec.file ? 200 : spec.reply === undefined ? 204 : spec.location ? 201 : 200;
  return {
    method: spec.method,
    path: spec.path,
    operationId: spec.operationId,
    summary: spec.summary,
    who,
    params: spec.params,
    query: spec.query,
    body: spec.body,
    reply: spec.reply,
    status,
    isIdempotent: spec.isIdempotent ?? false,
    asksAssistant: spec.asksAssistant ?? false,
    isSearch: spec.isSearch ?? false,
    takesFile: spec.takesFile ?? false,
    givesFile: spec.file !== undefined,
    endsSession: spec.endsSession ?? false,
    admit: (actor) => {
      const asker = requireAsker(actor);
      return async (input, { services, throttles, withDeadline }) => {
        const params = spec.params.safeParse(input.params);
        if (!params.success) throw new Problem('not-found', 'No id looks like the one in this address.');
        const call = {
          actor: asker,
          params: params.data,
          query: validate(spec.query, input.query),
          body: validate(spec.body, input.body),
          bytes: input.bytes,
          once: input.once,
          device: input.device,
        };
        const work = () => withDeadline((async () => spec.handle(services, call))());
        const reply = await (spec.throttle ? spec.throttle(throttles, input.ip, call.body, work) : work());
        return {
          status,
          body: spec.reply && reply,
          location: spec.location?.(reply, params.data),
          opened: spec.opens?.(reply),
          file: spec.file?.(reply),
        };
      };
    },
  };
}
