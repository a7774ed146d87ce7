import { useSignal } from '@preact/signals';
import type { PasswordLinkOwner } from '../../../node/schemas/password-links.ts';
import type { AccountView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { choosePassword } from '../../lib/session.ts';
import { useSubmit } from '../../lib/submit.ts';
import { Button } from '../Button.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { ProblemNote } from '../States.tsx';

type Props = { code: string; owner: PasswordLinkOwner; done: (account: AccountView) => void };

/** A new password for who has forgotten theirs, and has a link for one. */
export function NewPasswordForm({ code, owner: { name, email }, done }: Props) {
  const password = useSignal('');
  const { submit, isBusy, problem } = useSubmit(() => choosePassword(code, password.value), done);
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <p class="muted break">{t('password.page.owner', { name, email })}</p>
      {/* Read by password managers alone: whose password it is that they keep. */}
      <input
        class="visually-hidden"
        type="email"
        autocomplete="username"
        value={email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <PasswordField
        label={t('password.page.label')}
        name="password"
        isNew
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        hint={`${t('account.sign.passwordHint', { min: limits.passwordMin })} ${t('password.page.hint')}`}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <Button type="submit" look="primary" isFull isBusy={isBusy.value}>
        {t('password.page.submit')}
      </Button>
    </form>
  );
}
