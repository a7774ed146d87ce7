import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api } from '../../lib/api.ts';
import type { Chat } from '../../lib/chat.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { Avatar } from '../Pieces.tsx';

/** Nothing heard for so long: they have stopped, or the news was lost. */
const goesAfterMs = 5_000;
/** While somebody types, it is told so often. */
const againAfterMs = 3_000;

let told = { issueId: '', atMs: Number.NEGATIVE_INFINITY };

/** Tells the other side that one is writing, now and then. */
export function sayTyping(issueId: string): void {
  const atMs = performance.now();
  if (told.issueId === issueId && atMs - told.atMs < againAfterMs) return;
  told = { issueId, atMs };
  api.typing(issueId).catch(() => undefined);
}

/** That the other side is writing, until it stops or the line is there. */
export function Typing({ chat, issueId }: { chat: Chat; issueId: string }) {
  const by = useSignal<{ id: string; name: string } | undefined>(undefined);
  const heard = useSignal(0);
  useLive((event) => {
    if (event.kind !== 'typing' || event.issue !== issueId) return;
    by.value = event.by;
    heard.value++;
  });
  useEffect(() => {
    const timer = window.setTimeout(() => {
      by.value = undefined;
    }, goesAfterMs);
    return () => window.clearTimeout(timer);
  }, [heard.value]);
  const newest = chat.lines.value.at(-1);
  useEffect(() => {
    if (newest?.author.id === by.peek()?.id) by.value = undefined;
  }, [newest?.id]);
  const person = by.value;
  if (person === undefined) return null;
  return (
    <div class="message">
      <Avatar id={person.id} name={person.name} size="small" />
      <div class="bubble">
        <span class="typing" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span class="visually-hidden">{t('reading.typing', { name: person.name })}</span>
      </div>
    </div>
  );
}
