import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { ReassignResults } from '../../../node/schemas/admin-views.ts';
import type { IssueSummary } from '../../../node/schemas/views.ts';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { stateSentence } from '../../lib/issues.ts';
import { categories, mesh } from '../../lib/mesh.ts';
import { categoryName } from '../../lib/names.ts';
import { pagedResource } from '../../lib/pages.ts';
import { problemInWords } from '../../lib/problems.ts';
import { followInPage, go, pageWith, route } from '../../lib/route.ts';
import { duration } from '../../lib/time.ts';
import { say } from '../../lib/toast.ts';
import { Button } from '../Button.tsx';
import { SelectField } from '../Field.tsx';
import { More } from '../More.tsx';
import { Since, Urgency } from '../Pieces.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';
import { IssueViews } from './IssueViews.tsx';
import { NothingFits } from './NothingFits.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';
import { Search } from './Search.tsx';

const states = ['open', 'waiting', 'working', 'answered', 'closed'] as const;
const urgencies = ['critical', 'high', 'normal', 'low'] as const;
/** Waiting longer than so many minutes, to choose from. */
const waits = [5, 15, 60, 240, 1_440];
const minuteMs = 60_000;
/** As many as the node moves at once. */
const movedMax = 20;

function Filters() {
  const query = Object.fromEntries(route.value);
  const filter = (name: string) => (value: string) =>
    go({ ...query, [name]: value === '' ? undefined : value });
  const regions = mesh.data.value?.regions ?? [];
  return (
    <search class="filters">
      <Search label={t('board.filter.text')} query={query} />
      <SelectField
        label={t('admin.filterState')}
        name="state"
        value={query.state ?? ''}
        onValue={filter('state')}
        options={[
          { value: '', label: t('admin.anyState') },
          ...states.map((value) => ({ value, label: stateName(value) })),
        ]}
      />
      <SelectField
        label={t('admin.urgency')}
        name="urgency"
        value={query.urgency ?? ''}
        onValue={filter('urgency')}
        options={[
          { value: '', label: t('board.filter.anyUrgency') },
          ...urgencies.map((value) => ({ value, label: t(`common.urgency.${value}`) })),
        ]}
      />
      <SelectField
        label={t('board.filter.waiting')}
        name="minutes"
        value={query.minutes ?? ''}
        onValue={filter('minutes')}
        options={[
          { value: '', label: t('board.filter.anyWait') },
          ...waits.map((minutes) => ({ value: String(minutes), label: duration(minutes * minuteMs) })),
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

type RowProps = {
  issue: IssueSummary;
  isTicked: boolean;
  onTick: (isOn: boolean) => void;
  onReassign: (issue: IssueSummary) => void;
};

function Row({ issue, isTicked, onTick, onReassign }: RowProps) {
  return (
    <tr>
      <td class="tick-cell">
        {issue.can.includes('reassign') && (
          <input
            type="checkbox"
            aria-label={t('board.bulk.choose', { name: issue.title })}
            checked={isTicked}
            onChange={(event) => onTick(event.currentTarget.checked)}
          />
        )}
      </td>
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

const stateName = (state: (typeof states)[number]) =>
  state === 'working' || state === 'answered' ? t(`board.states.${state}`) : t(`admin.states.${state}`);

/** What the address bar asks for. */
function asked() {
  const query = route.value;
  const minutes = Number(query.get('minutes') ?? Number.NaN);
  return {
    state: states.find((value) => value === query.get('state')),
    urgency: urgencies.find((value) => value === query.get('urgency')),
    category: query.get('category') ?? undefined,
    region: query.get('region') ?? undefined,
    q: query.get('q') ?? undefined,
    waitingMinutes: minutes > 0 ? minutes : undefined,
  };
}

type Table = {
  items: readonly IssueSummary[];
  ticked: readonly string[];
  tick: (id: string, isOn: boolean) => void;
  onReassign: (issue: IssueSummary) => void;
};

function IssueTable({ items, ticked, tick, onReassign }: Table) {
  const heads = [t('admin.issue'), t('admin.about'), t('admin.urgency'), t('admin.now')];
  return (
    <div class="table-scroll">
      <table class="table folds ticks">
        <thead>
          <tr>
            <td />
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
              isTicked={ticked.includes(issue.id)}
              onTick={(isOn) => tick(issue.id, isOn)}
              onReassign={onReassign}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NoIssues = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <NothingFits title={t('admin.noIssues')} text={t('admin.noIssuesText')} all={{ view: 'issues' }} />
  ) : (
    <Empty title={t('board.filter.noIssues')} text={t('board.filter.noIssuesText')} />
  );

/** Issues of every region, with filters in the address bar; some of them can be moved at once. */
export function Issues() {
  const query = asked();
  const list = useMemo(
    () => pagedResource<IssueSummary>((after) => api.adminIssues({ ...query, after, limit: 50 })),
    [JSON.stringify(query)],
  );
  const isFiltered = Object.values(query).some((value) => value !== undefined);
  const ticked = useSignal<readonly string[]>([]);
  /** Those that the dialog asks about. */
  const moving = useSignal<readonly string[]>([]);
  useEffect(() => {
    ticked.value = [];
    list.refresh();
    mesh.refresh();
  }, [list]);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'admin' || event.kind === 'reset') list.refresh();
  });
  const moved = ({ items }: ReassignResults) => {
    const failed = items.filter(({ isDone }) => !isDone);
    say(
      failed.length === 0
        ? t('issue.done.reassigned')
        : t('board.bulk.movedSome', {
            done: items.length - failed.length,
            why: problemInWords(failed[0]?.problem ?? {}),
          }),
    );
    ticked.value = failed.map(({ id }) => id);
    list.refresh();
  };
  return (
    <main class="page board" id="main">
      <IssueViews current="issues" />
      <Filters />
      <section class="card">
        <Shown of={list}>
          {({ items, next, notAsked }) => {
            const still = ticked.value.filter((id) => items.some((issue) => issue.id === id));
            return (
              <>
                <NotAsked regions={notAsked} />
                {still.length > 0 && (
                  <div class="bulk">
                    <span class="grow">{t('board.bulk.chosen', { count: still.length })}</span>
                    <Button
                      isSmall
                      disabled={still.length > movedMax}
                      onClick={() => {
                        moving.value = still;
                      }}
                    >
                      {t('board.bulk.move', { count: still.length })}
                    </Button>
                  </div>
                )}
                {items.length === 0 ? (
                  <NoIssues isFiltered={isFiltered} />
                ) : (
                  <IssueTable
                    items={items}
                    ticked={still}
                    tick={(id, isOn) => {
                      ticked.value = isOn ? [...still, id] : still.filter((other) => other !== id);
                    }}
                    onReassign={({ id }) => {
                      moving.value = [id];
                    }}
                  />
                )}
                {next !== undefined && <More list={list} />}
              </>
            );
          }}
        </Shown>
      </section>
      {moving.value.length > 0 && (
        <ReassignDialog
          count={moving.value.length}
          send={(to) => api.reassignMany({ ids: moving.value, ...to })}
          done={moved}
          close={() => {
            moving.value = [];
          }}
        />
      )}
    </main>
  );
}
