import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo } from 'preact/hooks';
import type { IssueSummary } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { stateSentence } from '../../lib/issues.ts';
import { pagedResource } from '../../lib/pages.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { keysOf } from '../../lib/shortcutKeys.ts';
import { More } from '../More.tsx';
import { Markdown } from '../markdown/Markdown.tsx';
import { Time } from '../Pieces.tsx';
import { Stars } from '../Stars.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';

/** Long enough for a word to be typed. */
const typingMs = 250;

/** Everything this expert ever worked on, also what went on to others. */
export function History({ meId }: { meId: string }) {
  const searchId = useId();
  const query = useSignal('');
  const isSearch = query.value.trim() !== '';
  const issues = useMemo(
    () =>
      pagedResource<IssueSummary>((after) =>
        api.issues({ as: 'expert', q: query.peek().trim() || undefined, after, limit: 30 }),
      ),
    [],
  );
  useEffect(() => {
    const timer = window.setTimeout(issues.refresh, query.value === '' ? 0 : typingMs);
    return () => window.clearTimeout(timer);
  }, [query.value]);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'reset') issues.refresh();
  });
  return (
    <main class="page narrow" id="main">
      <h1>{t('expert.historyTitle')}</h1>
      <div class="field">
        <label class="visually-hidden" for={searchId}>
          {t('desk.historySearch')}
        </label>
        <input
          id={searchId}
          class="input"
          type="search"
          dir="auto"
          placeholder={t('desk.historySearch')}
          {...keysOf('reply')}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
      </div>
      <section class="card">
        <Shown of={issues}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                isSearch ? (
                  <Empty title={t('desk.historyNone')} text={t('desk.historyNoneText')} />
                ) : (
                  <Empty title={t('expert.historyEmpty')} text={t('expert.historyEmptyText')} />
                )
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
                            {issue.resolution !== undefined && (
                              <details class="small">
                                <summary>{t('desk.historyAnswer')}</summary>
                                <Markdown text={issue.resolution.text} />
                              </details>
                            )}
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
