import { useEffect } from 'preact/hooks';
import type { AccountView } from '../../node/schemas/views.ts';
import { SignInForm } from '../components/account/SignInForm.tsx';
import { Mark } from '../components/Mark.tsx';
import { show } from '../components/Shell.tsx';
import { ApiProblem, api } from '../lib/api.ts';
import { isProbablySignedIn, readMe, safeNext } from '../lib/session.ts';
import { signWords } from '../words/account.ts';
import { common } from '../words/common.ts';

const next = safeNext(location.search, location.origin) ?? '/admin_dashboard';

/** Only admins go on; any other session is ended at once. */
async function enter(account: AccountView): Promise<void> {
  if (account.roles.includes('admin')) {
    location.assign(next);
    return;
  }
  await api.signOut();
  throw new ApiProblem(403, 'forbidden', signWords.notAdmin);
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
      <header class="topbar bare">
        <a class="brand" href="/" aria-label={common.app}>
          <Mark />
          {common.app}
        </a>
        <div class="end">
          <a class="button quiet small" href="/">
            {signWords.toStart}
          </a>
        </div>
      </header>
      <main class="page lone" id="main">
        <section class="card sign stack">
          <h1>{signWords.adminTitle}</h1>
          <p class="muted">{signWords.adminText}</p>
          <SignInForm done={enter} />
        </section>
      </main>
    </>
  );
}

show(<Login />);
