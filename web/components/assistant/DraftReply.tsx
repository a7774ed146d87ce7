import type { IssueView } from '../../../node/schemas/views.ts';
import { ApiProblem, api } from '../../lib/api.ts';
import { assistantModel } from '../../lib/assistant.ts';
import { t } from '../../lib/i18n.ts';
import { useSubmit } from '../../lib/submit.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';

/** Puts a draft into the box where an expert writes; sending it is theirs. */
export function DraftReply({ issue, onDraft }: { issue: IssueView; onDraft: (text: string) => void }) {
  const { submit, isBusy } = useSubmit(
    async () => {
      try {
        return await api.draftReply(issue.id);
      } catch (error) {
        // The composer has no room for it.
        if (error instanceof ApiProblem) say(error.message);
        throw error;
      }
    },
    ({ text }) => onDraft(text),
  );
  if (assistantModel() === undefined || issue.role !== 'expert') return null;
  return (
    <Button look="quiet" isSmall icon="lightbulb" isBusy={isBusy.value} onClick={() => submit()}>
      {t('assistant.draft')}
    </Button>
  );
}
