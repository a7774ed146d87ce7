import { useSignal } from '@preact/signals';
import type { AccountView } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { signIn } from '../../lib/session.ts';
import { useSubmit } from '../../lib/submit.ts';
import { Button } from '../Button.tsx';
import { TextField } from '../Field.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { ProblemNote } from '../States.tsx';

/** E-mail and password. `done` gets the account that is now signed in. */
export function SignInForm({ done }: { done: (account: AccountView) => Promise<void> | void }) {
  const email = useSignal('');
  const password = useSignal('');
  const { submit, isBusy, problem } = useSubmit(async () => {
    const account = await signIn(email.value, password.value);
    await done(account);
  });
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <TextField
        label={t('account.sign.email')}
        name="email"
        type="email"
        autocomplete="email"
        value={email.value}
        onValue={(value) => {
          email.value = value;
        }}
        problem={problem.value}
      />
      <PasswordField
        label={t('account.sign.password')}
        name="password"
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <Button type="submit" look="primary" isFull isBusy={isBusy.value}>
        {t('account.sign.signIn')}
      </Button>
    </form>
  );
}
