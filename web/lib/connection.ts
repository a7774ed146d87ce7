import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LiveEvent } from '../../node/schemas/views.ts';
import { onAnswer } from './api.ts';
import { Live, type LiveState } from './live.ts';

/** How this page hears of news. */
export const liveState = signal<LiveState>('connecting');

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();
let live: Live | undefined;

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}

/** Opens this page's live socket; needs a session. Calling it again does nothing. */
export function startLive(): void {
  if (live !== undefined) return;
  const protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  live = new Live(`${protocol}//${location.host}/api/v1/live`, {
    open: (url) => new WebSocket(url),
    after: (delayMs, callback) => {
      const timer = window.setTimeout(callback, delayMs);
      return () => window.clearTimeout(timer);
    },
    random: Math.random,
    onState: (state) => {
      const isBack = liveState.peek() === 'lost' && state === 'live';
      liveState.value = state;
      // The node sends what was missed; reading all again also heals what failed to load meanwhile.
      if (isBack) tell({ kind: 'reset', cursor: 0 });
    },
    onEvent: tell,
  });
  window.addEventListener('online', () => live?.hurry());
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

/** Calls `listener` with live events while the component is shown. A `reset` means: read everything again. */
export function useLive(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  });
}
