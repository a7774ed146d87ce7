import type { Duplex } from 'node:stream';
import { Problem } from '../problem.ts';
import { problemHeaders, problemView } from './problems.ts';

/** What Node's parser says of an address and headers of more than 16 KiB. */
const headersTooLong = 'HPE_HEADER_OVERFLOW';
export const tooLate = 'ERR_HTTP_REQUEST_TIMEOUT';

/** Answers a request that the parser of HTTP gave up on, as any other: with a problem. For the `clientError` event of the server. */
export function answerUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(error.code);
  const body = JSON.stringify(problemView(problem));
  const headers = Object.entries({
    ...problemHeaders(problem),
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  });
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case headersTooLong:
      return new Problem('too-large', 'The address and the headers of a request may have 16 KiB together.');
    case tooLate:
      return new Problem('bad-request', 'The request did not arrive in time.');
    default:
      return new Problem('bad-request', 'The request is not HTTP.');
  }
}
