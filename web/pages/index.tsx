import { signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { MeshView } from '../../node/schemas/mesh-views.ts';
import type { AccountView } from '../../node/schemas/views.ts';
import { SignInForm } from '../components/account/SignInForm.tsx';
import { SignUpForm } from '../components/account/SignUpForm.tsx';
import { BareTopbar } from '../components/BareTopbar.tsx';
import { Button } from '../components/Button.tsx';
import { show } from '../components/Shell.tsx';
import { Icon } from '../icons.tsx';
import { t } from '../lib/i18n.ts';
import { isGone, mesh } from '../lib/mesh.ts';
import { dashboardWords } from '../lib/names.ts';
import { dashboardOf, isProbablySignedIn, me, readMe, safeNext, signOut } from '../lib/session.ts';

const isSignUp = signal(location.hash === '#sign-up');
const next = safeNext(location.search, location.origin);

function enter(account: AccountView): void {
  location.assign(next ?? dashboardOf(account.roles));
}

function Already({ account }: { account: AccountView }) {
  return (
    <div class="stack">
      <h2 dir="auto">{t('home.index.welcome', { name: account.name })}</h2>
      <a class="button primary full" href={next ?? dashboardOf(account.roles)}>
        {next === undefined ? dashboardWords(account.roles) : t('account.welcome.goOn')}
      </a>
      <a class="button full" href="/profile">
        {t('home.index.profile')}
      </a>
      <Button isFull onClick={signOut}>
        {t('common.signOut')}
      </Button>
    </div>
  );
}

const tabs = [
  { isUp: false, word: 'account.sign.signIn' },
  { isUp: true, word: 'account.sign.signUp' },
] as const;

/** Two tabs: arrow keys go from one to the other, as everywhere. */
function Account({ view }: { view: MeshView | undefined }) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const choose = (isUp: boolean) => {
    isSignUp.value = isUp;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    choose(!isSignUp.value);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[isSignUp.value ? 1 : 0]?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" ref={list} onKeyDown={onKeyDown}>
        {tabs.map(({ isUp, word }) => (
          <button
            key={word}
            class="tab"
            role="tab"
            type="button"
            id={`${id}-tab-${isUp}`}
            aria-selected={isUp === isSignUp.value}
            aria-controls={`${id}-panel`}
            tabIndex={isUp === isSignUp.value ? 0 : -1}
            onClick={() => choose(isUp)}
          >
            {t(word)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${isSignUp.value}`}>
        {isSignUp.value ? <SignUpForm mesh={view} done={enter} /> : <SignInForm done={enter} />}
      </div>
      {!isSignUp.value && (
        <>
          <p class="hint">
            <Icon name="map-pin" />
            {/* Until it is known where this is, its line is kept free. */}
            <span class={view === undefined ? 'not-yet' : undefined}>
              {t('account.welcome.here', { region: view?.here ?? '' })}
            </span>
          </p>
          <p class="hint">
            <Icon name="lock" />
            <span>{t('home.index.password')}</span>
          </p>
        </>
      )}
    </>
  );
}

function StatusLine({ view, look }: { view: MeshView | undefined; look: string }) {
  const answering = view?.regions.filter(({ state }) => state !== 'down') ?? [];
  const online = answering.reduce((sum, region) => sum + region.expertsOnline, 0);
  return (
    <p class={`status-line ${look}`}>
      {view !== undefined && (
        <>
          <span>
            <span
              class={
                answering.length === view.regions.filter((region) => !isGone(region)).length
                  ? 'dot good'
                  : 'dot warn'
              }
            />
            {t('account.welcome.regionsUp', { count: answering.length })}
          </span>
          <span>{t('account.welcome.expertsOnline', { count: online })}</span>
        </>
      )}
    </p>
  );
}

const steps = ['write', 'accept', 'done'] as const;

function Welcome() {
  useEffect(() => {
    mesh.refresh();
    if (isProbablySignedIn()) readMe().catch(() => undefined);
  }, []);
  const view = mesh.data.value;
  return (
    <>
      <a class="skip" href="#main">
        {t('common.skip')}
      </a>
      <BareTopbar>
        <a class="button quiet small" href="/mesh">
          {t('common.nav.status')}
        </a>
      </BareTopbar>
      <main class="welcome" id="main">
        <section class="stack loose">
          <h1>{t('account.welcome.title')}</h1>
          <p class="lead">{t('account.welcome.lead')}</p>
          <ol class="vine wide-only">
            {steps.map((step) => (
              <li key={step} class={step === 'done' ? 'now' : 'done'}>
                <b>{t(`account.welcome.steps.${step}.title`)}</b>
                <span class="why">{t(`account.welcome.steps.${step}.text`)}</span>
              </li>
            ))}
          </ol>
          <StatusLine view={view} look="wide-only" />
        </section>
        <section class="card sign stack" aria-label={t('account.welcome.account')}>
          {next !== undefined && me.value === undefined && (
            <p class="hint" role="status">
              <Icon name="info" />
              {t('account.welcome.mustSignIn')}
            </p>
          )}
          {me.value === undefined ? <Account view={view} /> : <Already account={me.value.account} />}
        </section>
        <StatusLine view={view} look="narrow-only after" />
      </main>
    </>
  );
}

show(<Welcome />, 'account.sign.signIn');
