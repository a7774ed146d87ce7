import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LiveEvent } from '../../node/schemas/views.ts';
import { api, isSignedOut, onAnswer } from './api.ts';
import { Live, type LiveState } from './live.ts';
import { type Outage, OutageWatch } from './outage.ts';

/** How this page hears of news. */
export const liveState = signal<LiveState>('connecting');
/** Since when it hears nothing; undefined while it does. */
export const lostAt = signal<number | undefined>(undefined);
/** What is wrong while it hears nothing. */
export const outage = signal<Outage>({ kind: 'none' });
/** How often it came back after a loss, and whether the node sent all that was missed the last time. */
export const cameBack = signal<{ readonly times: number; readonly isCaughtUp: boolean }>({
  times: 0,
  isCaughtUp: true,
});

/** Whoever answers at all does so within this; else it may as well be away. */
const answerMs = 3_000;

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
let live: Live | undefined;

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}

/** Runs `callback` in `delayMs`; returns how to prevent it. */
export const after = (delayMs: number, callback: () => void) => {
  const timer = window.setTimeout(callback, delayMs);
  return () => window.clearTimeout(timer);
};

/**
 * Whether a node answers. Of another region's answer nothing can be read (it is no page of that region that asks): that it
 * came is all that is asked. The policy of these pages allows it for the addresses of regions, and for nothing else.
 */
async function answers(url: string): Promise<boolean> {
  try {
    await fetch(new URL('/livez', url === '' ? location.origin : url), {
      mode: url === '' ? 'same-origin' : 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerMs),
    });
    return true;
  } catch {
    return false;
  }
}

function watchOutage(): OutageWatch {
  return new OutageWatch({
    ways: async () => (await api.tickets()).items,
    answers,
    after,
    now: Date.now,
    onChange: (next) => {
      outage.value = next;
    },
  });
}

/** Opens this page's live socket; needs a session. Calling it again does nothing. */
export function startLive(): void {
  if (live !== undefined) return;
  const protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const watch = watchOutage();
  live = new Live(`${protocol}//${location.host}/api/v1/live`, {
    open: (url) => new WebSocket(url),
    after,
    random: Math.random,
    onState: (state, isCaughtUp) => {
      const isBack = liveState.peek() === 'lost' && state === 'live';
      const isLost = state === 'lost' && liveState.peek() !== 'lost';
      liveState.value = state;
      if (isLost) {
        lostAt.value = Date.now();
        watch.lost();
      }
      if (state === 'live') {
        lostAt.value = undefined;
        watch.live();
      }
      if (!isBack) return;
      cameBack.value = { times: cameBack.peek().times + 1, isCaughtUp };
      // The node sends what was missed; reading all again also heals what failed to load meanwhile.
      tell({ kind: 'reset', cursor: 0 });
    },
    onEvent: tell,
    onEnded: () => {
      isSignedOut.value = true;
    },
  });
  window.addEventListener('online', () => {
    live?.hurry();
    // Where the socket has outlived it, nothing else tells that what failed meanwhile can be tried again.
    if (liveState.peek() === 'live') readAgain();
  });
  onAnswer(() => {
    if (liveState.peek() === 'lost') live?.hurry();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') live?.hurry();
  });
  live.start();
}

/** Ends the live socket for good, before the session ends: it would only be refused from then on. */
export function stopLive(): void {
  live?.stop();
}

/** Has everything that is shown read again: a region that could not be asked before can be now. */
export function readAgain(): void {
  tell({ kind: 'reset', cursor: 0 });
}

/** Calls `listener` with live events while the component is shown. A `reset` means: read everything again. */
export function useLive(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  });
}
