import type { ComponentChildren } from 'preact';
import { t } from '../lib/i18n.ts';
import { LanguageMenu } from './LanguageMenu.tsx';
import { Mark } from './Mark.tsx';

/** Above what is open to people without a session: the way to the start, the language, and what else a page needs there. */
export function BareTopbar({ children }: { children?: ComponentChildren }) {
  return (
    <header class="topbar bare">
      <a class="brand" href="/" aria-label={t('common.app')}>
        <Mark />
        {t('common.app')}
      </a>
      <div class="end">
        <LanguageMenu />
        {children}
      </div>
    </header>
  );
}
