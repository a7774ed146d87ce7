import { api } from '../../lib/api.ts';
import { assistantModel, useAsking } from '../../lib/assistant.ts';
import { t } from '../../lib/i18n.ts';
import type { IssueDraft } from '../../lib/issueDraft.ts';
import { categoryName } from '../../lib/names.ts';
import { Button } from '../Button.tsx';
import { Badge } from '../Pieces.tsx';
import { ProblemNote } from '../States.tsx';
import { AssistantNote } from './Note.tsx';

/** As the node wants it of a title. */
const titleMin = 3;

function Choice({
  value,
  isChosen,
  nothing,
  accept,
}: {
  value: string | undefined;
  isChosen: boolean;
  nothing: string;
  accept: () => void;
}) {
  if (value === undefined) return <span class="muted small">{nothing}</span>;
  if (isChosen) {
    return (
      <Badge tone="accent" icon="check">
        {t('assistant.accepted', { value })}
      </Badge>
    );
  }
  return (
    <Button isSmall icon="plus" onClick={accept}>
      {t('assistant.accept', { value })}
    </Button>
  );
}

/** Category and urgency as the assistant would choose them. The form changes only where a person accepts. */
export function Suggestions({
  form,
  put,
}: {
  form: IssueDraft;
  put: (change: Pick<IssueDraft, 'category'> | Pick<IssueDraft, 'urgency'>) => void;
}) {
  const { answer, isBusy, problem, ask } = useAsking(() =>
    api.suggest({ title: form.title, description: form.description }),
  );
  if (assistantModel() === undefined) return null;
  const said = answer.value;
  const { category, urgency } = said ?? {};
  return (
    <div class="stack close" aria-live="polite">
      <p class="row wrap">
        <Button
          isSmall
          icon="lightbulb"
          isBusy={isBusy.value}
          disabled={form.title.trim().length < titleMin}
          onClick={ask}
        >
          {t('assistant.suggest')}
        </Button>
      </p>
      <p class="hint">{t('assistant.suggestHint')}</p>
      <ProblemNote problem={problem.value} />
      {said !== undefined && (
        <AssistantNote title={t('assistant.suggestTitle')} model={said.model}>
          <p class="row wrap">
            <Choice
              value={category && categoryName(category)}
              isChosen={category === form.category}
              nothing={t('assistant.nothingFor.category')}
              accept={() => category && put({ category })}
            />
            <Choice
              value={urgency && t(`common.urgency.${urgency}`)}
              isChosen={urgency === form.urgency}
              nothing={t('assistant.nothingFor.urgency')}
              accept={() => urgency && put({ urgency })}
            />
          </p>
        </AssistantNote>
      )}
    </div>
  );
}
