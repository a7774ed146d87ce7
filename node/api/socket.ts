import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock, Log, Random } from '../ports.ts';
import { Problem } from '../problem.ts';
import type { Services } from '../services/services.ts';
import { apiPrefix } from './api-router.ts';
import { withDeadline } from './deadline.ts';
import type { ApiLimits } from './limits.ts';
import { closeCodes, type LiveConnection, liveConnection } from './live-connection.ts';
import { problemHeaders, problemView, toProblem } from './problems.ts';
import type { SessionReader } from './session.ts';

const livePath = `${apiPrefix}/live`;

/** Absent for a first connection. */
const Cursor = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
  .optional();

type Dependencies = {
  readonly services: Services;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  readonly limits: ApiLimits;
  readonly sessions: SessionReader;
};

export type LiveSockets = {
  /** For the `upgrade` event of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the sockets of a session that was ended. */
  endSession(sessionId: string): void;
  /** Takes no more, tells every client that this node stops, and waits until all are closed. */
  stop(): Promise<void>;
};

/** The live socket at /api/v1/live?cursor=N: who may open one is decided before the upgrade. */
export function createLiveSockets(dependencies: Dependencies): LiveSockets {
  const { services, clock, log, random, limits, sessions } = dependencies;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.socketInboundMaxBytes,
  });
  const connections = new Set<LiveConnection>();
  let isStopped = false;

  async function admit(request: IncomingMessage) {
    const url = parseUrl(request.url);
    if (url?.pathname !== livePath) {
      throw new Problem('not-found', `The live socket is at ${livePath}; nothing else can be upgraded.`);
    }
    const cursor = Cursor.safeParse(url.searchParams.get('cursor') ?? undefined);
    if (!cursor.success) throw new Problem('bad-request', 'A cursor is a whole number.');
    const credential = sessions.credential(request);
    if (!credential) throw new Problem('unauthenticated', 'Sign in first.');
    if (credential.via === 'cookie') sessions.requireOwnOrigin(request);
    const authenticated = services.sessions.authenticate(credential.token);
    const actor = await withDeadline(clock, limits.requestDeadlineMs, authenticated);
    if (!actor) throw new Problem('unauthenticated', 'The session has ended: sign in again.');
    requireRoom(actor.accountId);
    return { actor, token: credential.token, cursor: cursor.data };
  }

  function requireRoom(accountId: string): void {
    const own = [...connections].filter((connection) => connection.accountId === accountId).length;
    if (own >= limits.socketsPerAccount) {
      throw new Problem(
        'limit-reached',
        `At most ${limits.socketsPerAccount} pages of one account are live.`,
      );
    }
    if (connections.size >= limits.socketsTotal) {
      throw new Problem('limit-reached', 'This node has as many live pages as it can hold.');
    }
  }

  async function open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const asker = await admit(request);
    if (isStopped) throw new Problem('region-unreachable', 'This node is stopping.');
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = liveConnection(webSocket, asker, dependencies);
      connections.add(connection);
      connection.ended.then(() => connections.delete(connection));
    });
  }

  return {
    upgrade(request, socket, head) {
      // Until the upgrade nobody else listens, and an unheard error would end the process.
      socket.on('error', (error) => log.debug({ error: error.message }, 'an upgrade broke off'));
      open(request, socket, head).catch((error: unknown) => {
        const { problem, instance } = toProblem(error, { log, random });
        refuse(socket, problem, instance);
      });
    },
    endSession(sessionId) {
      for (const connection of connections) {
        if (connection.sessionId === sessionId) connection.close(closeCodes.sessionEnded, 'Signed out.');
      }
    },
    async stop() {
      isStopped = true;
      const ended = [...connections].map((connection) => connection.ended);
      for (const connection of connections) connection.close(closeCodes.goingAway, 'This node stops.');
      await Promise.all(ended);
    },
  };
}

function parseUrl(path: string | undefined): URL | undefined {
  const base = 'http://localhost';
  return path !== undefined && URL.canParse(path, base) ? new URL(path, base) : undefined;
}

/** There is no response object for an upgrade: the answer is written by hand. */
function refuse(socket: Duplex, problem: Problem, instance: string | undefined): void {
  const body = JSON.stringify(problemView(problem, instance));
  const headers = {
    ...problemHeaders(problem),
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`;
  socket.end(`${[status, ...lines].join('\r\n')}\r\n\r\n${body}`);
}
