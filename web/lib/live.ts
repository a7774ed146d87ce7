import type { LiveEvent } from '../../node/schemas/views.ts';

/** How the page hears of news: not yet connected, connected, or connected once and lost. */
export type LiveState = 'connecting' | 'live' | 'lost';

/** The part of a WebSocket that is used. */
export type Socket = Pick<WebSocket, 'addEventListener' | 'close'>;

export type LiveDeps = {
  readonly open: (url: string) => Socket;
  /** Runs `callback` in `delayMs`; returns how to prevent it. */
  readonly after: (delayMs: number, callback: () => void) => () => void;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly onEvent: (event: LiveEvent) => void;
  /** `isCaughtUp`: the node sends all that was missed; else it says that the page is to read everything again. */
  readonly onState: (state: LiveState, isCaughtUp: boolean) => void;
  /** The node said that the session is over: it would refuse every further attempt. */
  readonly onEnded: () => void;
};

/** The node's close code for a session that has ended. */
const sessionEnded = 4401;

const backoffMinMs = 500;
/** Nobody should wait longer than this for the page to notice that its node is back. */
const backoffMaxMs = 15_000;

/** The wait before attempt `n` (0 for the first after a loss): doubling, with full jitter in its upper half. */
export function backoffMs(n: number, random: number): number {
  const ceilingMs = Math.min(backoffMaxMs, backoffMinMs * 2 ** n);
  return ceilingMs * (0.5 + random / 2);
}

const kinds: readonly string[] = [
  'hello',
  'reset',
  'issue',
  'message',
  'read',
  'typing',
  'offers',
  'me',
  'mesh',
  'admin',
] satisfies LiveEvent['kind'][];

/** A live event, or undefined for what this page does not know (a newer node's, or not JSON at all). */
export function parseEvent(data: unknown): LiveEvent | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const event: Partial<LiveEvent> | null = JSON.parse(data);
    const isKnown = typeof event?.cursor === 'number' && kinds.includes(event.kind ?? '');
    return isKnown ? (event as LiveEvent) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Follows the node's live socket for as long as the page is open: reconnects with backoff and the last
 * cursor, so that the node sends what was missed, or `reset`.
 */
export class Live {
  readonly #deps: LiveDeps;
  readonly #url: string;
  #cursor: number | undefined;
  #attempts = 0;
  #wasLive = false;
  #isStopped = false;
  #socket: Socket | undefined;
  #cancelTimer: (() => void) | undefined;

  /** `url` of the socket without its query, for example `ws://localhost:8000/api/v1/live`. */
  constructor(url: string, deps: LiveDeps) {
    this.#url = url;
    this.#deps = deps;
  }

  start(): void {
    this.#connect();
  }

  /** For good; nothing is reported afterwards. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelTimer?.();
    this.#socket?.close();
  }

  /** Tries at once instead of after the rest of the backoff: the browser says that it is online again. */
  hurry(): void {
    if (this.#cancelTimer === undefined || this.#isStopped) return;
    this.#cancelTimer();
    this.#connect();
  }

  #connect(): void {
    this.#cancelTimer = undefined;
    const url = this.#cursor === undefined ? this.#url : `${this.#url}?cursor=${this.#cursor}`;
    const socket = this.#deps.open(url);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const event = parseEvent(data);
      if (event !== undefined && socket === this.#socket && !this.#isStopped) this.#take(event);
    });
    // A failed attempt fires 'error' and then 'close' as well, so one listener is enough.
    socket.addEventListener('close', ({ code }) => {
      if (socket !== this.#socket || this.#isStopped) return;
      if (code === sessionEnded) this.#deps.onEnded();
      this.#retry();
    });
  }

  #take(event: LiveEvent): void {
    this.#cursor = event.cursor;
    // Only a first event proves that the node really serves us; a proxy may accept and hang up.
    if (this.#attempts > 0 || !this.#wasLive) this.#deps.onState('live', event.kind !== 'reset');
    this.#attempts = 0;
    this.#wasLive = true;
    if (event.kind !== 'hello') this.#deps.onEvent(event);
  }

  #retry(): void {
    this.#deps.onState(this.#wasLive ? 'lost' : 'connecting', false);
    const delayMs = backoffMs(this.#attempts++, this.#deps.random());
    this.#cancelTimer = this.#deps.after(delayMs, () => this.#connect());
  }
}
