import type { ComponentChildren } from 'preact';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { Button } from '../Button.tsx';

/** Says of whatever stands above or below it who it is from. */
export const AssistantMark = ({ model }: { model?: string }) => (
  <p class="assistant-mark">
    <Icon name="lightbulb" />
    <span>
      {t('assistant.mark')}{' '}
      {model !== undefined && <span class="break">{t('assistant.model', { name: model })}.</span>}
    </span>
  </p>
);

/** Above the box where one writes, as long as a draft stands in it. */
export const DraftMark = () => (
  <p class="assistant-mark" role="status">
    <Icon name="lightbulb" />
    <span>{t('assistant.drafted')}</span>
  </p>
);

/** Something the assistant said: as text, in its own frame, marked. */
export function AssistantNote({
  title,
  model,
  hide,
  children,
}: {
  title: string;
  model: string;
  hide?: () => void;
  children: ComponentChildren;
}) {
  return (
    <figure class="assistant">
      <figcaption class="side-head">
        <b class="small">{title}</b>
        {hide !== undefined && (
          <Button look="quiet" isSmall onClick={hide}>
            {t('assistant.hide')}
          </Button>
        )}
      </figcaption>
      {children}
      <AssistantMark model={model} />
    </figure>
  );
}
