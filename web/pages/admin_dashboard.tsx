import { useEffect } from 'preact/hooks';
import type { MeView } from '../../node/schemas/views.ts';
import { Overview } from '../components/admin/Overview.tsx';
import { pending } from '../components/admin/ToVerify.tsx';
import { lazily } from '../components/lazily.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { useLive } from '../lib/connection.ts';
import { route } from '../lib/route.ts';

// The overview is what most look at; the rest comes when it is shown.
const AdminIssue = lazily(async () => (await import('../components/admin/AdminIssue.tsx')).AdminIssue);
const Audit = lazily(async () => (await import('../components/admin/Audit.tsx')).Audit);
const ExpertPage = lazily(async () => (await import('../components/admin/ExpertPage.tsx')).ExpertPage);
const Issues = lazily(async () => (await import('../components/admin/Issues.tsx')).Issues);
const Moves = lazily(async () => (await import('../components/admin/Moves.tsx')).Moves);
const People = lazily(async () => (await import('../components/admin/People.tsx')).People);
const Settings = lazily(async () => (await import('../components/admin/Settings.tsx')).Settings);

function Part({ me, view }: { me: MeView; view: string | null }) {
  const issue = route.value.get('issue');
  const expert = route.value.get('expert');
  if (view === 'issues' && issue !== null) return <AdminIssue key={issue} id={issue} meId={me.account.id} />;
  switch (view) {
    case 'issues':
      return <Issues />;
    case 'moves':
      return <Moves />;
    case 'people':
      return expert === null ? <People /> : <ExpertPage key={expert} id={expert} />;
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
