import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SettingsView } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { useFollowed } from '../../lib/followed.ts';
import { t } from '../../lib/i18n.ts';
import { resource } from '../../lib/resource.ts';
import { useSubmit } from '../../lib/submit.ts';
import { fullTime } from '../../lib/time.ts';
import { say } from '../../lib/toast.ts';
import { AssistantStatus } from '../assistant/Status.tsx';
import { Button } from '../Button.tsx';
import { TextArea } from '../Field.tsx';
import { ProblemNote, Shown } from '../States.tsx';
import { Learning } from './Learning.tsx';
import { TrustMeasure } from './TrustMeasure.tsx';
import { type Previewed, WeightsForm } from './WeightsForm.tsx';
import { WeightsPreview } from './WeightsPreview.tsx';

const settings = resource(api.settings);

function saved(result: SettingsView): void {
  settings.set(result);
  say(t('common.saved'));
}

const linesOf = (categories: readonly string[]) => categories.join('\n');

function Categories({ categories }: { categories: readonly string[] }) {
  const text = useFollowed(linesOf(categories));
  const { submit, isBusy, problem } = useSubmit(
    () => api.updateSettings({ categories: text.value.split(/[\s,]+/).filter(Boolean) }),
    (result) => {
      text.value = linesOf(result.categories);
      saved(result);
    },
  );
  return (
    <form class="card pad stack" onSubmit={submit} noValidate>
      <h2>{t('admin.categories')}</h2>
      <TextArea
        label={t('admin.categories')}
        name="categories"
        rows={10}
        value={text.value}
        onValue={(value) => {
          text.value = value;
        }}
        hint={t('admin.categoriesText')}
        problem={problem.value}
      />
      <ProblemNote problem={problem.value} />
      <p>
        <Button type="submit" isBusy={isBusy.value}>
          {t('admin.categoriesSubmit')}
        </Button>
      </p>
    </form>
  );
}

/** What holds in every region: the weights of the score, whether they are learnt from outcomes, and the categories. */
export function Settings() {
  const previewed = useSignal<Previewed | undefined>(undefined);
  useEffect(() => {
    settings.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') settings.refresh();
  });
  return (
    <main class="page narrow board" id="main">
      <h1>{t('common.nav.settings')}</h1>
      <Shown of={settings}>
        {({ weights, categories, learnsWeights, trustMeasure, changedAt, changedBy }) => (
          <>
            {changedAt !== undefined && (
              <p class="muted small">
                {t('admin.settingsChanged', { when: fullTime(changedAt), who: changedBy ?? '' })}
              </p>
            )}
            <WeightsForm
              weights={weights}
              saved={saved}
              previewed={(answer) => {
                previewed.value = answer;
              }}
            />
            {previewed.value && <WeightsPreview {...previewed.value} />}
            <Learning isOn={learnsWeights} saved={saved} />
            <TrustMeasure measure={trustMeasure} saved={saved} />
            <Categories categories={categories} />
            {/* Not before what stands above it: known earlier, it would be pushed away. */}
            <AssistantStatus />
          </>
        )}
      </Shown>
    </main>
  );
}
