import { useMemo } from 'preact/hooks';
import type { ApiProblem } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { languageHere, languageOptions } from '../../lib/languages.ts';
import { SelectField } from '../Field.tsx';

type Props = {
  /** None: as it reads. */
  value: string | undefined;
  /** What the node found it to be, to be corrected. */
  found?: string | undefined;
  /** Whether the node may find it out: of an issue that is sent it has done so. */
  isNew?: boolean;
  onValue: (language: string | undefined) => void;
  problem: ApiProblem | undefined;
};

/** What an issue is written in; found out by the node unless its user says so. */
export function LanguageField({ value, found, isNew = false, onValue, problem }: Props) {
  const options = useMemo(languageOptions, []);
  const asItReads =
    found === undefined ? t('issue.languageFound') : `${t('issue.languageFound')}: ${languageHere(found)}`;
  return (
    <SelectField
      label={t('issue.language')}
      name="language"
      hint={t('issue.languageHint')}
      value={value ?? ''}
      onValue={(chosen) => onValue(chosen === '' ? undefined : chosen)}
      options={isNew || value === undefined ? [{ value: '', label: asItReads }, ...options] : options}
      problem={problem}
    />
  );
}
