import { useSignal } from '@preact/signals';
import { api } from '../../lib/api.ts';
import { say } from '../../lib/toast.ts';
import { expertWords } from '../../words/expert.ts';
import { Dialog } from '../Dialog.tsx';
import { TextArea } from '../Field.tsx';

/** Asks why an offer is passed on; usual reasons are one press away, and none has to be given. */
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
      title={expertWords.passTitle}
      text={expertWords.passText}
      submitLabel={expertWords.passSubmit}
      keepLabel={expertWords.passKeep}
      close={close}
      send={() => api.reject(offerId, { reason: reason.value })}
      done={() => {
        say(expertWords.passed);
        done();
      }}
    >
      {(problem) => (
        <>
          <div class="row wrap">
            {expertWords.passReasons.map((text) => (
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
            label={expertWords.passReason}
            name="reason"
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
