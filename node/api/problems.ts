import type { Context, Middleware } from 'koa';
import type { Log, Random } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { ProblemView } from '../schemas/views.ts';

export const problemType = 'application/problem+json';

/** A problem as RFC 9457 writes it. Its type leads to the list of codes on the page that describes the API. */
export function problemView(problem: Problem, instance?: string): ProblemView {
  return {
    type: `/api/v1/docs#problem-${problem.code}`,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    ...(instance && { instance }),
    ...(problem.reason && { reason: problem.reason }),
    ...(problem.values && { values: problem.values }),
    ...(problem.retryAfterSeconds !== undefined && { retryAfterSeconds: problem.retryAfterSeconds }),
    ...(problem.errors && { errors: [...problem.errors] }),
  };
}

/** Headers that belong to a problem. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    'Content-Type': problemType,
    'Cache-Control': 'no-store',
    ...(problem.retryAfterSeconds !== undefined && { 'Retry-After': String(problem.retryAfterSeconds) }),
    // RFC 9110 wants the scheme named; browsers ask nobody for a bearer token.
    ...(problem.status === 401 && { 'WWW-Authenticate': 'Bearer realm="grapevine"' }),
  };
}

/**
 * Turns whatever was thrown into a problem. What nobody expected becomes `internal`: its text and stack go to
 * the log under an instance id, the asker gets the id only.
 */
export function toProblem(
  error: unknown,
  { log, random }: { log: Log; random: Random },
): { problem: Problem; instance?: string } {
  if (error instanceof Problem) return { problem: error };
  if (isMalformedRequest(error)) {
    return { problem: new Problem('bad-request', 'The address or the request is malformed.') };
  }
  const instance = instanceId(random);
  log.error({ instance, error: error instanceof Error ? error.stack : String(error) }, 'a request failed');
  return {
    problem: new Problem('internal', `The operator finds the cause in the log under ${instance}.`, {
      reason: 'logged',
      values: { instance },
    }),
    instance,
  };
}

/** The outermost middleware: every error ends here. */
export function problemAnswers(tools: { log: Log; random: Random }): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const { problem, instance } = toProblem(error, tools);
      answer(ctx, problem, instance);
    }
  };
}

function answer(ctx: Context, problem: Problem, instance: string | undefined): void {
  ctx.status = problem.status;
  ctx.set(problemHeaders(problem));
  ctx.body = JSON.stringify(problemView(problem, instance));
}

/** Koa's helpers mark what is the client's fault with a status: a path that cannot be decoded, or leads out of the folder. */
function isMalformedRequest(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}

/** 64 bits, enough to find one line in a log. */
function instanceId(random: Random): string {
  const part = () =>
    Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return part() + part();
}
