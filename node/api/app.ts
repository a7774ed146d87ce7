import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Clock, Log, Random } from '../ports.ts';
import type { Services } from '../services/services.ts';
import { apiIsNoPage, apiLeftovers, apiRouter } from './api-router.ts';
import { docsRouter } from './docs-page/router.ts';
import { type ApiLimits, limitsDefault } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { pages } from './pages.ts';
import { probeRouter } from './probes.ts';
import { problemAnswers } from './problems.ts';
import { allRoutes } from './routes/all.ts';
import { securityHeaders } from './security-headers.ts';
import { createSessionReader } from './session.ts';
import { slowBodies } from './slow-bodies.ts';
import { createLiveSockets } from './socket.ts';
import { createThrottles } from './throttles.ts';
import { answerUnread } from './unread.ts';

/** A header arrives in one piece or comes from someone who wants to hold connections open. */
const headersTimeoutMs = 10_000;
/** Proxies keep idle connections for 60 s; they must not send into one that was just closed here. */
const keepAliveTimeoutMs = 65_000;

export type ApiOptions = {
  readonly services: Services;
  readonly clock: Clock;
  readonly log: Log;
  /** For the ids under which failures are logged; no secrets are made of it. */
  readonly random: Random;
  /** The folder with the built pages. */
  readonly webRoot: string;
  /** Where people reach this node: its origin is trusted, and https makes cookies secure. */
  readonly publicUrl: string;
  /** Believe X-Forwarded-For of the one proxy in front. Without such a proxy anyone could claim any address. */
  readonly trustProxy?: boolean;
  readonly limits?: Partial<ApiLimits>;
};

export type Api = {
  /** Port 0 takes a free one. @throws the system's error, EADDRINUSE for example */
  listen(at: { readonly host: string; readonly port: number }): Promise<{ readonly port: number }>;
  /** Takes nothing new, finishes what runs (5 s at most), and closes every connection. */
  close(): Promise<void>;
};

/** The doors of one node: HTTP API, live socket, probes and pages, in front of its services. */
export function createApi(options: ApiOptions): Api {
  const { services, clock, log, random, webRoot, publicUrl } = options;
  const limits: ApiLimits = { ...limitsDefault, ...options.limits };
  const sessions = createSessionReader(services.region.name, publicUrl);
  const sockets = createLiveSockets({ services, clock, log, random, limits, sessions });
  services.sessions.onEnded((sessionId) => sockets.endSession(sessionId));
  const metrics = createMetrics({ clock, log });
  const api = apiRouter(allRoutes, {
    services,
    clock,
    limits,
    throttles: createThrottles(limits),
    sessions,
    onSessionEnd: (sessionId) => sockets.endSession(sessionId),
  });

  // Of a list of forwarded addresses only the last was written by the proxy in front.
  const app = new Koa({ proxy: options.trustProxy ?? false, maxIpsCount: 1 });
  app.on('error', (error: Error) => log.warn({ error: error.message }, 'an answer could not be sent'));
  app.use(metrics.middleware);
  app.use(problemAnswers({ log, random }));
  app.use(
    securityHeaders({
      isHttps: publicUrl.startsWith('https:'),
      regions: () => services.roaming.addresses(),
    }),
  );
  app.use(apiLeftovers);
  app.use(probeRouter({ health: services.health, metrics, clock, limits }).routes());
  app.use(docsRouter(services.region).routes());
  app.use(api.routes());
  app.use(api.allowedMethods());
  app.use(apiIsNoPage);
  app.use(pages(webRoot));

  const server = createServer({
    headersTimeout: headersTimeoutMs,
    // The longest that any body may take; `slowBodies` gives each its own time.
    requestTimeout: limits.uploadDeadlineMs,
    keepAliveTimeout: keepAliveTimeoutMs,
  });
  let isClosing = false;
  server.on('request', (request, response) => {
    // A kept-alive connection would hold the server open after its last answer, or after the rest of a
    // request that was refused before it had arrived.
    const hangUp = () => {
      if (isClosing && request.complete && response.writableFinished) request.socket.end();
    };
    request.once('close', hangUp);
    response.once('close', hangUp);
  });
  server.on(
    'request',
    slowBodies({ clock, limits }, (error, { socket }) => answerUnread(error, socket)),
  );
  server.on('request', app.callback());
  server.on('clientError', answerUnread);
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ host, port }, () => {
          server.off('error', reject);
          server.on('error', (error) => log.error({ error: error.message }, 'the HTTP server failed'));
          resolve({ port: portOf(server.address()) });
        });
      }),
    async close() {
      isClosing = true;
      const cancelCut = clock.after(limits.closeDeadlineMs, () => server.closeAllConnections());
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.all([closed, sockets.stop()]);
      cancelCut();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('The server has no TCP port.');
  return address.port;
}
