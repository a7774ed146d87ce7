import { useSignal } from '@preact/signals';
import type { IssueAction, IssueView } from '../../../node/schemas/views.ts';
import type { Urgency } from '../../../node/schemas/words.ts';
import { api } from '../../lib/api.ts';
import { useDraftText } from '../../lib/draftText.ts';
import { categories } from '../../lib/mesh.ts';
import { say } from '../../lib/toast.ts';
import { common } from '../../words/common.ts';
import { issueWords } from '../../words/issue.ts';
import { Dialog } from '../Dialog.tsx';
import { Segments, SelectField, TextArea, TextField } from '../Field.tsx';
import { LanguageField } from './LanguageField.tsx';

/** What a user is asked before it is done. */
export type UserDialog = Extract<
  IssueAction,
  'edit' | 'raise-urgency' | 'cancel' | 'escalate' | 'decline' | 'reopen'
>;

export type DialogProps = {
  issue: IssueView;
  meId: string;
  changed: (issue: IssueView) => void;
  close: () => void;
};

export const urgencies: readonly Urgency[] = ['low', 'normal', 'high', 'critical'];
export const urgencyOptions = urgencies.map((value) => ({ value, label: common.urgency[value] }));
export const toUrgency = (value: string): Urgency =>
  urgencies.find((urgency) => urgency === value) ?? 'normal';

type Words = {
  title: string;
  text?: string;
  label: string;
  submitLabel: string;
  keepLabel?: string;
  done: string;
  isOptional?: boolean;
  isDanger?: boolean;
};

/** Asks for a reason and sends it; what was typed is kept until then. */
function ReasonDialog(
  props: DialogProps & {
    words: Words;
    send: (id: string, body: { reason: string }, key: string) => Promise<IssueView>;
  },
) {
  const { issue, meId, changed, close, words, send } = props;
  const reason = useDraftText(meId, `${words.submitLabel}.${issue.id}`);
  return (
    <Dialog
      title={words.title}
      submitLabel={words.submitLabel}
      close={close}
      {...(words.text === undefined ? {} : { text: words.text })}
      {...(words.keepLabel === undefined ? {} : { keepLabel: words.keepLabel })}
      isDanger={words.isDanger ?? false}
      send={(once) => {
        const body = { reason: reason.text.value };
        return send(issue.id, body, once.keyFor(body));
      }}
      done={(result) => {
        reason.write('');
        changed(result);
        say(words.done);
      }}
    >
      {(problem) => (
        <TextArea
          label={words.label}
          name="reason"
          rows={3}
          isOptional={words.isOptional ?? false}
          value={reason.text.value}
          onValue={reason.write}
          problem={problem}
        />
      )}
    </Dialog>
  );
}

function EditDialog({ issue, changed, close }: DialogProps) {
  const form = useSignal({
    title: issue.title,
    description: issue.description,
    category: issue.category,
    ...(issue.language !== undefined && { language: issue.language }),
  });
  const put = (change: Partial<typeof form.value>) => {
    form.value = { ...form.value, ...change };
  };
  const options = [...new Set([...categories(), issue.category])];
  return (
    <Dialog
      title={issueWords.editTitle}
      submitLabel={common.save}
      close={close}
      send={() => api.editIssue(issue.id, form.value)}
      done={(result) => {
        changed(result);
        say(issueWords.done.edited);
      }}
    >
      {(problem) => (
        <>
          <TextField
            label={issueWords.title}
            name="title"
            value={form.value.title}
            onValue={(title) => put({ title })}
            problem={problem}
          />
          <TextArea
            label={issueWords.description}
            name="description"
            value={form.value.description}
            onValue={(description) => put({ description })}
            problem={problem}
          />
          <SelectField
            label={issueWords.category}
            name="category"
            value={form.value.category}
            onValue={(category) => put({ category })}
            options={options.map((value) => ({ value, label: common.category(value) }))}
            problem={problem}
          />
          <LanguageField
            value={form.value.language}
            onValue={(language) => put(language === undefined ? {} : { language })}
            problem={problem}
          />
        </>
      )}
    </Dialog>
  );
}

function UrgencyDialog({ issue, changed, close }: DialogProps) {
  const higher = urgencyOptions.slice(urgencies.indexOf(issue.urgency) + 1);
  const urgency = useSignal(higher[0]?.value ?? issue.urgency);
  return (
    <Dialog
      title={issueWords.raiseTitle}
      submitLabel={issueWords.raiseSubmit}
      close={close}
      send={() => api.editIssue(issue.id, { urgency: urgency.value })}
      done={(result) => {
        changed(result);
        say(issueWords.done.edited);
      }}
    >
      {(problem) => (
        <Segments
          label={issueWords.urgency}
          name="urgency"
          value={urgency.value}
          onValue={(value) => {
            urgency.value = toUrgency(value);
          }}
          options={higher}
          hint={common.urgencyHelp[urgency.value]}
          problem={problem}
        />
      )}
    </Dialog>
  );
}

/** The dialog for one of the user's actions. */
export function UserActionDialog({ action, ...props }: DialogProps & { action: UserDialog }) {
  const w = issueWords;
  switch (action) {
    case 'edit':
      return <EditDialog {...props} />;
    case 'raise-urgency':
      return <UrgencyDialog {...props} />;
    case 'cancel':
      return (
        <ReasonDialog
          {...props}
          send={api.cancel}
          words={{
            title: w.cancelTitle,
            text: w.cancelText,
            label: w.reason,
            isOptional: true,
            isDanger: true,
            submitLabel: w.cancelSubmit,
            keepLabel: w.cancelKeep,
            done: w.done.cancelled,
          }}
        />
      );
    case 'escalate':
      return (
        <ReasonDialog
          {...props}
          send={api.escalate}
          words={{
            title: w.escalateTitle,
            text: w.escalateText(props.issue.expert?.name ?? ''),
            label: w.reason,
            isOptional: true,
            submitLabel: w.escalateSubmit,
            keepLabel: w.escalateKeep,
            done: w.done.escalated,
          }}
        />
      );
    case 'decline':
      return (
        <ReasonDialog
          {...props}
          send={api.decline}
          words={{
            title: w.notYetTitle,
            text: w.notYetText,
            label: w.notYetReason,
            submitLabel: w.notYetSubmit,
            done: w.done.declined,
          }}
        />
      );
    case 'reopen':
      return (
        <ReasonDialog
          {...props}
          send={api.reopen}
          words={{
            title: w.reopenTitle,
            label: w.reopenReason,
            submitLabel: w.reopenSubmit,
            done: w.done.reopened,
          }}
        />
      );
  }
}
