import { useEffect, useMemo } from 'preact/hooks';
import type { AuditChange, AuditEntry, AuditValue } from '../../../node/schemas/audit.ts';
import { api } from '../../lib/api.ts';
import { diffOf } from '../../lib/auditDiff.ts';
import { useLive } from '../../lib/connection.ts';
import { isWord, number, t } from '../../lib/i18n.ts';
import { asName } from '../../lib/names.ts';
import { pagedResource } from '../../lib/pages.ts';
import { go, route } from '../../lib/route.ts';
import { fullTime, series } from '../../lib/time.ts';
import { SelectField } from '../Field.tsx';
import { Empty } from '../States.tsx';
import { EntryTable } from './EntryTable.tsx';
import { NothingFits } from './NothingFits.tsx';
import { Search } from './Search.tsx';

const actions = [
  'verified',
  'declined',
  'suspended',
  'pending',
  'roles',
  'password-link',
  'settings',
  'reassign',
  'adopt',
  'adopt-without',
  'take-over',
  'drain',
  'stay',
  'retire',
  'take-back',
] as const;

const dayMs = 24 * 3_600_000;
/** How far back, in days. */
const ages = [1, 7, 30] as const;

/** In words, as far as there are any: a newer node may do more. */
function actionName(action: string): string {
  const word = `board.audit.actions.${action}`;
  return isWord(word) ? t(word) : asName(action);
}

function fieldName(field: string): string {
  const [subject = '', term] = field.split('.');
  const termWord = `issue.terms.${term}`;
  if (subject === 'weights' && isWord(termWord)) return t('board.audit.weight', { term: t(termWord) });
  const word = `board.audit.fields.${field}`;
  return isWord(word) ? t(word) : asName(field);
}

function said(field: string, value: AuditValue | undefined): string {
  if (value === undefined) return t('board.audit.nothing');
  if (typeof value === 'boolean') return value ? t('board.audit.yes') : t('board.audit.no');
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return series(value);
  const word = field === 'verification' ? `common.verification.${value}` : `board.audit.values.${value}`;
  return isWord(word) ? t(word) : value;
}

/** What a field was and is; the words for screen readers stand where others see colour and signs. */
function Change({ change }: { change: AuditChange }) {
  const diff = diffOf(change);
  return (
    <li>
      <span class="muted">{fieldName(change.field)}</span>{' '}
      {diff.kind === 'list' ? (
        <>
          {diff.added.length > 0 && (
            <ins>
              <span class="visually-hidden">{t('board.audit.added')} </span>+ {series(diff.added)}
            </ins>
          )}{' '}
          {diff.removed.length > 0 && (
            <del>
              <span class="visually-hidden">{t('board.audit.removed')} </span>− {series(diff.removed)}
            </del>
          )}
        </>
      ) : (
        <>
          {/* Where there was nothing before, what came says it. */}
          {diff.from !== undefined && (
            <del dir="auto">
              <span class="visually-hidden">{t('board.audit.before')} </span>
              {said(change.field, diff.from)}
            </del>
          )}{' '}
          <ins dir="auto">
            <span class="visually-hidden">{t('board.audit.after')} </span>
            {said(change.field, diff.to)}
          </ins>
        </>
      )}
    </li>
  );
}

/** Of settings the changes say it all; a reason that is kept with the account stands among them. */
const isSaid = (detail: string, { action, changes = [] }: AuditEntry) =>
  changes.length > 0 && (action === 'settings' || changes.some(({ to }) => to === detail));

function Row({ entry }: { entry: AuditEntry }) {
  const { action, subject, detail, changes = [], by, region, at } = entry;
  return (
    <tr>
      <th scope="row">{actionName(action)}</th>
      <td data-label={t('admin.subject')}>
        <div>
          <span class="break" dir="auto">
            {action === 'settings' ? t('board.audit.mesh') : subject}
          </span>
          {changes.length > 0 && (
            <ul class="changes">
              {changes.map((change) => (
                <Change key={change.field} change={change} />
              ))}
            </ul>
          )}
          {detail !== undefined && !isSaid(detail, entry) && (
            <p class="muted small break" dir="auto">
              {detail}
            </p>
          )}
        </div>
      </td>
      <td data-label={t('admin.who')}>
        <bdi>{by.name}</bdi>
      </td>
      <td data-label={t('admin.region')}>{region}</td>
      <td class="num" data-label={t('admin.time')}>
        {fullTime(at)}
      </td>
    </tr>
  );
}

function Filters() {
  const query = Object.fromEntries(route.value);
  const filter = (name: string) => (value: string) =>
    go({ ...query, [name]: value === '' ? undefined : value });
  return (
    <search class="filters">
      <Search label={t('board.audit.by')} name="by" query={query} />
      <SelectField
        label={t('admin.action')}
        name="action"
        value={query.action ?? ''}
        onValue={filter('action')}
        options={[
          { value: '', label: t('board.audit.anyAction') },
          ...actions.map((value) => ({ value, label: actionName(value) })),
        ]}
      />
      <SelectField
        label={t('admin.time')}
        name="days"
        value={query.days ?? ''}
        onValue={filter('days')}
        options={[
          { value: '', label: t('board.audit.anyTime') },
          ...ages.map((days) => ({ value: String(days), label: t('board.audit.days', { count: days }) })),
        ]}
      />
    </search>
  );
}

/** What admins did, with what it changed, the newest first. */
export function Audit() {
  const query = route.value;
  const by = query.get('by') ?? undefined;
  const action = query.get('action') ?? undefined;
  const days = ages.find((value) => String(value) === query.get('days'));
  const list = useMemo(
    () =>
      pagedResource<AuditEntry>((after) =>
        api.audit({
          by,
          action,
          from: days === undefined ? undefined : Date.now() - days * dayMs,
          after,
          limit: 50,
        }),
      ),
    [by, action, days],
  );
  useEffect(() => {
    list.refresh();
  }, [list]);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') list.refresh();
  });
  const isFiltered = by !== undefined || action !== undefined || days !== undefined;
  return (
    <main class="page board" id="main">
      <div class="page-head">
        <h1>{t('admin.audit')}</h1>
        <span class="muted small">{t('admin.auditText')}</span>
      </div>
      <Filters />
      <EntryTable
        of={list}
        columns={[t('admin.action'), t('admin.subject'), t('admin.who'), t('admin.region'), t('admin.time')]}
        row={(entry) => <Row key={entry.id} entry={entry} />}
        empty={
          isFiltered ? (
            <NothingFits
              title={t('admin.auditEmpty')}
              text={t('admin.noIssuesText')}
              all={{ view: 'audit' }}
            />
          ) : (
            <Empty title={t('admin.auditEmpty')} text={t('admin.auditEmptyText')} />
          )
        }
      />
    </main>
  );
}
