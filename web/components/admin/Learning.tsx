import { useEffect } from 'preact/hooks';
import type { SettingsView } from '../../../node/schemas/views.ts';
import type { LearntWeightsView } from '../../../node/schemas/weights.ts';
import { api } from '../../lib/api.ts';
import { resource } from '../../lib/resource.ts';
import { useSubmit } from '../../lib/submit.ts';
import { percent, score } from '../../lib/time.ts';
import { weightsWords } from '../../words/weights.ts';
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

const reward = (value: number | undefined) => (value === undefined ? weightsWords.unknown : score(value));

function Regions({ items }: { items: readonly LearntWeightsView[] }) {
  const w = weightsWords;
  return (
    <div class="table-scroll">
      <table class="table folds">
        <thead>
          <tr>
            <th scope="col">{w.region}</th>
            <th scope="col">{w.learnt}</th>
            <th scope="col" class="num">
              {w.outcomes}
            </th>
            <th scope="col" class="num">
              {w.departs}
            </th>
            <th scope="col" class="num">
              {w.brings}
            </th>
            <th scope="col" class="num">
              {w.setBring}
            </th>
            <th scope="col">{w.state}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.region}>
              <th scope="row">{item.region}</th>
              <td class="wide-cell">
                <ShareBar shares={item.weights} label={w.learnt} />
              </td>
              <td class="num" data-label={w.outcomes}>
                {Math.round(item.outcomes)}
              </td>
              <td class="num" data-label={w.departs}>
                {departed(item)}
              </td>
              <td class="num" data-label={w.brings}>
                {reward(item.learnt.reward)}
              </td>
              <td class="num" data-label={w.setBring}>
                {reward(item.control.reward)}
              </td>
              <td data-label={w.state}>{item.isFollowed ? w.followed : w.notFollowed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whether regions learn their weights from outcomes; if so, what they have learnt and what it has brought. */
export function Learning({ isOn, saved }: { isOn: boolean; saved: (settings: SettingsView) => void }) {
  const w = weightsWords;
  const { submit, isBusy, problem } = useSubmit(() => api.updateSettings({ learnsWeights: !isOn }), saved);
  useEffect(() => {
    learning.refresh();
  }, [isOn]);
  return (
    <section class="card" aria-labelledby="learning">
      <div class="card-head">
        <h2 class="grow" id="learning">
          {w.learning}
        </h2>
        <Badge tone={isOn ? 'good' : undefined}>{isOn ? w.isOn : w.isOff}</Badge>
      </div>
      <Shown of={learning}>
        {({ margin, items, notAsked }) => (
          <>
            <div class="pad stack">
              <p class="muted small">{w.learningText(percent(margin))}</p>
              {!isOn && <p class="small">{w.offText}</p>}
              <ProblemNote problem={problem.value} />
              <p>
                <Button onClick={() => submit()} isBusy={isBusy.value}>
                  {isOn ? w.switchOff : w.switchOn}
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
