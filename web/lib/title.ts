import { effect, signal } from '@preact/signals';
import { t, type WordKey } from './i18n.ts';

/** What is open within the page, for example an issue: it names the tab instead of the page. */
export const opened = signal<string | undefined>(undefined);

/** Names the tab, in whatever language the page is shown. */
export function titlePage(word: WordKey): void {
  effect(() => {
    document.title = t('common.titleOf', { page: opened.value ?? t(word) });
  });
}
