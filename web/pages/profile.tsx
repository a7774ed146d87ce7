import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ExpertProfile, MeView } from '../../node/schemas/views.ts';
import { DeviceAlerts } from '../components/account/DeviceAlerts.tsx';
import { ExpertFields } from '../components/account/ExpertFields.tsx';
import { LanguagePicker } from '../components/account/LanguagePicker.tsx';
import { PasswordForm } from '../components/account/PasswordForm.tsx';
import { Sessions } from '../components/account/Sessions.tsx';
import { Button } from '../components/Button.tsx';
import { TextField } from '../components/Field.tsx';
import { navFor } from '../components/nav.ts';
import { Badge, VerificationBadge } from '../components/Pieces.tsx';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { ProblemNote } from '../components/States.tsx';
import { api } from '../lib/api.ts';
import { expertChangeOf, expertFormOf } from '../lib/expertForm.ts';
import { t } from '../lib/i18n.ts';
import { limits } from '../lib/limits.ts';
import { categories, mesh } from '../lib/mesh.ts';
import { categoryName } from '../lib/names.ts';
import { me as signedIn } from '../lib/session.ts';
import { useSubmit } from '../lib/submit.ts';
import { fullTime, percent, series } from '../lib/time.ts';
import { say } from '../lib/toast.ts';

function saved(result: MeView): void {
  signedIn.value = result;
  say(t('common.saved'));
}

function You({ me }: { me: MeView }) {
  const name = useSignal(me.account.name);
  const languages = useSignal<readonly string[]>(me.account.languages);
  const { submit, isBusy, problem } = useSubmit(
    () => api.updateMe({ name: name.value, languages: [...languages.value] }),
    saved,
  );
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{t('account.profile.you')}</h2>
      <dl class="about">
        <dt>{t('account.profile.region')}</dt>
        <dd>{me.account.region}</dd>
        <dt>{t('account.profile.roles')}</dt>
        <dd>{series(me.account.roles.map((role) => t(`account.profile.role.${role}`)))}</dd>
      </dl>
      <TextField
        label={t('account.profile.name')}
        name="name"
        lengthMax={limits.name}
        autocomplete="name"
        value={name.value}
        onValue={(value) => {
          name.value = value;
        }}
        problem={problem.value}
      />
      <LanguagePicker
        values={languages.value}
        onValues={(values) => {
          languages.value = values;
        }}
        hint={t(me.expert === undefined ? 'home.languages.hintUser' : 'home.languages.hint')}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" look="primary" isBusy={isBusy.value}>
          {t('common.save')}
        </Button>
      </p>
      <p class="muted small">{t('account.profile.session', { until: fullTime(me.sessionExpiresAt) })}</p>
    </form>
  );
}

function Expert({ me, profile }: { me: MeView; profile: ExpertProfile }) {
  const form = useSignal(expertFormOf(profile));
  const { submit, isBusy, problem } = useSubmit(() => api.updateMe(expertChangeOf(form.value)), saved);
  const results = Object.entries(profile.quiz);
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <div class="row wrap">
        <h2 class="grow">{t('account.profile.expert')}</h2>
        <VerificationBadge of={me.account.verification} />
      </div>
      {me.account.verificationNote && <p class="muted small prose">{me.account.verificationNote}</p>}
      <div class="row wrap">
        <span class="small">{t('account.profile.quiz')}</span>
        {results.length === 0 && <span class="muted small">{t('account.profile.noQuiz')}</span>}
        {results.map(([category, share]) => (
          <Badge key={category}>{`${categoryName(category)} ${percent(share)}`}</Badge>
        ))}
        <a class="button small" href="/quiz">
          {t('account.profile.takeQuiz')}
        </a>
      </div>
      <ExpertFields
        form={form.value}
        put={(change) => {
          form.value = { ...form.value, ...change };
        }}
        categories={categories()}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" isBusy={isBusy.value}>
          {t('common.save')}
        </Button>
      </p>
    </form>
  );
}

function Profile({ me }: { me: MeView }) {
  useEffect(() => {
    mesh.refresh();
  }, []);
  return (
    <Shell me={me} here={me.here} nav={navFor(me, '/profile')}>
      <main class="page narrow" id="main">
        <h1>{t('account.profile.title')}</h1>
        <div class="split even start">
          <div class="stack">
            <You me={me} />
            <PasswordForm />
            <DeviceAlerts isExpert={me.expert !== undefined} />
            <Sessions />
          </div>
          {me.expert !== undefined && <Expert me={me} profile={me.expert} />}
        </div>
      </main>
    </Shell>
  );
}

show(<SignedIn>{(me) => <Profile me={me} />}</SignedIn>, 'account.profile.title');
