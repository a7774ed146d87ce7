import { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { Clock } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { Actor, Idempotency, Services } from '../services/services.ts';
import { bodyReader } from './body.ts';
import { withDeadline } from './deadline.ts';
import { deviceOf } from './device.ts';
import { incomingBytes } from './incoming-bytes.ts';
import type { ApiLimits } from './limits.ts';
import type { Route } from './route.ts';
import { sendFile } from './send-file.ts';
import type { SessionReader } from './session.ts';
import type { Throttles } from './throttles.ts';

export const apiPrefix = '/api/v1';

type Dependencies = {
  readonly services: Services;
  readonly clock: Clock;
  readonly limits: ApiLimits;
  readonly throttles: Throttles;
  readonly sessions: SessionReader;
  /** A session was ended by its owner. */
  readonly onSessionEnd: (sessionId: string) => void;
};

/** Puts the declared operations on a router, each behind the same checks in the same order. */
export function apiRouter(routes: readonly Route[], dependencies: Dependencies): Router {
  const router = new Router({ prefix: apiPrefix });
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    router.register(path, [route.method], handler(route, dependencies));
  }
  return router;
}

/** What the router leaves: addresses under /api that are not declared, and methods an address does not take. Goes before it. */
export const apiLeftovers: Middleware = async (ctx, next) => {
  await next();
  // 405 and 501 come from the router's own check of methods, with the header Allow.
  if (ctx.status === 405 || ctx.status === 501) {
    throw new Problem('method-not-allowed', `It takes ${ctx.response.get('Allow') || 'nothing'}.`);
  }
  if (ctx.status === 404 && isApiPath(ctx.path)) {
    throw new Problem('not-found', 'No operation has this address; /api/v1/docs lists them all.');
  }
};

/** Keeps what is under /api from being looked for among the pages. Goes before them. */
export const apiIsNoPage: Middleware = async (ctx, next) => {
  if (!isApiPath(ctx.path)) await next();
};

function isApiPath(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

function handler(route: Route, dependencies: Dependencies): Middleware {
  const { services, clock, limits, throttles, sessions, onSessionEnd } = dependencies;
  const readBody = bodyReader(limits.bodyMaxBytes);
  const isWrite = route.method !== 'GET';
  const deadlineMs = route.asksAssistant
    ? limits.assistantDeadlineMs
    : route.takesFile
      ? limits.uploadDeadlineMs
      : limits.requestDeadlineMs;
  const deadline = <T>(work: Promise<T>) => withDeadline(clock, deadlineMs, work);
  const tools = { services, throttles, withDeadline: deadline };

  /** Nobody's cookie is of use to a public write, so it asks only that no foreign page sends it. */
  async function actorOf(ctx: Context): Promise<Actor | undefined> {
    const isPublicWrite = isWrite && route.who === 'public';
    if (isPublicWrite) sessions.refuseForeignOrigin(ctx.req);
    const credential = sessions.credential(ctx.req);
    if (!credential || isPublicWrite) return undefined;
    if (isWrite && credential.via === 'cookie') sessions.requireOwnOrigin(ctx.req);
    return deadline(services.sessions.authenticate(credential.token));
  }

  return async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    const actor = await actorOf(ctx);
    const answerTo = route.admit(actor);
    const once = route.isIdempotent ? idempotencyOf(ctx) : undefined;
    if (actor && isWrite) await throttles.write(actor.accountId);
    if (actor && route.asksAssistant) await throttles.assistant(actor.accountId);
    if (actor && route.isSearch) await throttles.search(actor.accountId);
    const input = {
      params: ctx.params,
      query: ctx.query,
      body: route.takesFile ? {} : await readBody(ctx),
      bytes: incomingBytes(ctx.req),
      once,
      device: deviceOf(ctx.req),
      ip: ctx.ip,
    };
    const { status, body, location, opened, file } = await answerTo(input, tools);
    if (file) return sendFile(ctx, file);
    if (location !== undefined) ctx.set('Location', location);
    if (opened) ctx.append('Set-Cookie', sessions.setCookie(opened));
    if (route.endsSession) ctx.append('Set-Cookie', sessions.clearCookie());
    if (route.endsSession && actor) onSessionEnd(actor.sessionId);
    ctx.status = status;
    if (status !== 204) ctx.body = body;
  };
}

function idempotencyOf(ctx: Context): Idempotency | undefined {
  const key = ctx.req.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Problem('bad-request', 'Idempotency-Key has 1 to 200 visible ASCII characters.');
  }
  return { key };
}
