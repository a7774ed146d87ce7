import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import type { PersonView } from '../../../node/schemas/admin-views.ts';
import type { PasswordLinkView } from '../../../node/schemas/password-links.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { fullTime } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

type AskProps = { person: PersonView; done: (link: PasswordLinkView) => void; close: () => void };

/** Asks why somebody gets a link for a new password, and makes it. */
export function MakePasswordLink({ person: { id, name }, done, close }: AskProps) {
  const reason = useSignal('');
  return (
    <Dialog
      title={t('password.admin.makeTitle', { name })}
      text={t('password.admin.makeText')}
      submitLabel={t('password.admin.makeSubmit')}
      keepLabel={t('admin.keep')}
      close={close}
      send={() => api.makePasswordLink(id, { reason: reason.value })}
      done={done}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

type MadeProps = { name: string; link: PasswordLinkView; close: () => void };

/** The link, this once. It goes away when its reader says so, and not when it was copied: that may have to be done again. */
export function MadePasswordLink({ name, link, close }: MadeProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const copied = useSignal<'yes' | 'no' | undefined>(undefined);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const copy = async () => {
    field.current?.select();
    try {
      // Only pages from https or the own machine have it.
      await navigator.clipboard.writeText(link.url);
      copied.value = 'yes';
    } catch {
      copied.value = 'no';
    }
  };
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="dialog-body">
        <h2 id={`${id}-title`}>{t('password.admin.madeTitle', { name })}</h2>
        <p class="muted">{t('password.admin.madeText', { name, time: fullTime(link.expiresAt) })}</p>
        <div class="field">
          <label for={`${id}-link`}>{t('password.admin.link')}</label>
          <input
            class="input"
            id={`${id}-link`}
            ref={field}
            type="text"
            dir="ltr"
            readOnly
            value={link.url}
          />
        </div>
        <p class="hint" role="status">
          {copied.value === 'yes' && t('password.admin.copied')}
          {copied.value === 'no' && t('password.admin.notCopied')}
        </p>
      </div>
      <div class="dialog-actions">
        <Button onClick={close}>{t('desk.close')}</Button>
        <Button look="primary" icon="link" onClick={copy}>
          {t('password.admin.copy')}
        </Button>
      </div>
    </dialog>
  );
}
