import { signal } from '@preact/signals';

/** The short message that says that something happened; read out by screen readers. */
export const toast = signal<string | undefined>(undefined);

/** Long enough to read two short sentences. */
const shownMs = 6_000;
let timer: number | undefined;

export function say(text: string): void {
  window.clearTimeout(timer);
  toast.value = text;
  timer = window.setTimeout(() => {
    toast.value = undefined;
  }, shownMs);
}
