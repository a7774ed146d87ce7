import type { TranslationView } from '../../../node/schemas/assistant.ts';
import type { IssueView, MessageView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { type Asking, assistantModel, useAsking } from '../../lib/assistant.ts';
import { t } from '../../lib/i18n.ts';
import { Button } from '../Button.tsx';
import { ProblemNote } from '../States.tsx';
import { AssistantNote } from './Note.tsx';

/** A translation, once there is one. */
export function Translation({ of }: { of: Asking<TranslationView> }) {
  const said = of.answer.value;
  return (
    <>
      <ProblemNote problem={of.problem.value} />
      {said !== undefined && (
        <AssistantNote title={t('assistant.translationTitle')} model={said.model} hide={of.forget}>
          <p class="prose" dir="auto" lang={said.language}>
            {said.text}
          </p>
          {said.isBeginning && <p class="muted small">{t('assistant.beginningOnly')}</p>}
        </AssistantNote>
      )}
    </>
  );
}

/** A line's translation, asked for by a link beside its time. */
export function useLineTranslation(issueId: string, { id, arrival }: MessageView) {
  return useAsking(() => api.translate(issueId, { message: { id, arrival } }));
}

export function TranslateLine({ of, name }: { of: Asking<TranslationView>; name: string }) {
  if (assistantModel() === undefined || of.answer.value !== undefined) return null;
  return (
    <button
      class="link"
      type="button"
      aria-label={t('assistant.translateLine', { name })}
      aria-busy={of.isBusy.value ? 'true' : undefined}
      disabled={of.isBusy.value}
      onClick={of.ask}
    >
      {t('assistant.translate')}
    </button>
  );
}

/** For who reads an expert's answer. */
export function TranslateAnswer({ issue }: { issue: IssueView }) {
  const asking = useAsking(() => api.translate(issue.id, { part: 'resolution' }));
  if (assistantModel() === undefined) return null;
  return (
    <div class="stack close" aria-live="polite">
      {asking.answer.value === undefined && (
        <p>
          <Button isSmall icon="languages" isBusy={asking.isBusy.value} onClick={asking.ask}>
            {t('assistant.translateAnswer')}
          </Button>
        </p>
      )}
      <Translation of={asking} />
    </div>
  );
}
