import { useEffect } from 'preact/hooks';
import type { SettingsView } from '../../../node/schemas/views.ts';
import type { LearntWeightsView } from '../../../node/schemas/weights.ts';
import { api } from '../../lib/api.ts';
import { t } from '../../lib/i18n.ts';
import { resource } from '../../lib/resource.ts';
import { useSubmit } from '../../lib/submit.ts';
import { percent, score } from '../../lib/time.ts';
import { Button } from '../Button.tsx';
import { Badge } from '../Pieces.tsx';
import { ShareBar } from '../ShareBar.tsx';
import { NotAsked, ProblemNote, Shown } from '../States.tsx';

const learning = resource(api.learning);

/** The share of choices in which learnt weights had another expert asked. */
function departed({ same, control, learnt }: LearntWeightsView): string {
  const all = same.count + control.count + learnt.count;
  return percent(all > 0 ? learnt.count / all : 0);
}

const reward = (value: number | undefined) => (value === undefined ? t('weights.unknown') : score(value));

function Regions({ items }: { items: readonly LearntWeightsView[] }) {
  return (
    <div class="table-scroll">
      <table class="table folds">
        <thead>
          <tr>
            <th scope="col">{t('weights.region')}</th>
            <th scope="col">{t('weights.learnt')}</th>
            <th scope="col" class="num">
              {t('weights.outcomes')}
            </th>
            <th scope="col" class="num">
              {t('weights.departs')}
            </th>
            <th scope="col" class="num">
              {t('weights.brings')}
            </th>
            <th scope="col" class="num">
              {t('weights.setBring')}
            </th>
            <th scope="col">{t('weights.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.region}>
              <th scope="row">{item.region}</th>
              <td class="wide-cell">
                <ShareBar shares={item.weights} label={t('weights.learnt')} />
              </td>
              <td class="num" data-label={t('weights.outcomes')}>
                {Math.round(item.outcomes)}
              </td>
              <td class="num" data-label={t('weights.departs')}>
                {departed(item)}
              </td>
              <td class="num" data-label={t('weights.brings')}>
                {reward(item.learnt.reward)}
              </td>
              <td class="num" data-label={t('weights.setBring')}>
                {reward(item.control.reward)}
              </td>
              <td data-label={t('weights.state')}>
                {item.isFollowed ? t('weights.followed') : t('weights.notFollowed')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether regions learn their weights from outcomes; if so, what they have learnt and what it has brought. */
export function Learning({ isOn, saved }: { isOn: boolean; saved: (settings: SettingsView) => void }) {
  const { submit, isBusy, problem } = useSubmit(() => api.updateSettings({ learnsWeights: !isOn }), saved);
  useEffect(() => {
    learning.refresh();
  }, [isOn]);
  return (
    <section class="card" aria-labelledby="learning">
      <div class="card-head">
        <h2 class="grow" id="learning">
          {t('weights.learning')}
        </h2>
        <Badge tone={isOn ? 'good' : undefined}>{isOn ? t('weights.isOn') : t('weights.isOff')}</Badge>
      </div>
      <Shown of={learning}>
        {({ margin, items, notAsked }) => (
          <>
            <div class="pad stack">
              <p class="muted small">{t('weights.learningText', { margin: percent(margin) })}</p>
              {!isOn && <p class="small">{t('weights.offText')}</p>}
              <ProblemNote problem={problem.value} />
              <p>
                <Button onClick={() => submit()} isBusy={isBusy.value}>
                  {isOn ? t('weights.switchOff') : t('weights.switchOn')}
                </Button>
              </p>
            </div>
            {isOn && (
              <>
                <NotAsked regions={notAsked} />
                <Regions items={items} />
              </>
            )}
          </>
        )}
      </Shown>
    </section>
  );
}
