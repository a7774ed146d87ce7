import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { IssueSummary, MeView } from '../../node/schemas/views.ts';
import { Button } from '../components/Button.tsx';
import { GroupedIssues } from '../components/issue/IssueList.tsx';
import { NewIssue } from '../components/issue/NewIssue.tsx';
import { UserIssue } from '../components/issue/UserIssue.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { Empty, NotAsked, Shown } from '../components/States.tsx';
import { Icon } from '../icons.tsx';
import { api } from '../lib/api.ts';
import { useLive } from '../lib/connection.ts';
import { t } from '../lib/i18n.ts';
import { groupOf } from '../lib/issues.ts';
import { mesh } from '../lib/mesh.ts';
import { pagedResource } from '../lib/pages.ts';
import { followInPage, go, pageWith, route } from '../lib/route.ts';

/** Long enough not to ask at each letter, short enough to feel at once. */
const typingPauseMs = 200;

const search = signal('');
const isAbout = signal(false);
const list = pagedResource<IssueSummary>((after) =>
  api.issues({ as: 'user', q: search.peek(), after, limit: 50 }),
);

function Search() {
  useEffect(() => {
    const timer = window.setTimeout(list.refresh, typingPauseMs);
    return () => window.clearTimeout(timer);
  }, [search.value]);
  return (
    <div class="input-icon grow">
      <Icon name="search" />
      <input
        class="input"
        type="search"
        aria-label={t('issue.search')}
        placeholder={t('issue.search')}
        value={search.value}
        onInput={(event) => {
          search.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}

function NoIssues() {
  if (search.value !== '') return <Empty title={t('issue.noneFound')} text={t('issue.noneFoundText')} />;
  return <Empty title={t('issue.emptyTitle')} text={t('issue.emptyText')} />;
}

/** `isAlone`: nothing else is shown, so the page's heading is the list's. */
function List({ current, isAlone }: { current: string | null; isAlone: boolean }) {
  return (
    <section class="pane pane-list" aria-label={t('issue.listTitle')}>
      {isAlone && <h1 class="visually-hidden">{t('issue.listTitle')}</h1>}
      <div class="pane-head">
        <Search />
        <a class="button" href={pageWith({ new: '' })} onClick={followInPage}>
          <Icon name="plus" />
          {t('common.nav.newIssue')}
        </a>
      </div>
      <div class="pane-scroll">
        <Shown of={list}>
          {({ items, next, notAsked }) => (
            <>
              <NotAsked regions={notAsked} />
              {items.length === 0 ? <NoIssues /> : <GroupedIssues issues={items} current={current} />}
              {next !== undefined && (
                <p class="pad">
                  <Button isSmall isFull onClick={list.more} isBusy={list.isGrowing.value}>
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

function Nothing() {
  return (
    <section class="pane pane-main wide middle">
      <Empty title={t('issue.choose')} text={t('issue.chooseText')}>
        <a class="button primary" href={pageWith({ new: '' })} onClick={followInPage}>
          <Icon name="plus" />
          {t('common.nav.newIssue')}
        </a>
      </Empty>
    </section>
  );
}

function Dashboard({ me }: { me: MeView }) {
  const issue = route.value.get('issue');
  const isNew = route.value.has('new');
  useEffect(() => {
    list.refresh();
    mesh.refresh();
  }, []);
  useEffect(() => {
    isAbout.value = false;
  }, [issue]);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'reset') list.refresh();
  });
  const view = isNew ? 'issue' : issue === null ? 'list' : isAbout.value ? 'about' : 'issue';
  const needed = list.data.value?.items.filter((item) => groupOf(item) === 'needs-you').length ?? 0;
  const current = isNew ? '/user_dashboard?new' : '/user_dashboard';
  return (
    <Shell me={me} here={me.here} nav={navFor(me, current, { '/user_dashboard': needed })}>
      <main class="workspace" id="main" data-view={view}>
        <List current={issue} isAlone={issue === null && !isNew} />
        {isNew ? (
          <NewIssue
            meId={me.account.id}
            done={({ id }) => {
              list.refresh();
              go({ issue: id });
            }}
          />
        ) : issue === null ? (
          <Nothing />
        ) : (
          <UserIssue
            key={issue}
            id={issue}
            meId={me.account.id}
            isAbout={isAbout.value}
            onAbout={(value) => {
              isAbout.value = value;
            }}
            onChanged={list.refresh}
          />
        )}
      </main>
    </Shell>
  );
}

show(<SignedIn>{(me) => <Dashboard me={me} />}</SignedIn>, 'issue.listTitle');
