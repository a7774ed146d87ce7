import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { api } from '../../lib/api.ts';
import type { Chat } from '../../lib/chat.ts';
import { isNews, positionOf } from '../../lib/reading.ts';

/** Lines that come in a burst are told as one, and a glance while switching tabs is none. */
const pauseMs = 300;

/**
 * Tells the node what has come to this page, and what of it was seen: the tab in view, and the chat on the screen.
 * Who only watches, as an admin does, leaves no mark. Returns where to attach it.
 */
export function useSeen(chat: Chat, issueId: string, meId: string, isWatching: boolean) {
  const element = useRef<HTMLDivElement>(null);
  const isOnScreen = useSignal(false);
  const isTabShown = useSignal(document.visibilityState === 'visible');

  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      isOnScreen.value = entries.at(-1)?.isIntersecting ?? false;
    });
    if (element.current !== null) observer.observe(element.current);
    const look = () => {
      isTabShown.value = document.visibilityState === 'visible';
    };
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, []);

  useSignalEffect(() => {
    const lines = chat.lines.value;
    const isSeen = isOnScreen.value && isTabShown.value;
    if (isWatching || !isNews(lines, meId, chat.readers.value, isSeen)) return;
    const timer = window.setTimeout(() => {
      // Lost on the way, it is told with the next line or the next look.
      api.markRead(issueId, { lines: { ...positionOf(lines) }, isSeen }).catch(() => undefined);
    }, pauseMs);
    return () => window.clearTimeout(timer);
  });
  return element;
}
