import type { WebSocket } from 'ws';
import type { Cancel, Clock, Log } from '../ports.ts';
import type { LiveEvent } from '../schemas/views.ts';
import type { Actor, Services } from '../services/services.ts';
import { withDeadline } from './deadline.ts';
import type { ApiLimits } from './limits.ts';

/** Why a live socket was closed by this side. 1xxx are RFC 6455's, to all of which a page answers by reconnecting. */
export const closeCodes = {
  /** The node stops. */
  goingAway: 1001,
  failed: 1011,
  /** Roles have changed, so what may be seen has: connect again. */
  restart: 1012,
  /** The client is too far behind: connect again with the last cursor. */
  tryAgain: 1013,
  /** The session has ended: sign in before connecting again. */
  sessionEnded: 4401,
} as const;

export type LiveConnection = {
  readonly accountId: string;
  readonly sessionId: string;
  close(code: number, reason: string): void;
  /** Settles when the socket is closed and its subscription ended. */
  readonly ended: Promise<void>;
};

type Dependencies = {
  readonly services: Services;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: ApiLimits;
};

/**
 * One open socket: sends the account's events, pings, and ends when its session does. Several of one
 * account know nothing of each other. What the client sends is ignored.
 */
export function liveConnection(
  socket: WebSocket,
  asker: { readonly actor: Actor; readonly token: string; readonly cursor: number | undefined },
  { services, clock, log, limits }: Dependencies,
): LiveConnection {
  const { actor, token, cursor } = asker;
  let isOpen = true;
  let isAlive = true;
  let sessionExpiresAt = actor.sessionExpiresAt;
  let unsubscribe: Cancel = () => {};
  let cancelPing: Cancel = () => {};
  let cancelRecheck: Cancel = () => {};
  let cancelCut: Cancel = () => {};

  function close(code: number, reason: string): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.close(code, reason);
    cancelCut = clock.after(limits.socketCloseGraceMs, () => socket.terminate());
  }

  function send(event: LiveEvent): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.socketBufferMaxBytes) {
      close(closeCodes.tryAgain, 'Too far behind: reconnect with your cursor.');
    } else {
      socket.send(JSON.stringify(event));
    }
  }

  function pingLater(): void {
    cancelPing = clock.after(limits.socketPingMs, () => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
      pingLater();
    });
  }

  function recheckLater(): void {
    const untilEndMs = Math.max(0, sessionExpiresAt - clock.now());
    cancelRecheck = clock.after(Math.min(limits.socketRecheckMs, untilEndMs), () => void recheck());
  }

  async function recheck(): Promise<void> {
    try {
      const authenticated = services.sessions.authenticate(token);
      const found = await withDeadline(clock, limits.requestDeadlineMs, authenticated);
      if (!found) return close(closeCodes.sessionEnded, 'The session has ended.');
      if (!hasSameRoles(found, actor)) return close(closeCodes.restart, 'Your roles have changed.');
      sessionExpiresAt = found.sessionExpiresAt;
    } catch (error) {
      // A store that is away ends nobody's session; time does.
      log.warn({ error: String(error) }, 'the session of a live socket could not be checked');
    }
    if (sessionExpiresAt <= clock.now()) return close(closeCodes.sessionEnded, 'The session has ended.');
    if (isOpen) recheckLater();
  }

  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('error', (error) => log.debug({ error: error.message }, 'a live socket failed'));
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isOpen = false;
      for (const cancel of [unsubscribe, cancelPing, cancelRecheck, cancelCut]) cancel();
      resolve();
    });
  });

  pingLater();
  recheckLater();
  services.live.subscribe(actor, cursor, send).then(
    (cancel) => {
      if (isOpen) unsubscribe = cancel;
      else cancel();
    },
    (error) => {
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a subscription failed');
      close(closeCodes.failed, 'Events cannot be sent now.');
    },
  );
  return { accountId: actor.accountId, sessionId: actor.sessionId, close, ended };
}

function hasSameRoles(one: Actor, other: Actor): boolean {
  return one.roles.length === other.roles.length && one.roles.every((role) => other.roles.includes(role));
}
