import { useSignal } from '@preact/signals';
import type { AccountView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { adminWords } from '../../words/mesh.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { ReasonField } from './ReasonField.tsx';

type Verdict = 'decline' | 'suspend';
type Props = { account: AccountView; done: () => void };

function ReasonDialog({ account, verdict, done, close }: Props & { verdict: Verdict; close: () => void }) {
  const w = adminWords;
  const reason = useSignal('');
  const isDecline = verdict === 'decline';
  return (
    <Dialog
      title={isDecline ? w.declineTitle(account.name) : w.suspendTitle(account.name)}
      text={isDecline ? w.declineText : w.suspendText}
      submitLabel={isDecline ? w.declineSubmit : w.suspendSubmit}
      keepLabel={w.keep}
      isDanger
      close={close}
      send={() => (isDecline ? api.declineExpert : api.suspend)(account.id, { reason: reason.value })}
      done={() => {
        say(isDecline ? w.declined(account.name) : w.suspended(account.name));
        done();
      }}
    >
      {(problem) => <ReasonField label={w.reason} value={reason} problem={problem} />}
    </Dialog>
  );
}

/** What an admin may decide on an expert as they stand: verify, decline, suspend. */
export function Verdicts({ account, done }: Props) {
  const w = adminWords;
  const asked = useSignal<Verdict | undefined>(undefined);
  const { submit, isBusy, problem } = useSubmit(
    () => api.verify(account.id, { reason: '' }),
    () => {
      say(w.verified(account.name));
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
            aria-label={w.verifyName(account.name)}
            onClick={submit}
            isBusy={isBusy.value}
          >
            {w.verify}
          </Button>
        )}
        {stands === 'pending' && (
          <Button
            isSmall
            aria-label={w.declineName(account.name)}
            disabled={isBusy.value}
            onClick={() => {
              asked.value = 'decline';
            }}
          >
            {w.decline}
          </Button>
        )}
        {stands === 'verified' && (
          <Button
            isSmall
            aria-label={w.suspendName(account.name)}
            onClick={() => {
              asked.value = 'suspend';
            }}
          >
            {w.suspend}
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
