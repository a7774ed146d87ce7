import { useSignal } from '@preact/signals';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { say } from '../../lib/toast.ts';
import { Dialog } from '../Dialog.tsx';
import { TextArea } from '../Field.tsx';

/** Asks why an offer is passed on; usual reasons are one press away, and none has to be given. */
/** The usual reasons, so that nobody has to type. */
const passReasons = () => [
  t('expert.passReasons.busy'),
  t('expert.passReasons.unknown'),
  t('expert.passReasons.leaving'),
];

export function PassDialog({
  offerId,
  done,
  close,
}: {
  offerId: string;
  done: () => void;
  close: () => void;
}) {
  const reason = useSignal('');
  return (
    <Dialog
      title={t('expert.passTitle')}
      text={t('expert.passText')}
      submitLabel={t('expert.passSubmit')}
      keepLabel={t('expert.passKeep')}
      close={close}
      send={() => api.reject(offerId, { reason: reason.value })}
      done={() => {
        say(t('expert.passed'));
        done();
      }}
    >
      {(problem) => (
        <>
          <div class="row wrap">
            {passReasons().map((text) => (
              <button
                key={text}
                class="button small"
                type="button"
                aria-pressed={reason.value === text}
                onClick={() => {
                  reason.value = text;
                }}
              >
                {text}
              </button>
            ))}
          </div>
          <TextArea
            label={t('expert.passReason')}
            name="reason"
            lengthMax={limits.reason}
            rows={2}
            isOptional
            value={reason.value}
            onValue={(value) => {
              reason.value = value;
            }}
            problem={problem}
          />
        </>
      )}
    </Dialog>
  );
}
