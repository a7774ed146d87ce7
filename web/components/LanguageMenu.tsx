import { Icon } from '../icons.tsx';
import { isLanguage, language, languages, t } from '../lib/i18n.ts';
import { chooseLanguage } from '../lib/language.ts';
import { say } from '../lib/toast.ts';

/** The page in another language; each says its own name, so that nobody has to read this one to find theirs. */
export function LanguageMenu() {
  const current = language();
  return (
    <label class="language" title={t('common.language')}>
      <Icon name="languages" isLarge />
      <span class="language-name" aria-hidden="true">
        {languages[current]}
      </span>
      <select
        aria-label={t('common.language')}
        value={current}
        onChange={({ currentTarget }) => {
          if (!isLanguage(currentTarget.value)) return;
          chooseLanguage(currentTarget.value).catch(() => {
            currentTarget.value = current;
            say(t('common.offline'));
          });
        }}
      >
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag} selected={tag === current}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
