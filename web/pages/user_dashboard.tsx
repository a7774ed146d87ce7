import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { MeView } from '../../node/schemas/views.ts';
import { MyIssues } from '../components/issue/MyIssues.tsx';
import { lazily } from '../components/lazily.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { Empty } from '../components/States.tsx';
import { Icon } from '../icons.tsx';
import { alertsSetting } from '../lib/alertsSetting.ts';
import { useLive } from '../lib/connection.ts';
import { t } from '../lib/i18n.ts';
import { groupOf } from '../lib/issues.ts';
import { isNarrow } from '../lib/listFilter.ts';
import { mesh } from '../lib/mesh.ts';
import { besideList, listFilter, myIssues } from '../lib/myIssues.ts';
import { followInPage, go, pageWith, route } from '../lib/route.ts';

const NewIssue = lazily(async () => (await import('../components/issue/NewIssue.tsx')).NewIssue);
const UserAlerts = lazily(async () => (await import('../components/issue/UserAlerts.tsx')).UserAlerts, {
  isDialog: true,
});
const UserIssue = lazily(async () => (await import('../components/issue/UserIssue.tsx')).UserIssue);

const isAbout = signal(false);

function Nothing() {
  return (
    <section class="pane pane-main wide middle">
      <Empty title={t('issue.choose')} text={t('issue.chooseText')}>
        <a class="button primary" href={pageWith(besideList({ new: '' }))} onClick={followInPage}>
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
    mesh.refresh();
  }, []);
  useEffect(() => {
    isAbout.value = false;
  }, [issue]);
  useLive((event) => {
    if (event.kind === 'issue' || event.kind === 'message' || event.kind === 'reset') myIssues.refresh();
  });
  const view = isNew ? 'issue' : issue === null ? 'list' : isAbout.value ? 'about' : 'issue';
  // Of all of them, not of those that a filter leaves.
  const needed = useRef(0);
  const items = myIssues.data.value?.items;
  if (items !== undefined && !isNarrow(listFilter()))
    needed.current = items.filter((item) => groupOf(item) === 'needs-you').length;
  const current = isNew ? '/user_dashboard?new' : '/user_dashboard';
  return (
    <Shell me={me} here={me.here} nav={navFor(me, current, { '/user_dashboard': needed.current })}>
      <main class="workspace" id="main" data-view={view}>
        <MyIssues current={issue} isAlone={issue === null && !isNew} />
        {isNew ? (
          <NewIssue
            meId={me.account.id}
            done={({ id }) => {
              myIssues.refresh();
              go(besideList({ issue: id }));
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
            onChanged={myIssues.refresh}
          />
        )}
      </main>
      {alertsSetting.isOn.value && <UserAlerts />}
    </Shell>
  );
}

show(<SignedIn>{(me) => <Dashboard me={me} />}</SignedIn>, 'issue.listTitle');
