import type { SettingsView } from '../../../node/schemas/views.ts';
import type { WeightsPreview as Preview } from '../../../node/schemas/weights.ts';
import type { Terms } from '../../../node/schemas/why.ts';
import { api } from '../../lib/api.ts';
import { useFollowed } from '../../lib/followed.ts';
import { t } from '../../lib/i18n.ts';
import { useSubmit } from '../../lib/submit.ts';
import { percent, score } from '../../lib/time.ts';
import { sharesOf, termNames, weightsOf } from '../../lib/weights.ts';
import { Button } from '../Button.tsx';
import { TextField } from '../Field.tsx';
import { ShareBar } from '../ShareBar.tsx';
import { ProblemNote } from '../States.tsx';

/** What was asked about, and the answer. */
export type Previewed = { readonly weights: Terms; readonly preview: Preview };

/** The four weights, what share each has, and what they would have changed. */
export function WeightsForm({
  weights,
  saved,
  previewed,
}: {
  weights: Terms;
  saved: (settings: SettingsView) => void;
  /** An answer, or undefined when it no longer is about what is typed. */
  previewed: (answer: Previewed | undefined) => void;
}) {
  const form = {
    skill: useFollowed(String(weights.skill)),
    trust: useFollowed(String(weights.trust)),
    availability: useFollowed(String(weights.availability)),
    load: useFollowed(String(weights.load)),
  };
  const texts = {
    skill: form.skill.value,
    trust: form.trust.value,
    availability: form.availability.value,
    load: form.load.value,
  };
  const typed = weightsOf(texts);
  const shares = typed && sharesOf(typed);
  const sum = termNames.reduce((total, name) => total + (Number(texts[name]) || 0), 0);
  const saving = useSubmit(
    () => api.updateSettings({ weights: typed ?? weights }),
    (result) => {
      for (const name of termNames) form[name].value = String(result.weights[name]);
      saved(result);
    },
  );
  const asking = useSubmit(
    async () => {
      const asked = typed ?? weights;
      return { weights: asked, preview: await api.previewWeights({ weights: asked }) };
    },
    (answer) => previewed(answer),
  );
  const problem = saving.problem.value ?? asking.problem.value;
  return (
    <form class="card pad stack" onSubmit={saving.submit} noValidate>
      <h2>{t('weights.title')}</h2>
      <p class="muted small">{t('weights.text')}</p>
      <div class="two">
        {termNames.map((name) => (
          <TextField
            key={name}
            label={t(`issue.terms.${name}`)}
            name={`weights/${name}`}
            type="number"
            min={0}
            max={1}
            step={0.05}
            value={texts[name]}
            onValue={(value) => {
              form[name].value = value;
              previewed(undefined);
            }}
            aside={shares && t('weights.counts', { share: percent(shares[name]) })}
            hint={t(`issue.termHelp.${name}`)}
            problem={problem}
          />
        ))}
      </div>
      {shares && <ShareBar shares={shares} label={t('weights.shares')} />}
      <ProblemNote problem={problem} />
      <p class="row wrap">
        <Button type="submit" look="primary" isBusy={saving.isBusy.value} disabled={!typed}>
          {t('weights.save')}
        </Button>
        <Button onClick={() => asking.submit()} isBusy={asking.isBusy.value} disabled={!typed}>
          {t('weights.preview')}
        </Button>
        <span class={typed ? 'muted small' : 'small'} role="status">
          {typed || sum > 0 ? t('weights.sum', { value: score(sum) }) : t('weights.none')}
        </span>
      </p>
    </form>
  );
}
