import type { ChangedChoiceView } from '../../../node/schemas/weights.ts';
import { t } from '../../lib/i18n.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { fullTime, score, series } from '../../lib/time.ts';
import { betterIn } from '../../lib/weights.ts';
import { Empty, NotAsked } from '../States.tsx';
import type { Previewed } from './WeightsForm.tsx';

const Scored = ({ of }: { of: ChangedChoiceView['before'] }) => (
  <span>
    {of.expert.name} <span class="muted small">{t('weights.scored', { value: score(of.score) })}</span>
  </span>
);

/** Which issues would have gone to another expert first under the weights that were asked about, and why. */
export function WeightsPreview({ weights, preview }: Previewed) {
  const { compared, changed, since, items, notAsked } = preview;
  const reasons = ({ before, after }: ChangedChoiceView) =>
    betterIn(after.terms, before.terms, weights).map((name) =>
      t('weights.higher', {
        term: t(`issue.terms.${name}`),
        after: score(after.terms[name]),
        before: score(before.terms[name]),
      }),
    );
  return (
    <section class="card" aria-labelledby="preview">
      <div class="card-head">
        <h2 class="grow" id="preview">
          {t('weights.previewTitle')}
        </h2>
      </div>
      <NotAsked regions={notAsked} />
      {compared === 0 ? (
        <Empty title={t('weights.nothingYet')} text={t('weights.nothingYetText')} />
      ) : (
        <p class="pad" role="status">
          {t(changed === 0 ? 'weights.changesNone' : 'weights.changes', {
            changed,
            count: compared,
            since: fullTime(since ?? 0),
          })}{' '}
          {changed > items.length && t('weights.newest', { count: items.length })}
        </p>
      )}
      {items.length > 0 && (
        <div class="table-scroll">
          <table class="table folds">
            <thead>
              <tr>
                <th scope="col">{t('weights.issue')}</th>
                <th scope="col">{t('weights.region')}</th>
                <th scope="col">{t('weights.before')}</th>
                <th scope="col">{t('weights.after')}</th>
                <th scope="col">{t('weights.because')}</th>
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
                  <td data-label={t('weights.region')}>{item.region}</td>
                  <td data-label={t('weights.before')}>
                    <Scored of={item.before} />
                  </td>
                  <td data-label={t('weights.after')}>
                    <Scored of={item.after} />
                  </td>
                  <td data-label={t('weights.because')}>{series(reasons(item)) || t('weights.closer')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
