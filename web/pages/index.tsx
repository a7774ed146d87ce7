import { signal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { MeshView } from '../../node/schemas/mesh-views.ts';
import type { AccountView } from '../../node/schemas/views.ts';
import { SignInForm } from '../components/account/SignInForm.tsx';
import { SignUpForm } from '../components/account/SignUpForm.tsx';
import { Button } from '../components/Button.tsx';
import { Mark } from '../components/Mark.tsx';
import { show } from '../components/Shell.tsx';
import { Icon } from '../icons.tsx';
import { isGone, mesh } from '../lib/mesh.ts';
import { dashboardOf, isProbablySignedIn, me, readMe, safeNext, signOut } from '../lib/session.ts';
import { signWords, welcomeWords } from '../words/account.ts';
import { common } from '../words/common.ts';

const isSignUp = signal(location.hash === '#sign-up');
const next = safeNext(location.search, location.origin);

function enter(account: AccountView): void {
  location.assign(next ?? dashboardOf(account.roles));
}

function Already({ account }: { account: AccountView }) {
  return (
    <div class="stack">
      <p>{welcomeWords.already(account.name)}</p>
      <a class="button primary full" href={next ?? dashboardOf(account.roles)}>
        {welcomeWords.goOn}
      </a>
      <Button isFull onClick={signOut}>
        {common.signOut}
      </Button>
    </div>
  );
}

const tabs = [
  { isUp: false, label: signWords.signIn },
  { isUp: true, label: signWords.signUp },
];

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
        {tabs.map(({ isUp, label }) => (
          <button
            key={label}
            class="tab"
            role="tab"
            type="button"
            id={`${id}-tab-${isUp}`}
            aria-selected={isUp === isSignUp.value}
            aria-controls={`${id}-panel`}
            tabIndex={isUp === isSignUp.value ? 0 : -1}
            onClick={() => choose(isUp)}
          >
            {label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${isSignUp.value}`}>
        {isSignUp.value ? <SignUpForm mesh={view} done={enter} /> : <SignInForm done={enter} />}
      </div>
      {view !== undefined && !isSignUp.value && (
        <p class="hint">
          <Icon name="map-pin" />
          <span>{welcomeWords.here(view.here)}</span>
        </p>
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
            {welcomeWords.regionsUp(answering.length)}
          </span>
          <span>{welcomeWords.expertsOnline(online)}</span>
        </>
      )}
    </p>
  );
}

function Welcome() {
  useEffect(() => {
    mesh.refresh();
    if (isProbablySignedIn()) readMe().catch(() => undefined);
  }, []);
  const view = mesh.data.value;
  return (
    <>
      <a class="skip" href="#main">
        {common.skip}
      </a>
      <header class="topbar bare">
        <a class="brand" href="/" aria-label={common.app}>
          <Mark />
          {common.app}
        </a>
        <div class="end">
          <a class="button quiet small" href="/mesh">
            {common.nav.status}
          </a>
        </div>
      </header>
      <main class="welcome" id="main">
        <section class="stack loose">
          <h1>{welcomeWords.title}</h1>
          <p class="lead">{welcomeWords.lead}</p>
          <ol class="vine wide-only">
            {welcomeWords.steps.map(([title, text], i) => (
              <li key={title} class={i === welcomeWords.steps.length - 1 ? 'now' : 'done'}>
                <b>{title}</b>
                <span class="why">{text}</span>
              </li>
            ))}
          </ol>
          <StatusLine view={view} look="wide-only" />
        </section>
        <section class="card sign stack" aria-label={welcomeWords.account}>
          {next !== undefined && me.value === undefined && (
            <p class="hint" role="status">
              <Icon name="info" />
              {welcomeWords.mustSignIn}
            </p>
          )}
          {me.value === undefined ? <Account view={view} /> : <Already account={me.value.account} />}
        </section>
        <StatusLine view={view} look="narrow-only after" />
      </main>
    </>
  );
}

show(<Welcome />);
