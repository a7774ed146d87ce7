import { useSignal } from '@preact/signals';
import type { IssueView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { ProblemNote } from '../States.tsx';

/** Whether what solved an issue may be shown to others: off until its user says so. */
export const HelpsOthersBox = ({
  isOn,
  onValue,
  isBusy,
}: {
  isOn: boolean;
  onValue: (isOn: boolean) => void;
  isBusy?: boolean;
}) => (
  <label class="check small">
    <input
      type="checkbox"
      name="helpsOthers"
      checked={isOn}
      // Not disabled while busy: that would take the focus from who pressed it by keyboard.
      aria-busy={isBusy ? 'true' : undefined}
      onChange={(event) => onValue(event.currentTarget.checked)}
    />
    <span>
      {t('issue.helpsOthers')}
      <span class="muted line">{t('issue.helpsOthersText')}</span>
    </span>
  </label>
);

/** The same for an issue that was confirmed before: it can be changed at any time. */
export function HelpsOthers({ issue, changed }: { issue: IssueView; changed: (issue: IssueView) => void }) {
  /** What was pressed, until the node has answered. */
  const asked = useSignal<boolean | undefined>(undefined);
  const { submit, isBusy, problem } = useSubmit(
    async () => {
      try {
        return await api.giveConsent(issue.id, { helpsOthers: asked.peek() === true });
      } finally {
        asked.value = undefined;
      }
    },
    (result) => {
      changed(result);
      say(result.helpsOthers ? t('issue.done.shared') : t('issue.done.unshared'));
    },
  );
  if (issue.helpsOthers === undefined) return null;
  return (
    <div class="stack tight">
      <HelpsOthersBox
        isOn={asked.value ?? issue.helpsOthers}
        isBusy={isBusy.value}
        onValue={(isOn) => {
          asked.value ??= isOn;
          void submit();
        }}
      />
      <ProblemNote problem={problem.value} />
    </div>
  );
}
