import { bodyParser } from '@koa/bodyparser';
import type { Context, Next } from 'koa';
import { Problem } from '../problem.ts';
import { wellFormed } from './well-formed.ts';

/**
 * Reads a JSON body of at most `maxBytes`, unpacked, or gives `{}` when there is none.
 * The function it returns throws Problem unsupported-media-type, too-large, or bad-request.
 */
export function bodyReader(maxBytes: number): (ctx: Context) => Promise<unknown> {
  const parse = bodyParser({
    enableTypes: ['json'],
    jsonLimit: maxBytes,
    // A lone number or string is JSON; the schema says better what is wrong with it.
    jsonStrict: false,
    onError: (error, ctx) => {
      // The parser leaves the rest unread, which would block this connection for the requests that follow.
      ctx.req.unpipe();
      ctx.req.resume();
      throw toProblem(error, maxBytes);
    },
  });
  return async (ctx) => {
    if (!hasBody(ctx)) return {};
    if (!ctx.is('json', '+json')) {
      throw new Problem('unsupported-media-type', 'Send the body with "Content-Type: application/json".');
    }
    await parse(ctx, nothingNext);
    const body: unknown = ctx.request.body;
    return body === '' ? {} : wellFormed(body);
  };
}

const nothingNext: Next = () => Promise.resolve();

function hasBody(ctx: Context): boolean {
  return ctx.get('transfer-encoding') !== '' || Number(ctx.get('content-length')) > 0;
}

function toProblem(error: unknown, maxBytes: number): Problem {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) {
    const max = maxBytes / 1024;
    return new Problem('too-large', `At most ${max} KiB are taken in one request.`, {
      reason: 'request-too-large',
      values: { max },
    });
  }
  if (status === 415) {
    return new Problem(
      'unsupported-media-type',
      'This Content-Encoding is not understood; send it unpacked.',
    );
  }
  return new Problem('bad-request', 'The body is not valid JSON.');
}
