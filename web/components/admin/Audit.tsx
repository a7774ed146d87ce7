import { useEffect } from 'preact/hooks';
import type { AuditEntry } from '../../../node/schemas/audit.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { pagedResource } from '../../lib/pages.ts';
import { fullTime } from '../../lib/time.ts';
import { More } from '../More.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';

const audit = pagedResource<AuditEntry>((after) => api.audit({ after, limit: 50 }));

/** Every action of an admin, the newest first. */
export function Audit() {
  useEffect(() => {
    audit.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') audit.refresh();
  });
  return (
    <main class="page board" id="main">
      <div class="page-head">
        <h1>{t('admin.audit')}</h1>
        <span class="muted small">{t('admin.auditText')}</span>
      </div>
      <section class="card">
        <Shown of={audit}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                <Empty title={t('admin.auditEmpty')} text={t('admin.auditEmptyText')} />
              ) : (
                <div class="table-scroll">
                  <table class="table folds">
                    <thead>
                      <tr>
                        <th scope="col">{t('admin.action')}</th>
                        <th scope="col">{t('admin.subject')}</th>
                        <th scope="col">{t('admin.who')}</th>
                        <th scope="col">{t('admin.region')}</th>
                        <th scope="col" class="num">
                          {t('admin.time')}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((entry) => (
                        <tr key={entry.id}>
                          <th scope="row">{entry.action}</th>
                          <td data-label={t('admin.subject')}>
                            <span class="break" dir="auto">
                              {entry.subject}
                            </span>
                            {entry.detail !== undefined && (
                              <p class="muted small break" dir="auto">
                                {entry.detail}
                              </p>
                            )}
                          </td>
                          <td data-label={t('admin.who')}>{entry.by.name}</td>
                          <td data-label={t('admin.region')}>{entry.region}</td>
                          <td class="num" data-label={t('admin.time')}>
                            {fullTime(entry.at)}
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              {next !== undefined && <More list={audit} />}
            </>
          )}
        </Shown>
      </section>
    </main>
  );
}
