import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { render } from 'preact';
import type { MeView } from '../../node/schemas/views.ts';
import { Icon, type IconName } from '../icons.tsx';
import { keepFocus } from '../lib/focusNext.ts';
import { t, type WordKey } from '../lib/i18n.ts';
import { startLanguage } from '../lib/language.ts';
import { followInPage } from '../lib/route.ts';
import { signOut } from '../lib/session.ts';
import { titlePage } from '../lib/title.ts';
import { toast } from '../lib/toast.ts';
import { Connection } from './Connection.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { Mark } from './Mark.tsx';
import { Avatar } from './Pieces.tsx';

export type NavItem = {
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly isCurrent?: boolean;
  readonly count?: number;
};

function Nav({ items }: { items: readonly NavItem[] }) {
  return (
    <nav class="nav" aria-label={t('common.pages')}>
      {items.map(({ href, icon, label, isCurrent, count }) => (
        <a key={href} href={href} aria-current={isCurrent ? 'page' : undefined} onClick={followInPage}>
          <Icon name={icon} />
          {label}
          {/* Its room is there before it is known: the words beside it stay where they are. */}
          {count !== undefined && <span class={count > 0 ? 'count' : 'count not-yet'}>{count}</span>}
        </a>
      ))}
    </nav>
  );
}

function Account({ me }: { me: MeView }) {
  const isLeaving = useSignal(false);
  return (
    <>
      <a class="account" href="/profile" title={me.account.name}>
        <Avatar id={me.account.id} name={me.account.name} />
        <span class="visually-hidden">{t('common.profileOf', { name: me.account.name })}</span>
      </a>
      <button
        class="button quiet icon-only"
        type="button"
        aria-label={t('common.signOut')}
        title={t('common.signOut')}
        disabled={isLeaving.value}
        onClick={() => {
          isLeaving.value = true;
          signOut();
        }}
      >
        <Icon name="log-out" isLarge turns />
      </button>
    </>
  );
}

type Props = {
  me: MeView | undefined;
  here: string | undefined;
  nav: readonly NavItem[];
  /** At the end of the header, before the account. */
  end?: ComponentChildren;
  children: ComponentChildren;
};

/** Header, banner and toast around a page's own `<main id="main">`. */
export function Shell({ me, here, nav, end, children }: Props) {
  return (
    <>
      <a class="skip" href="#main">
        {t('common.skip')}
      </a>
      <header class="topbar">
        <a class="brand" href="/" aria-label={t('common.app')}>
          <Mark />
          <span class="word">{t('common.app')}</span>
        </a>
        {here !== undefined && (
          <span class="here" title={t('common.seenFrom', { region: here })}>
            <Icon name="map-pin" />
            {here}
          </span>
        )}
        <Nav items={nav} />
        <div class="end">
          {end}
          <LanguageMenu />
          {me !== undefined && <Account me={me} />}
        </div>
      </header>
      {me !== undefined && <Connection here={here} />}
      {children}
      <div class="toasts" role="status">
        {toast.value !== undefined && (
          <div class="toast" key={toast.value.number}>
            <Icon name="check" />
            {toast.value.text}
          </div>
        )}
      </div>
    </>
  );
}

/** Puts a page on the screen as soon as its words are there. `title` names the tab. */
export async function show(page: ComponentChildren, title: WordKey): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new Error('The page has no element with the id "app".');
  await startLanguage().catch((error: unknown) => {
    // In English, for there are no words of any language.
    root.textContent = 'The words of this page did not arrive. Please load it again.';
    throw error;
  });
  titlePage(title);
  render(page, root);
  keepFocus();
}
