import { useSignal } from '@preact/signals';
import type { SettingsView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useSubmit } from '../../lib/submit.ts';
import { adminWords } from '../../words/mesh.ts';
import { Button } from '../Button.tsx';
import { SelectField } from '../Field.tsx';
import { ProblemNote } from '../States.tsx';

type Props = { measure: SettingsView['trustMeasure']; saved: (settings: SettingsView) => void };

/** How the trust term of the score is made, in every region. The trust that people see is the same in both. */
export function TrustMeasure({ measure, saved }: Props) {
  const w = adminWords;
  const chosen = useSignal(measure);
  const { submit, isBusy, problem } = useSubmit(
    () => api.updateSettings({ trustMeasure: chosen.value }),
    saved,
  );
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{w.trustMeasure}</h2>
      <SelectField
        label={w.trustMeasureLabel}
        name="trustMeasure"
        value={chosen.value}
        onValue={(value) => {
          chosen.value = value === 'average' ? 'average' : 'estimate';
        }}
        options={[
          { value: 'estimate', label: w.trustMeasures.estimate },
          { value: 'average', label: w.trustMeasures.average },
        ]}
        hint={w.trustMeasureText[chosen.value]}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" isBusy={isBusy.value}>
          {w.trustMeasureSubmit}
        </Button>
      </p>
    </form>
  );
}
