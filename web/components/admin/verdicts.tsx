import { useSignal } from '@preact/signals';
import type { AccountView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

type Verdict = 'decline' | 'suspend';
type Props = { account: AccountView; done: () => void };

function ReasonDialog({ account, verdict, done, close }: Props & { verdict: Verdict; close: () => void }) {
  const reason = useSignal('');
  const isDecline = verdict === 'decline';
  return (
    <Dialog
      title={
        isDecline
          ? t('admin.declineTitle', { name: account.name })
          : t('admin.suspendTitle', { name: account.name })
      }
      text={isDecline ? t('admin.declineText') : t('admin.suspendText')}
      submitLabel={isDecline ? t('admin.declineSubmit') : t('admin.suspendSubmit')}
      keepLabel={t('admin.keep')}
      isDanger
      close={close}
      send={() => (isDecline ? api.declineExpert : api.suspend)(account.id, { reason: reason.value })}
      done={() => {
        say(
          isDecline
            ? t('admin.declined', { name: account.name })
            : t('admin.suspended', { name: account.name }),
        );
        done();
      }}
    >
      {(problem) => <ReasonField label={t('admin.reason')} value={reason} problem={problem} />}
    </Dialog>
  );
}

/** What an admin may decide on an expert as they stand: verify, decline, suspend. */
export function Verdicts({ account, done }: Props) {
  const asked = useSignal<Verdict | undefined>(undefined);
  const { submit, isBusy, problem } = useSubmit(
    () => api.verify(account.id, { reason: '' }),
    () => {
      say(t('admin.verified', { name: account.name }));
      done();
    },
  );
  const stands = account.verification;
  return (
    <div class="stack tight">
      <div class="row wrap">
        {stands !== 'verified' && (
          <Button
            isSmall
            look={stands === 'pending' ? 'primary' : undefined}
            aria-label={t('admin.verifyName', { name: account.name })}
            onClick={submit}
            isBusy={isBusy.value}
          >
            {t('admin.verify')}
          </Button>
        )}
        {stands === 'pending' && (
          <Button
            isSmall
            aria-label={t('admin.declineName', { name: account.name })}
            disabled={isBusy.value}
            onClick={() => {
              asked.value = 'decline';
            }}
          >
            {t('admin.decline')}
          </Button>
        )}
        {stands === 'verified' && (
          <Button
            isSmall
            aria-label={t('admin.suspendName', { name: account.name })}
            onClick={() => {
              asked.value = 'suspend';
            }}
          >
            {t('admin.suspend')}
          </Button>
        )}
      </div>
      {problem.value !== undefined && (
        <p class="error" role="alert">
          {problem.value.message}
        </p>
      )}
      {asked.value !== undefined && (
        <ReasonDialog
          account={account}
          verdict={asked.value}
          done={done}
          close={() => {
            asked.value = undefined;
          }}
        />
      )}
    </div>
  );
}
