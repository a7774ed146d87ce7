import type { SettingsView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useFollowed } from '../../lib/followed.ts';
import { t } from '../../lib/i18n.ts';
import { useSubmit } from '../../lib/submit.ts';
import { Button } from '../Button.tsx';
import { SelectField } from '../Field.tsx';
import { ProblemNote } from '../States.tsx';

type Props = { measure: SettingsView['trustMeasure']; saved: (settings: SettingsView) => void };

/** How the trust term of the score is made, in every region. The trust that people see is the same in both. */
export function TrustMeasure({ measure, saved }: Props) {
  const text = useFollowed(measure);
  const chosen = text.value === 'average' ? 'average' : 'estimate';
  const { submit, isBusy, problem } = useSubmit(() => api.updateSettings({ trustMeasure: chosen }), saved);
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{t('admin.trustMeasure')}</h2>
      <SelectField
        label={t('admin.trustMeasureLabel')}
        name="trustMeasure"
        value={chosen}
        onValue={(value) => {
          text.value = value;
        }}
        options={[
          { value: 'estimate', label: t('admin.trustMeasures.estimate') },
          { value: 'average', label: t('admin.trustMeasures.average') },
        ]}
        hint={t(`admin.trustMeasureText.${chosen}`)}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" isBusy={isBusy.value}>
          {t('admin.trustMeasureSubmit')}
        </Button>
      </p>
    </form>
  );
}
