import { useRef } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import type { ApiProblem } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { languageName } from '../../lib/time.ts';
import { SelectField } from '../Field.tsx';

/** Widely written languages (ISO 639-1). Whoever set another one by the API keeps it. */
const offered = (
  'ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv ml mr ms nl no pa pl pt ro ru ' +
  'sk sl sr sv sw ta te th tr uk ur vi zh'
).split(' ');

/** As many as the node takes. */
const languagesMax = 10;

/** The languages somebody reads, the most comfortable first: each by its own name, added from a list. */
export function LanguagePicker({
  values,
  onValues,
  hint,
  problem,
}: {
  values: readonly string[];
  onValues: (values: readonly string[]) => void;
  hint: string;
  problem: ApiProblem | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const others = offered
    .filter((tag) => !values.includes(tag))
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  const remove = (tag: string) => {
    onValues(values.filter((other) => other !== tag));
    // The button that was pressed is gone: the keyboard goes on in the list beside it.
    box.current?.querySelector('select')?.focus();
  };
  return (
    <div class="stack close" ref={box}>
      <SelectField
        label={t('account.profile.languages')}
        name="languages"
        value=""
        onValue={(value) => value !== '' && onValues([...values, value])}
        options={[
          { value: '', label: t('home.languages.add') },
          ...(values.length < languagesMax ? others : []),
        ]}
        hint={hint}
        problem={problem}
      />
      <ul class="picked">
        {values.map((tag) => (
          <li key={tag} class="badge">
            <span lang={tag}>{languageName(tag)}</span>
            {values.length > 1 && (
              <button
                type="button"
                class="picked-remove"
                aria-label={t('home.languages.remove', { language: languageName(tag) })}
                onClick={() => remove(tag)}
              >
                <Icon name="x" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
