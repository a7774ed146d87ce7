import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { Empty } from '../components/States.tsx';
import { t } from '../lib/i18n.ts';
import { dashboardWords } from '../lib/names.ts';
import { dashboardOf, isProbablySignedIn, me, readMe } from '../lib/session.ts';

/** What the node answers where it has nothing: what happened, and the way to where one is at home. */
function NotFound() {
  /** Until then the way on is not shown: it would lead elsewhere a moment later. */
  const isKnown = useSignal(!isProbablySignedIn());
  useEffect(() => {
    if (isKnown.peek()) return;
    readMe()
      .catch(() => undefined)
      .finally(() => {
        isKnown.value = true;
      });
  }, []);
  const roles = me.value?.account.roles;
  return (
    <Shell me={me.value} here={me.value?.here} nav={isKnown.value ? navFor(me.value, '') : []}>
      <main class="page narrow" id="main">
        <Empty isMain title={t('home.missing.title')} text={t('home.missing.text')}>
          <a
            class={isKnown.value ? 'button primary' : 'button primary not-yet'}
            href={roles === undefined ? '/' : dashboardOf(roles)}
          >
            {roles === undefined ? t('common.nav.signIn') : dashboardWords(roles)}
          </a>
        </Empty>
      </main>
    </Shell>
  );
}

show(<NotFound />, 'home.missing.title');
