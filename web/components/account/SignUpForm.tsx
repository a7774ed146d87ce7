import { useSignal } from '@preact/signals';
import type { MeshView } from '../../../node/schemas/mesh-views.ts';
import type { AccountView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { blankExpert, type ExpertForm, expertBodyOf } from '../../lib/expertForm.ts';
import { languages, language as pageLanguage, t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { categories, isGone } from '../../lib/mesh.ts';
import { signIn } from '../../lib/session.ts';
import { useSubmit } from '../../lib/submit.ts';
import { Button } from '../Button.tsx';
import { SelectField, TextField } from '../Field.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { ProblemNote } from '../States.tsx';
import { ExpertFields } from './ExpertFields.tsx';

type Role = 'user' | 'expert';

function RoleChoice({ value, onValue }: { value: Role; onValue: (role: Role) => void }) {
  const options = [
    { role: 'user', title: t('account.sign.getHelp'), text: t('account.sign.getHelpText') },
    { role: 'expert', title: t('account.sign.giveHelp'), text: t('account.sign.giveHelpText') },
  ] as const;
  return (
    <fieldset class="field">
      <legend>{t('account.sign.role')}</legend>
      <div class="two">
        {options.map(({ role, title, text }) => (
          <label key={role} class="choice">
            <input type="radio" name="role" checked={role === value} onChange={() => onValue(role)} />
            <b>{title}</b>
            <span class="muted small">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type Props = { mesh: MeshView | undefined; done: (account: AccountView) => void };

/** Makes an account, as user or as expert, and signs in with it. Region and language are those of the page unless chosen. */
export function SignUpForm({ mesh, done }: Props) {
  const role = useSignal<Role>('user');
  const form = useSignal({ name: '', email: '', password: '', region: '', language: '' });
  const expert = useSignal<ExpertForm>(blankExpert);
  const put = (change: Partial<typeof form.value>) => {
    form.value = { ...form.value, ...change };
  };
  const { submit, isBusy, problem } = useSubmit(async (once) => {
    const { language, region, ...account } = form.value;
    const base = {
      ...account,
      languages: [language || pageLanguage()],
      ...(region === '' ? {} : { region }),
    };
    if (role.value === 'expert') {
      const body = { ...base, ...expertBodyOf(expert.value) };
      await api.registerExpert(body, once.keyFor(body));
    } else {
      await api.registerUser(base, once.keyFor(base));
    }
    return signIn(account.email, account.password);
  }, done);
  const { name, email, password, region, language } = form.value;
  const here = mesh?.here ?? '';
  // Where an account can be at home from now on.
  const staying = mesh?.regions.filter((one) => !one.isDraining && !isGone(one)) ?? [];
  const regions = staying.map((one) => one.name);
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <RoleChoice
        value={role.value}
        onValue={(value) => {
          role.value = value;
        }}
      />
      <TextField
        label={t('account.sign.name')}
        name="name"
        lengthMax={limits.name}
        autocomplete="name"
        value={name}
        onValue={(name) => put({ name })}
        problem={problem.value}
      />
      <TextField
        label={t('account.sign.email')}
        name="email"
        type="email"
        autocomplete="email"
        value={email}
        onValue={(email) => put({ email })}
        problem={problem.value}
      />
      <PasswordField
        label={t('account.sign.newPassword')}
        name="password"
        isNew
        value={password}
        onValue={(password) => put({ password })}
        hint={t('account.sign.passwordHint', { min: limits.passwordMin })}
        problem={problem.value}
      />
      <div class="two">
        <SelectField
          label={t('account.sign.region')}
          name="region"
          value={region === '' ? here : region}
          onValue={(region) => put({ region })}
          options={regions.map((value) => ({ value, label: value }))}
          problem={problem.value}
        />
        <SelectField
          label={t('account.sign.language')}
          name="languages"
          value={language || pageLanguage()}
          onValue={(language) => put({ language })}
          options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          problem={problem.value}
        />
      </div>
      {mesh !== undefined && (region === '' || region === here) && (
        <p class="hint">
          <Icon name="map-pin" />
          <span>{t('account.sign.regionHint', { region: here })}</span>
        </p>
      )}
      {role.value === 'expert' && (
        <ExpertFields
          form={expert.value}
          put={(change) => {
            expert.value = { ...expert.value, ...change };
          }}
          categories={categories()}
          problem={problem.value}
        />
      )}
      <ProblemNote problem={problem.value} />
      <Button type="submit" look="primary" isFull isBusy={isBusy.value}>
        {t('account.sign.submit')}
      </Button>
    </form>
  );
}
