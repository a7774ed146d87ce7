import type { IncomingMessage } from 'node:http';
import type { Clock } from '../ports.ts';
import type { ApiLimits } from './limits.ts';
import { tooLate } from './unread.ts';

/** Where files come in; their bodies may take longer than others. */
const uploadPath = /^\/api\/v1\/attachments(\?|$)/;

/**
 * Gives each body its time: a file as long as something of it comes, any other a moment. For the `request` event of a
 * server whose own time limit is that of the largest file; `giveUp` answers what did not come.
 */
export function slowBodies(
  { clock, limits }: { readonly clock: Clock; readonly limits: ApiLimits },
  giveUp: (error: NodeJS.ErrnoException, request: IncomingMessage) => void,
): (request: IncomingMessage) => void {
  return (request) => {
    const { headers, socket } = request;
    if (headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > 0)) return;
    const isFile = request.method === 'POST' && uploadPath.test(request.url ?? '');
    const patienceMs = isFile ? limits.uploadIdleMs : limits.bodyDeadlineMs;
    /** Counted without reading: listening to what comes would begin to, before anybody wants it. */
    let seenBytes = socket.bytesRead;
    const look = () => {
      const hasCome = isFile && socket.bytesRead > seenBytes;
      seenBytes = socket.bytesRead;
      if (request.complete) return;
      if (hasCome) cancel = clock.after(patienceMs, look);
      else giveUp(Object.assign(new Error('The body did not come in time.'), { code: tooLate }), request);
    };
    let cancel = clock.after(patienceMs, look);
    // Told when it has been read, and when the connection is gone.
    request.once('close', () => cancel());
  };
}
