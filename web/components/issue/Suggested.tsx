import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';

/**
 * What solved issues like it mostly were, as a question to be answered with a press. Always there, so that what comes is
 * read out; beside the label, so that nothing moves when it comes.
 */
export const Suggested = ({ value, onTake }: { value: string | undefined; onTake: () => void }) => (
  <span class="suggested" aria-live="polite">
    {value !== undefined && (
      <button type="button" class="chip" onClick={onTake}>
        <Icon name="lightbulb" />
        {t('home.suggested.is', { value })}
        <span class="visually-hidden">{t('home.suggested.why')}</span>
      </button>
    )}
  </span>
);
