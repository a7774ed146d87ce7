import { useEffect } from 'preact/hooks';
import type { MeView } from '../../node/schemas/views.ts';
import { AdminIssue } from '../components/admin/AdminIssue.tsx';
import { Audit } from '../components/admin/Audit.tsx';
import { Issues } from '../components/admin/Issues.tsx';
import { Overview } from '../components/admin/Overview.tsx';
import { People, pending } from '../components/admin/People.tsx';
import { Settings } from '../components/admin/Settings.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { useLive } from '../lib/connection.ts';
import { route } from '../lib/route.ts';

function Part({ me, view }: { me: MeView; view: string | null }) {
  const issue = route.value.get('issue');
  if (view === 'issues' && issue !== null) return <AdminIssue key={issue} id={issue} meId={me.account.id} />;
  switch (view) {
    case 'issues':
      return <Issues />;
    case 'people':
      return <People />;
    case 'settings':
      return <Settings />;
    case 'audit':
      return <Audit />;
    default:
      return <Overview />;
  }
}

function Dashboard({ me }: { me: MeView }) {
  const view = route.value.get('view');
  useEffect(() => {
    pending.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'admin' || event.kind === 'reset') pending.refresh();
  });
  const current = view === null ? '/admin_dashboard' : `/admin_dashboard?view=${view}`;
  const toVerify = pending.data.value?.items.length ?? 0;
  return (
    <Shell me={me} here={me.here} nav={navFor(me, current, { '/admin_dashboard?view=people': toVerify })}>
      <Part me={me} view={view} />
    </Shell>
  );
}

show(
  <SignedIn isFor={(me) => me.account.roles.includes('admin')} signInPage="/admin_login">
    {(me) => <Dashboard me={me} />}
  </SignedIn>,
  'mesh.map',
);
