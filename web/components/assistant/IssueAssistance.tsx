import type { IssueView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { assistantModel, useAsking } from '../../lib/assistant.ts';
import { t } from '../../lib/i18n.ts';
import { Button } from '../Button.tsx';
import { ProblemNote } from '../States.tsx';
import { AssistantNote } from './Note.tsx';
import { Translation } from './Translation.tsx';

/** What the assistant can do for an expert with the issue in front of them. */
export function IssueAssistance({ issue }: { issue: IssueView }) {
  const summary = useAsking(() => api.summarise(issue.id));
  const translation = useAsking(() => api.translate(issue.id, {}));
  if (assistantModel() === undefined || issue.role !== 'expert') return null;
  const said = summary.answer.value;
  return (
    <div class="stack close" aria-live="polite">
      <fieldset class="row wrap assistant-actions">
        <legend class="visually-hidden">{t('assistant.actions')}</legend>
        <Button isSmall icon="lightbulb" isBusy={summary.isBusy.value} onClick={summary.ask}>
          {t('assistant.summary')}
        </Button>
        <Button isSmall icon="languages" isBusy={translation.isBusy.value} onClick={translation.ask}>
          {t('assistant.translate')}
        </Button>
      </fieldset>
      <Translation of={translation} />
      <ProblemNote problem={summary.problem.value} />
      {said !== undefined && (
        <AssistantNote title={t('assistant.summaryTitle')} model={said.model} hide={summary.forget}>
          <p class="prose" dir="auto">
            {said.text}
          </p>
        </AssistantNote>
      )}
    </div>
  );
}
