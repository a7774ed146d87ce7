import { useEffect } from 'preact/hooks';
import type { AuditEntry } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { pagedResource } from '../../lib/pages.ts';
import { fullTime } from '../../lib/time.ts';
import { adminWords } from '../../words/mesh.ts';
import { More } from '../More.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';

const audit = pagedResource<AuditEntry>((after) => api.audit(after));

/** Every action of an admin, the newest first. */
export function Audit() {
  const w = adminWords;
  useEffect(() => {
    audit.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') audit.refresh();
  });
  return (
    <main class="page board" id="main">
      <div class="page-head">
        <h1>{w.audit}</h1>
        <span class="muted small">{w.auditText}</span>
      </div>
      <section class="card">
        <Shown of={audit}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                <Empty title={w.auditEmpty} text={w.auditEmptyText} />
              ) : (
                <div class="table-scroll">
                  <table class="table folds">
                    <thead>
                      <tr>
                        <th scope="col">{w.action}</th>
                        <th scope="col">{w.subject}</th>
                        <th scope="col">{w.who}</th>
                        <th scope="col">{w.region}</th>
                        <th scope="col" class="num">
                          {w.time}
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((entry) => (
                        <tr key={entry.id}>
                          <th scope="row">{entry.action}</th>
                          <td data-label={w.subject}>
                            <span class="break" dir="auto">
                              {entry.subject}
                            </span>
                            {entry.detail !== undefined && (
                              <p class="muted small break" dir="auto">
                                {entry.detail}
                              </p>
                            )}
                          </td>
                          <td data-label={w.who}>{entry.by.name}</td>
                          <td data-label={w.region}>{entry.region}</td>
                          <td class="num" data-label={w.time}>
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
