import { useSignal } from '@preact/signals';
import { api } from '../../lib/api.ts';
import { useDraftText } from '../../lib/draftText.ts';
import { mesh } from '../../lib/mesh.ts';
import { say } from '../../lib/toast.ts';
import { expertWords } from '../../words/expert.ts';
import { issueWords } from '../../words/issue.ts';
import { adminWords } from '../../words/mesh.ts';
import { Dialog } from '../Dialog.tsx';
import { SelectField, TextArea } from '../Field.tsx';
import { type DialogProps, toUrgency, urgencies, urgencyOptions } from '../issue/actions.tsx';

/** The expert's answer; what was typed is kept on this device until it is sent. */
export function SolveDialog({ issue, meId, changed, close }: DialogProps) {
  const answer = useDraftText(meId, `answer.${issue.id}`);
  return (
    <Dialog
      title={expertWords.solveTitle}
      text={expertWords.solveText}
      submitLabel={expertWords.solveSubmit}
      keepLabel={expertWords.solveKeep}
      close={close}
      send={(once) => {
        const body = { text: answer.text.value };
        return api.resolve(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        answer.write('');
        changed(result);
        say(issueWords.done.resolved);
      }}
    >
      {(problem) => (
        <TextArea
          label={expertWords.solveField}
          name="text"
          rows={6}
          hint={expertWords.solveHint}
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
  const lower = urgencyOptions.slice(0, urgencies.indexOf(issue.urgency)).reverse();
  const urgency = useSignal(lower[0]?.value ?? issue.urgency);
  return (
    <Dialog
      title={expertWords.lowerTitle}
      text={expertWords.lowerText}
      submitLabel={expertWords.lowerSubmit}
      keepLabel={expertWords.solveKeep}
      close={close}
      send={(once) => {
        const body = { urgency: urgency.value, reason: reason.text.value };
        return api.lowerUrgency(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        reason.write('');
        changed(result);
        say(issueWords.done.lowered);
      }}
    >
      {(problem) => (
        <>
          <SelectField
            label={issueWords.urgency}
            name="urgency"
            value={urgency.value}
            onValue={(value) => {
              urgency.value = toUrgency(value);
            }}
            options={lower}
            problem={problem}
          />
          <TextArea
            label={expertWords.lowerReason}
            name="reason"
            rows={3}
            hint={expertWords.lowerHint}
            value={reason.text.value}
            onValue={reason.write}
            problem={problem}
          />
        </>
      )}
    </Dialog>
  );
}

/** Passes an accepted issue on, with a note, to a region or to whoever fits best. */
export function TransferDialog({ issue, meId, changed, close }: DialogProps) {
  const note = useDraftText(meId, `transfer.${issue.id}`);
  const region = useSignal('');
  const regions = (mesh.data.value?.regions ?? []).filter(({ state }) => state !== 'down');
  return (
    <Dialog
      title={expertWords.transferTitle}
      text={expertWords.transferText}
      submitLabel={expertWords.transferSubmit}
      keepLabel={expertWords.solveKeep}
      close={close}
      send={(once) => {
        const body = {
          note: note.text.value,
          ...(region.value === '' ? {} : { region: region.value }),
        };
        return api.transfer(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        note.write('');
        changed(result);
        say(issueWords.done.transferred);
      }}
    >
      {(problem) => (
        <>
          <TextArea
            label={expertWords.note}
            name="note"
            rows={3}
            value={note.text.value}
            onValue={note.write}
            problem={problem}
          />
          <SelectField
            label={expertWords.target}
            name="region"
            value={region.value}
            onValue={(value) => {
              region.value = value;
            }}
            options={[
              { value: '', label: expertWords.anyone },
              ...regions.map(({ name }) => ({ value: name, label: adminWords.reassignRegion(name) })),
            ]}
            problem={problem}
          />
        </>
      )}
    </Dialog>
  );
}
