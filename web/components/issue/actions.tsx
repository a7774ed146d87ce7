import { useSignal } from '@preact/signals';
import type { IssueAction, IssueView } from '../../../node/schemas/views.ts';
import type { Urgency } from '../../../node/schemas/words.ts';
import { api } from '../../lib/api.ts';
import { useDraftText } from '../../lib/draftText.ts';
import { t } from '../../lib/i18n.ts';
import { limits } from '../../lib/limits.ts';
import { categories } from '../../lib/mesh.ts';
import { categoryName } from '../../lib/names.ts';
import { say } from '../../lib/toast.ts';
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
export const urgencyOptions = () =>
  urgencies.map((value) => ({ value, label: t(`common.urgency.${value}`) }));
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
          lengthMax={limits.reason}
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
      title={t('issue.editTitle')}
      submitLabel={t('common.save')}
      close={close}
      send={() => api.editIssue(issue.id, form.value)}
      done={(result) => {
        changed(result);
        say(t('issue.done.edited'));
      }}
    >
      {(problem) => (
        <>
          <TextField
            label={t('issue.title')}
            name="title"
            lengthMax={limits.title}
            value={form.value.title}
            onValue={(title) => put({ title })}
            problem={problem}
          />
          <TextArea
            label={t('issue.description')}
            name="description"
            lengthMax={limits.description}
            value={form.value.description}
            onValue={(description) => put({ description })}
            problem={problem}
          />
          <SelectField
            label={t('issue.category')}
            name="category"
            value={form.value.category}
            onValue={(category) => put({ category })}
            options={options.map((value) => ({ value, label: categoryName(value) }))}
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
  const higher = urgencyOptions().slice(urgencies.indexOf(issue.urgency) + 1);
  const urgency = useSignal(higher[0]?.value ?? issue.urgency);
  return (
    <Dialog
      title={t('issue.raiseTitle')}
      submitLabel={t('issue.raiseSubmit')}
      close={close}
      send={() => api.editIssue(issue.id, { urgency: urgency.value })}
      done={(result) => {
        changed(result);
        say(t('issue.done.edited'));
      }}
    >
      {(problem) => (
        <Segments
          label={t('issue.urgency')}
          name="urgency"
          value={urgency.value}
          onValue={(value) => {
            urgency.value = toUrgency(value);
          }}
          options={higher}
          hint={t(`common.urgencyHelp.${urgency.value}`)}
          problem={problem}
        />
      )}
    </Dialog>
  );
}

/** The dialog for one of the user's actions. */
export function UserActionDialog({ action, ...props }: DialogProps & { action: UserDialog }) {
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
            title: t('issue.cancelTitle'),
            text: t('issue.cancelText'),
            label: t('issue.reason'),
            isOptional: true,
            isDanger: true,
            submitLabel: t('issue.cancelSubmit'),
            keepLabel: t('issue.cancelKeep'),
            done: t('issue.done.cancelled'),
          }}
        />
      );
    case 'escalate':
      return (
        <ReasonDialog
          {...props}
          send={api.escalate}
          words={{
            title: t('issue.escalateTitle'),
            text: t('issue.escalateText', { name: props.issue.expert?.name ?? '' }),
            label: t('issue.reason'),
            isOptional: true,
            submitLabel: t('issue.escalateSubmit'),
            keepLabel: t('issue.escalateKeep'),
            done: t('issue.done.escalated'),
          }}
        />
      );
    case 'decline':
      return (
        <ReasonDialog
          {...props}
          send={api.decline}
          words={{
            title: t('issue.notYetTitle'),
            text: t('issue.notYetText'),
            label: t('issue.notYetReason'),
            submitLabel: t('issue.notYetSubmit'),
            done: t('issue.done.declined'),
          }}
        />
      );
    case 'reopen':
      return (
        <ReasonDialog
          {...props}
          send={api.reopen}
          words={{
            title: t('issue.reopenTitle'),
            label: t('issue.reopenReason'),
            submitLabel: t('issue.reopenSubmit'),
            done: t('issue.done.reopened'),
          }}
        />
      );
  }
}
