import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';
import type { IncomingBytes } from './route.ts';

/** The body of a request as a file that comes in. What nobody reads to its end is let pass, so that an answer can be heard. */
export function incomingBytes(request: IncomingMessage): IncomingBytes {
  const announced = request.headers['content-length'];
  return {
    size: announced === undefined ? undefined : Number(announced),
    all: { [Symbol.asyncIterator]: () => read(request) },
  };
}

async function* read(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) yield chunk;
  } catch (cause) {
    throw new Problem('bad-request', 'The file did not arrive whole. Please send it again.', {
      reason: 'file-cut-off',
      cause,
    });
  } finally {
    request.resume();
  }
}
