import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { IssueSummary } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { stateSentence } from '../../lib/issues.ts';
import { categories, mesh } from '../../lib/mesh.ts';
import { categoryName } from '../../lib/names.ts';
import { pagedResource } from '../../lib/pages.ts';
import { followInPage, go, pageWith, route } from '../../lib/route.ts';
import { Button } from '../Button.tsx';
import { SelectField } from '../Field.tsx';
import { More } from '../More.tsx';
import { Since, Urgency } from '../Pieces.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';

const states = ['open', 'waiting', 'closed'] as const;

function Filters() {
  const query = Object.fromEntries(route.value);
  const filter = (name: string) => (value: string) =>
    go({ ...query, [name]: value === '' ? undefined : value });
  const regions = mesh.data.value?.regions ?? [];
  return (
    <search class="filters">
      <SelectField
        label={t('admin.filterState')}
        name="state"
        value={query.state ?? ''}
        onValue={filter('state')}
        options={[
          { value: '', label: t('admin.anyState') },
          ...states.map((value) => ({ value, label: t(`admin.states.${value}`) })),
        ]}
      />
      <SelectField
        label={t('admin.filterCategory')}
        name="category"
        value={query.category ?? ''}
        onValue={filter('category')}
        options={[
          { value: '', label: t('admin.allCategories') },
          ...categories().map((value) => ({ value, label: categoryName(value) })),
        ]}
      />
      <SelectField
        label={t('admin.filterRegion')}
        name="region"
        value={query.region ?? ''}
        onValue={filter('region')}
        options={[
          { value: '', label: t('admin.anyRegion') },
          ...regions.map(({ name }) => ({ value: name, label: name })),
        ]}
      />
    </search>
  );
}

type RowProps = { issue: IssueSummary; onReassign: (issue: IssueSummary) => void };

function Row({ issue, onReassign }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <a
          href={pageWith({ view: 'issues', issue: issue.id })}
          onClick={followInPage}
          dir="auto"
          class="break"
        >
          {issue.title}
        </a>
        <p class="muted small">
          {issue.user.name}, {issue.origin}
        </p>
      </th>
      <td data-label={t('admin.about')}>{categoryName(issue.category)}</td>
      <td data-label={t('admin.urgency')}>
        <Urgency of={issue.urgency} />
      </td>
      <td data-label={t('admin.now')}>{stateSentence({ ...issue, role: 'admin' }).text}</td>
      <td class="num" data-label={t('admin.since')}>
        <Since at={issue.submittedAt} />
      </td>
      <td class="wide-cell">
        {issue.can.includes('reassign') && (
          <Button
            isSmall
            aria-label={t('admin.reassignName', { title: issue.title })}
            onClick={() => onReassign(issue)}
          >
            {t('admin.reassign')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Issues of every region, with filters in the address bar. */
export function Issues() {
  const query = route.value;
  const state = states.find((value) => value === query.get('state'));
  const category = query.get('category') ?? undefined;
  const region = query.get('region') ?? undefined;
  const list = useMemo(
    () =>
      pagedResource<IssueSummary>((after) => api.adminIssues({ state, category, region, after, limit: 50 })),
    [state, category, region],
  );
  const chosen = useSignal<IssueSummary | undefined>(undefined);
  useEffect(() => {
    list.refresh();
    mesh.refresh();
  }, [list]);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'admin' || event.kind === 'reset') list.refresh();
  });
  const heads = [t('admin.issue'), t('admin.about'), t('admin.urgency'), t('admin.now')];
  return (
    <main class="page board" id="main">
      <h1>{t('admin.issues')}</h1>
      <Filters />
      <section class="card">
        <Shown of={list}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                <Empty title={t('admin.noIssues')} text={t('admin.noIssuesText')} />
              ) : (
                <div class="table-scroll">
                  <table class="table folds">
                    <thead>
                      <tr>
                        {heads.map((head) => (
                          <th key={head} scope="col">
                            {head}
                          </th>
                        ))}
                        <th scope="col" class="num">
                          {t('admin.since')}
                        </th>
                        <th scope="col">{t('admin.actions')}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {items.map((issue) => (
                        <Row
                          key={issue.id}
                          issue={issue}
                          onReassign={(issue) => {
                            chosen.value = issue;
                          }}
                        />
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
              {next !== undefined && <More list={list} />}
            </>
          )}
        </Shown>
      </section>
      {chosen.value !== undefined && (
        <ReassignDialog
          issue={chosen.value}
          done={list.refresh}
          close={() => {
            chosen.value = undefined;
          }}
        />
      )}
    </main>
  );
}
