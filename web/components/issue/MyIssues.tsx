import { useEffect } from 'preact/hooks';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { isNarrow } from '../../lib/listFilter.ts';
import { besideList, listFilter, myIssues } from '../../lib/myIssues.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Button } from '../Button.tsx';
import { Empty, NotAsked, Shown } from '../States.tsx';
import { GroupedIssues } from './IssueList.tsx';
import { ListFilter, Search } from './ListFilter.tsx';

/** Whoever has fewer sees all of them at once: a filter would only be one more thing to understand. */
const filterFrom = 5;

function NoIssues() {
  const filter = listFilter();
  if (!isNarrow(filter)) return <Empty title={t('issue.emptyTitle')} text={t('issue.emptyText')} />;
  const isWords = !isNarrow({ ...filter, q: '' });
  return isWords ? (
    <Empty title={t('issue.noneFound')} text={t('issue.noneFoundText')} />
  ) : (
    <Empty title={t('home.list.noneLike')} text={t('home.list.noneLikeText')} />
  );
}

/** A user's issues with search and filter. `isAlone`: nothing else is shown, so the page's heading is the list's. */
export function MyIssues({ current, isAlone }: { current: string | null; isAlone: boolean }) {
  const filter = listFilter();
  const { q, state, category, sort } = filter;
  useEffect(() => {
    myIssues.refresh();
  }, [q, state, category, sort]);
  const count = myIssues.data.value?.items.length ?? 0;
  const hasFilter = count >= filterFrom || isNarrow({ ...filter, q: '' }) || sort !== 'changed';
  return (
    <section class="pane pane-list" aria-label={t('issue.listTitle')}>
      {isAlone && <h1 class="visually-hidden">{t('issue.listTitle')}</h1>}
      <div class="pane-head">
        <Search />
        <a class="button" href={pageWith(besideList({ new: '' }))} onClick={followInPage}>
          <Icon name="plus" />
          {t('common.nav.newIssue')}
        </a>
      </div>
      <div class="pane-scroll">
        {hasFilter && <ListFilter />}
        <Shown of={myIssues}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? (
                <NoIssues />
              ) : (
                <GroupedIssues issues={items} current={current} sort={sort} />
              )}
              {next !== undefined && sort !== 'changed' && (
                <p class="hint pad">{t('home.list.sortedPart', { n: items.length })}</p>
              )}
              {next !== undefined && (
                <p class="pad">
                  <Button isSmall isFull onClick={myIssues.more} isBusy={myIssues.isGrowing.value}>
                    {t('common.more')}
                  </Button>
                </p>
              )}
            </>
          )}
        </Shown>
      </div>
    </section>
  );
}
