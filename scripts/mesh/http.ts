/** The public API of a node, as any program would use it. */
import { z } from 'zod';
import { MeshProblem } from './problem.ts';

/** Longer than the API's own deadline for a request, so that its answer comes first. */
const requestTimeoutMs = 15_000;

const ProblemView = z.object({ code: z.string(), detail: z.string() });

export type Answer = { readonly status: number; readonly body: unknown };

export type Api = {
  /** @returns status and JSON body. @throws when nothing answers */
  request(method: string, path: string, more?: { body?: unknown; token?: string }): Promise<Answer>;
};

/** @param url where the node's API is, without a path */
export const apiAt = (url: string): Api => ({
  request: async (method, path, { body, token } = {}) => {
    const reply = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const text = await reply.text();
    const isJson = text !== '' && /json/.test(reply.headers.get('content-type') ?? '');
    return { status: reply.status, body: isJson ? JSON.parse(text) : text };
  },
});

/** The code of an RFC 9457 problem, if the answer is one. */
export const problemCode = (answer: Answer): string | undefined =>
  ProblemView.safeParse(answer.body).data?.code;

/** @throws MeshProblem with the API's own words, for an answer that was not expected */
export const unexpected = (what: string, { status, body }: Answer): never => {
  const detail = ProblemView.safeParse(body).data?.detail ?? '';
  throw new MeshProblem(`${what} failed: ${status} ${detail}`.trim());
};
