import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AccountView } from '../../node/schemas/views.ts';
import { NewPasswordForm } from '../components/account/NewPasswordForm.tsx';
import { BareTopbar } from '../components/BareTopbar.tsx';
import { show } from '../components/Shell.tsx';
import { Shown } from '../components/States.tsx';
import { api } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import { takeCode } from '../lib/passwordLink.ts';
import { resource } from '../lib/resource.ts';
import { dashboardOf } from '../lib/session.ts';

const code = takeCode(location, history);
const owner = resource(() => api.readPasswordLink({ code }));
// Another link opened in this tab changes the fragment alone.
window.addEventListener('hashchange', () => location.reload());

/** A heading with what there is to say and do, in place of the form. */
function Message({ title, text, children }: { title: string; text: string; children: ComponentChildren }) {
  return (
    <div class="stack" role="status">
      <h1>{title}</h1>
      <p class="muted">{text}</p>
      {children}
    </div>
  );
}

function ToStart() {
  return (
    <a class="button full" href="/">
      {t('account.sign.toStart')}
    </a>
  );
}

function Form({ done }: { done: (account: AccountView) => void }) {
  useEffect(() => {
    owner.refresh();
  }, []);
  if (owner.problem.value?.code === 'link-refused')
    return (
      <Message title={t('password.page.refusedTitle')} text={t('problem.code.link-refused')}>
        <ToStart />
      </Message>
    );
  return (
    <>
      <h1>{t('password.page.title')}</h1>
      <Shown of={owner}>{(known) => <NewPasswordForm code={code} owner={known} done={done} />}</Shown>
    </>
  );
}

function Content() {
  const account = useSignal<AccountView | undefined>(undefined);
  if (account.value !== undefined)
    return (
      <Message title={t('password.page.doneTitle')} text={t('password.page.doneText')}>
        <a class="button primary full" href={dashboardOf(account.value.roles)}>
          {t('account.welcome.goOn')}
        </a>
      </Message>
    );
  if (code === '')
    return (
      <Message title={t('password.page.missingTitle')} text={t('password.page.missingText')}>
        <ToStart />
      </Message>
    );
  return (
    <Form
      done={(opened) => {
        // Loaded again it is their own page: the link has no second use.
        history.replaceState(null, '', dashboardOf(opened.roles));
        account.value = opened;
      }}
    />
  );
}

function NewPassword() {
  return (
    <>
      <BareTopbar />
      <main class="page lone" id="main">
        <section class="card sign stack">
          <Content />
        </section>
      </main>
    </>
  );
}

show(<NewPassword />, 'password.page.title');
