import type { Why } from '../../node/schemas/why.ts';
import { Icon } from '../icons.tsx';
import { t } from '../lib/i18n.ts';
import { languageWarning, whySentences } from '../lib/why.ts';

type Props = {
  why: Why;
  /** The expert's, unless they are the reader. */
  name?: string | undefined;
};

/** That the expert did not list the language: said first, for they may want to pass. */
export function LanguageNote({ why, name }: Props) {
  const warning = languageWarning(why, { name });
  if (warning === undefined) return null;
  return (
    <p class="row small">
      <Icon name="globe" />
      <span>{warning}</span>
    </p>
  );
}

/** What stands behind the score: what they solved before, who came next, who could not be asked. */
export function WhyMore({ why, name }: Props) {
  const sentences = whySentences(why, { name });
  if (sentences.length === 0) return null;
  return (
    <details>
      <summary>{t('why.more')}</summary>
      <ul class="reasons small">
        {sentences.map((sentence) => (
          <li key={sentence} dir="auto">
            {sentence}
          </li>
        ))}
      </ul>
    </details>
  );
}
