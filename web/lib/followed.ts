import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** What a form shows when the node has something new: that, unless somebody has begun to change what there was before. */
export const followed = (typed: string, before: string, now: string): string =>
  typed === before ? now : typed;

/**
 * What is typed in a form that shows something of the node's. It follows what comes, so that news from another admin is
 * seen, and the form stays the same one: a form made anew for each answer takes the focus from whoever pressed its button.
 */
export function useFollowed(stored: string): Signal<string> {
  const typed = useSignal(stored);
  const before = useRef(stored);
  useLayoutEffect(() => {
    typed.value = followed(typed.peek(), before.current, stored);
    before.current = stored;
  }, [stored]);
  return typed;
}
