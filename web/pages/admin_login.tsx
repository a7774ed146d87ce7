import { useEffect } from 'preact/hooks';
import type { AccountView } from '../../node/schemas/views.ts';
import { SignInForm } from '../components/account/SignInForm.tsx';
import { BareTopbar } from '../components/BareTopbar.tsx';
import { show } from '../components/Shell.tsx';
import { ApiProblem, api } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import { isProbablySignedIn, readMe, safeNext } from '../lib/session.ts';

const next = safeNext(location.search, location.origin) ?? '/admin_dashboard';

/** Only admins go on; any other session is ended at once. */
async function enter(account: AccountView): Promise<void> {
  if (account.roles.includes('admin')) {
    location.assign(next);
    return;
  }
  await api.signOut();
  throw new ApiProblem(403, 'forbidden', t('account.sign.notAdmin'));
}

function Login() {
  useEffect(() => {
    if (!isProbablySignedIn()) return;
    readMe()
      .then((me) => {
        if (me?.account.roles.includes('admin')) location.replace(next);
      })
      .catch(() => undefined);
  }, []);
  return (
    <>
      <BareTopbar>
        <a class="button quiet small" href="/">
          {t('account.sign.toStart')}
        </a>
      </BareTopbar>
      <main class="page lone" id="main">
        <section class="card sign stack">
          <h1>{t('account.sign.adminTitle')}</h1>
          <p class="muted">{t('account.sign.adminText')}</p>
          <SignInForm done={enter} />
        </section>
      </main>
    </>
  );
}

show(<Login />, 'account.sign.adminTitle');
