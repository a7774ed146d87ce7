import type { IssueSummary } from '../../../node/schemas/views.ts';
import { t } from '../../lib/i18n.ts';
import { stateSentence } from '../../lib/issues.ts';
import type { PagedResource } from '../../lib/pages.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { More } from '../More.tsx';
import { Time } from '../Pieces.tsx';
import { Stars } from '../Stars.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';

/** Everything this expert ever worked on, also what went on to others. */
export function History({ issues, meId }: { issues: PagedResource<IssueSummary>; meId: string }) {
  return (
    <main class="page narrow" id="main">
      <h1>{t('expert.historyTitle')}</h1>
      <section class="card">
        <Shown of={issues}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                <Empty title={t('expert.historyEmpty')} text={t('expert.historyEmptyText')} />
              ) : (
                <div class="table-scroll">
                  <table class="table folds">
                    <thead>
                      <tr>
                        <th scope="col">{t('expert.issue')}</th>
                        <th scope="col">{t('expert.person')}</th>
                        <th scope="col">{t('expert.state')}</th>
                        <th scope="col">{t('expert.rating')}</th>
                        <th scope="col" class="num">
                          {t('expert.changed')}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((issue) => (
                        <tr key={issue.id}>
                          <th scope="row">
                            <a href={pageWith({ issue: issue.id })} onClick={followInPage} dir="auto">
                              {issue.title}
                            </a>
                          </th>
                          <td data-label={t('expert.person')}>{issue.user.name}</td>
                          <td data-label={t('expert.state')}>
                            {
                              stateSentence(issue.expert?.id === meId ? issue : { ...issue, role: 'admin' })
                                .text
                            }
                          </td>
                          <td data-label={t('expert.rating')}>
                            {issue.rating !== undefined && issue.expert?.id === meId ? (
                              <Stars n={issue.rating.stars} />
                            ) : (
                              '–'
                            )}
                          </td>
                          <td class="num" data-label={t('expert.changed')}>
                            <Time at={issue.changedAt} />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              {next !== undefined && <More list={issues} />}
            </>
          )}
        </Shown>
      </section>
    </main>
  );
}
