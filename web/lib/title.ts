import { effect, signal } from '@preact/signals';
import { t, type WordKey } from './i18n.ts';

/** What is open within the page, for example an issue: it names the tab instead of the page. */
export const opened = signal<string | undefined>(undefined);

/** How many things want a look: it stands before the name, where it is seen among other tabs. */
export const wanting = signal(0);

/** Names the tab, in whatever language the page is shown. */
export function titlePage(word: WordKey): void {
  effect(() => {
    const name = t('common.titleOf', { page: opened.value ?? t(word) });
    document.title = wanting.value > 0 ? `(${wanting.value}) ${name}` : name;
  });
}
