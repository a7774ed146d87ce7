import { signal } from '@preact/signals';

/**
 * The short message that says that something happened; read out by screen readers. Each has a number of its own, so that
 * the same words said again are read out again.
 */
export const toast = signal<{ readonly text: string; readonly number: number } | undefined>(undefined);

/** Long enough to read two short sentences. */
const shownMs = 6_000;
let timer: number | undefined;
let said = 0;

export function say(text: string): void {
  window.clearTimeout(timer);
  toast.value = { text, number: ++said };
  timer = window.setTimeout(() => {
    toast.value = undefined;
  }, shownMs);
}
