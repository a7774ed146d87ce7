import { useEffect, useMemo } from 'preact/hooks';
import type { MoveView } from '../../../node/schemas/admin-views.ts';
import { Icon } from '../../icons.tsx';
import { api } from '../../lib/api.ts';
import { useLive } from '../../lib/connection.ts';
import { t } from '../../lib/i18n.ts';
import { mesh } from '../../lib/mesh.ts';
import { pagedResource } from '../../lib/pages.ts';
import { followInPage, go, pageWith, route } from '../../lib/route.ts';
import { fullTime } from '../../lib/time.ts';
import { SelectField } from '../Field.tsx';
import { Empty } from '../States.tsx';
import { EntryTable } from './EntryTable.tsx';
import { IssueViews } from './IssueViews.tsx';
import { NothingFits } from './NothingFits.tsx';

/** Who has it, or had it: an expert and their region; nobody yet, when it waits. */
function Hand({ of: { expert, region } }: { of: MoveView['from'] }) {
  if (!expert && region === undefined) return <span class="muted">{t('board.moves.nobody')}</span>;
  return (
    <span>
      {expert && <bdi>{expert.name}</bdi>}
      {expert && region !== undefined && t('common.comma')}
      {region !== undefined && <bdi>{region}</bdi>}
    </span>
  );
}

function Row({ move: { issue, title, kind, from, to, at, note } }: { move: MoveView }) {
  return (
    <tr>
      <th scope="row">
        <a href={pageWith({ view: 'issues', issue })} onClick={followInPage} dir="auto" class="break">
          {title}
        </a>
      </th>
      <td data-label={t('board.moves.hands')}>
        <span class="row wrap">
          <Hand of={from} />
          <Icon name="arrow-right" turns />
          <span class="visually-hidden">{t('board.moves.to')}</span>
          <Hand of={to} />
        </span>
      </td>
      <td data-label={t('board.moves.why')}>
        <span>
          {t(`board.moves.kinds.${kind}`)}
          {note !== undefined && (
            <span class="muted small line break" dir="auto">
              {note}
            </span>
          )}
        </span>
      </td>
      <td class="num" data-label={t('admin.time')}>
        {fullTime(at)}
      </td>
    </tr>
  );
}

/** Issues that changed hands, in every region or one, the newest first. */
export function Moves() {
  const region = route.value.get('region') ?? undefined;
  const list = useMemo(
    () => pagedResource<MoveView>((after) => api.moves({ region, after, limit: 50 })),
    [region],
  );
  useEffect(() => {
    list.refresh();
    mesh.refresh();
  }, [list]);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'admin' || event.kind === 'reset') list.refresh();
  });
  const regions = mesh.data.value?.regions ?? [];
  return (
    <main class="page board" id="main">
      <IssueViews current="moves" />
      <search class="filters">
        <SelectField
          label={t('admin.filterRegion')}
          name="region"
          value={region ?? ''}
          onValue={(value) => go({ view: 'moves', region: value === '' ? undefined : value })}
          options={[
            { value: '', label: t('admin.anyRegion') },
            ...regions.map(({ name }) => ({ value: name, label: name })),
          ]}
        />
      </search>
      <EntryTable
        of={list}
        columns={[t('admin.issue'), t('board.moves.hands'), t('board.moves.why'), t('admin.time')]}
        row={(move) => <Row key={move.id} move={move} />}
        empty={
          region === undefined ? (
            <Empty title={t('board.moves.empty')} text={t('board.moves.emptyText')} />
          ) : (
            <NothingFits
              title={t('board.moves.empty')}
              text={t('admin.noIssuesText')}
              all={{ view: 'moves' }}
            />
          )
        }
      />
    </main>
  );
}
