import { useSignal } from '@preact/signals';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { me } from '../../lib/session.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { ProblemNote } from '../States.tsx';

/** Another password, for who knows the present one. */
export function PasswordForm() {
  const current = useSignal('');
  const next = useSignal('');
  const { submit, isBusy, problem } = useSubmit(
    () => api.updateMe({ password: { current: current.value, next: next.value } }),
    (result) => {
      me.value = result;
      current.value = '';
      next.value = '';
      say(t('account.profile.passwordDone'));
    },
  );
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{t('account.profile.password')}</h2>
      <PasswordField
        label={t('account.profile.currentPassword')}
        name="password/current"
        value={current.value}
        onValue={(value) => {
          current.value = value;
        }}
        problem={problem.value}
      />
      <PasswordField
        label={t('account.profile.nextPassword')}
        name="password/next"
        isNew
        value={next.value}
        onValue={(value) => {
          next.value = value;
        }}
        hint={`${t('account.sign.passwordHint', { min: limits.passwordMin })} ${t('account.profile.passwordHint')}`}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" isBusy={isBusy.value}>
          {t('account.profile.passwordSubmit')}
        </Button>
      </p>
    </form>
  );
}
