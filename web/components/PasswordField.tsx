import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import type { ApiProblem } from '../lib/api.ts';
import { t } from '../lib/i18n.ts';
import { errorAt } from '../lib/submit.ts';

type Props = {
  label: string;
  name: string;
  value: string;
  onValue: (value: string) => void;
  isNew?: boolean;
  hint?: string;
  problem?: ApiProblem | undefined;
};

/** A password that can be looked at while typing. */
export function PasswordField({ label, name, value, onValue, isNew, hint, problem }: Props) {
  const id = useId();
  const isShown = useSignal(false);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current !== null) input.current.type = isShown.value ? 'text' : 'password';
  }, [isShown.value]);
  const error = errorAt(problem, name);
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input-icon has-button">
        <input
          class="input"
          id={id}
          name={name}
          ref={input}
          type="password"
          value={value}
          required
          autocomplete={isNew ? 'new-password' : 'current-password'}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={describedBy || undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
        <button
          class="button quiet icon-only small"
          type="button"
          aria-label={isShown.value ? t('account.sign.hide') : t('account.sign.show')}
          aria-pressed={isShown.value}
          onClick={() => {
            isShown.value = !isShown.value;
          }}
        >
          <Icon name="eye" isLarge />
        </button>
      </div>
      {error && (
        <p class="error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
