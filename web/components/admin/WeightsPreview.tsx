import type { ChangedChoiceView } from '../../../node/schemas/weights.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { fullTime, score } from '../../lib/time.ts';
import { betterIn } from '../../lib/weights.ts';
import { issueWords } from '../../words/issue.ts';
import { weightsWords } from '../../words/weights.ts';
import { Empty, NotAsked } from '../States.tsx';
import type { Previewed } from './WeightsForm.tsx';

const Scored = ({ of }: { of: ChangedChoiceView['before'] }) => (
  <span>
    {of.expert.name} <span class="muted small">{weightsWords.scored(score(of.score))}</span>
  </span>
);

/** Which issues would have gone to another expert first under the weights that were asked about, and why. */
export function WeightsPreview({ weights, preview }: Previewed) {
  const w = weightsWords;
  const { compared, changed, since, items, notAsked } = preview;
  const reasons = ({ before, after }: ChangedChoiceView) =>
    betterIn(after.terms, before.terms, weights).map((name) =>
      w.higher(issueWords.terms[name], score(after.terms[name]), score(before.terms[name])),
    );
  return (
    <section class="card" aria-labelledby="preview">
      <div class="card-head">
        <h2 class="grow" id="preview">
          {w.previewTitle}
        </h2>
      </div>
      <NotAsked regions={notAsked} />
      {compared === 0 ? (
        <Empty title={w.nothingYet} text={w.nothingYetText} />
      ) : (
        <p class="pad" role="status">
          {w.changes(changed, compared, fullTime(since ?? 0))}{' '}
          {changed > items.length && w.newest(items.length)}
        </p>
      )}
      {items.length > 0 && (
        <div class="table-scroll">
          <table class="table folds">
            <thead>
              <tr>
                <th scope="col">{w.issue}</th>
                <th scope="col">{w.region}</th>
                <th scope="col">{w.before}</th>
                <th scope="col">{w.after}</th>
                <th scope="col">{w.because}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={`${item.issue} ${item.at}`}>
                  <th scope="row">
                    <a
                      href={pageWith({ view: 'issues', issue: item.issue })}
                      onClick={followInPage}
                      dir="auto"
                    >
                      {item.title}
                    </a>
                  </th>
                  <td data-label={w.region}>{item.region}</td>
                  <td data-label={w.before}>
                    <Scored of={item.before} />
                  </td>
                  <td data-label={w.after}>
                    <Scored of={item.after} />
                  </td>
                  <td data-label={w.because}>{reasons(item).join(', ') || w.closer}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
