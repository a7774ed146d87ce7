import { useEffect } from 'preact/hooks';
import type { MeView } from '../../node/schemas/views.ts';
import { AdminIssue } from '../components/admin/AdminIssue.tsx';
import { Issues } from '../components/admin/Issues.tsx';
import { Overview } from '../components/admin/Overview.tsx';
import { People } from '../components/admin/People.tsx';
import { Settings } from '../components/admin/Settings.tsx';
import { pending } from '../components/admin/ToVerify.tsx';
import { Lazy } from '../components/Lazy.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { useLive } from '../lib/connection.ts';
import { route } from '../lib/route.ts';

const loadAudit = async () => (await import('../components/admin/Audit.tsx')).Audit;
const loadMoves = async () => (await import('../components/admin/Moves.tsx')).Moves;
const loadExpert = async () => (await import('../components/admin/ExpertPage.tsx')).ExpertPage;

function Part({ me, view }: { me: MeView; view: string | null }) {
  const issue = route.value.get('issue');
  const expert = route.value.get('expert');
  if (view === 'issues' && issue !== null) return <AdminIssue key={issue} id={issue} meId={me.account.id} />;
  switch (view) {
    case 'issues':
      return <Issues />;
    case 'moves':
      return <Lazy key="moves" load={loadMoves} props={{}} />;
    case 'people':
      return expert === null ? <People /> : <Lazy key={expert} load={loadExpert} props={{ id: expert }} />;
    case 'settings':
      return <Settings />;
    case 'audit':
      return <Lazy key="audit" load={loadAudit} props={{}} />;
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
  // What changed hands is found among the issues.
  const shown = view === 'moves' ? 'issues' : view;
  const current = view === null ? '/admin_dashboard' : `/admin_dashboard?view=${shown}`;
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
