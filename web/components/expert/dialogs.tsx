import { useSignal } from '@preact/signals';
import { api } from '../../lib/api.ts';
import { useDraftText } from '../../lib/draftText.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { say } from '../../lib/toast.ts';
import { Dialog } from '../Dialog.tsx';
import { SelectField, TextArea } from '../Field.tsx';
import { type DialogProps, toUrgency, urgencies, urgencyOptions } from '../issue/actions.tsx';
import { MarkdownField } from '../markdown/MarkdownField.tsx';

/** The expert's answer; what was typed is kept on this device until it is sent. */
export function SolveDialog({ issue, meId, changed, close }: DialogProps) {
  const answer = useDraftText(meId, `answer.${issue.id}`);
  return (
    <Dialog
      title={t('expert.solveTitle')}
      text={t('expert.solveText')}
      submitLabel={t('expert.solveSubmit')}
      keepLabel={t('expert.solveKeep')}
      close={close}
      send={(once) => {
        const body = { text: answer.text.value };
        return api.resolve(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        answer.write('');
        changed(result);
        say(t('issue.done.resolved'));
      }}
    >
      {(problem) => (
        <MarkdownField
          label={t('expert.solveField')}
          name="text"
          lengthMax={limits.description}
          rows={8}
          hint={t('expert.solveHint')}
          value={answer.text.value}
          onValue={answer.write}
          problem={problem}
        />
      )}
    </Dialog>
  );
}

/** Says, with a reason that the user reads, that an issue is less urgent than they think. */
export function LowerDialog({ issue, meId, changed, close }: DialogProps) {
  const reason = useDraftText(meId, `lower.${issue.id}`);
  const lower = urgencyOptions().slice(0, urgencies.indexOf(issue.urgency)).reverse();
  const urgency = useSignal(lower[0]?.value ?? issue.urgency);
  return (
    <Dialog
      title={t('expert.lowerTitle')}
      text={t('expert.lowerText')}
      submitLabel={t('expert.lowerSubmit')}
      keepLabel={t('expert.solveKeep')}
      close={close}
      send={(once) => {
        const body = { urgency: urgency.value, reason: reason.text.value };
        return api.lowerUrgency(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        reason.write('');
        changed(result);
        say(t('issue.done.lowered'));
      }}
    >
      {(problem) => (
        <>
          <SelectField
            label={t('issue.urgency')}
            name="urgency"
            value={urgency.value}
            onValue={(value) => {
              urgency.value = toUrgency(value);
            }}
            options={lower}
            problem={problem}
          />
          <TextArea
            label={t('expert.lowerReason')}
            name="reason"
            lengthMax={limits.reason}
            rows={3}
            hint={t('expert.lowerHint')}
            value={reason.text.value}
            onValue={reason.write}
            problem={problem}
          />
        </>
      )}
    </Dialog>
  );
}
