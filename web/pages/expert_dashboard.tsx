import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IssueSummary, MeView } from '../../node/schemas/views.ts';
import { ExpertIssue } from '../components/expert/ExpertIssue.tsx';
import { History } from '../components/expert/History.tsx';
import { Inbox } from '../components/expert/Inbox.tsx';
import { PresenceSwitch } from '../components/expert/Presence.tsx';
import { Trust } from '../components/expert/Trust.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { Empty } from '../components/States.tsx';
import { api } from '../lib/api.ts';
import { useLive } from '../lib/connection.ts';
import { t } from '../lib/i18n.ts';
import { inbox } from '../lib/issues.ts';
import { mesh } from '../lib/mesh.ts';
import { readOffers } from '../lib/offers.ts';
import { pagedResource } from '../lib/pages.ts';
import { resource } from '../lib/resource.ts';
import { route } from '../lib/route.ts';
import { readMe } from '../lib/session.ts';
import { say } from '../lib/toast.ts';

/** A moment after an offer ran out, so that the node has passed it on when it is asked again. */
const afterDeadlineMs = 500;

const isAbout = signal(false);
const offers = resource(readOffers);
const issues = pagedResource<IssueSummary>((after) => api.issues({ as: 'expert', after, limit: 50 }));

/** Says each new offer once, and reads again when the next one runs out. */
function useOfferNews(): void {
  const told = useRef(new Set<string>());
  const items = offers.data.value;
  useEffect(() => {
    if (items === undefined) return;
    for (const { id, issue } of items) {
      if (!told.current.has(id)) say(t('expert.arrived', { title: issue.title }));
      told.current.add(id);
    }
    if (items.length === 0) return;
    const nextMs = Math.min(...items.map(({ deadlineMs }) => deadlineMs)) - performance.now();
    const timer = window.setTimeout(offers.refresh, Math.max(0, nextMs) + afterDeadlineMs);
    return () => window.clearTimeout(timer);
  }, [items]);
}

function Workspace({ me, issue }: { me: MeView; issue: string | null }) {
  const view = issue === null ? 'list' : isAbout.value ? 'about' : 'issue';
  useEffect(() => {
    isAbout.value = false;
  }, [issue]);
  return (
    <main class="workspace agent" id="main" data-view={view}>
      <Inbox me={me} offers={offers} issues={issues} current={issue} />
      {issue === null ? (
        <section class="pane pane-main wide middle">
          <Empty title={t('expert.choose')} text={t('expert.chooseText')} />
        </section>
      ) : (
        <ExpertIssue
          key={issue}
          id={issue}
          meId={me.account.id}
          isAbout={isAbout.value}
          onAbout={(value) => {
            isAbout.value = value;
          }}
          onChanged={() => {
            issues.refresh();
            readMe().catch(() => undefined);
          }}
        />
      )}
    </main>
  );
}

function Dashboard({ me }: { me: MeView }) {
  const part = route.value.get('view');
  useEffect(() => {
    offers.refresh();
    issues.refresh();
    mesh.refresh();
  }, []);
  useLive((event) => {
    if (event.kind === 'offers' || event.kind === 'reset') offers.refresh();
    if (event.kind === 'issue' || event.kind === 'reset') issues.refresh();
  });
  useOfferNews();
  const { expert } = me;
  const mine = inbox(issues.data.value?.items ?? [], me.account.id).working.length;
  const count = mine + (offers.data.value?.length ?? 0);
  const current = part === null ? '/expert_dashboard' : `/expert_dashboard?view=${part}`;
  const isAtHome = me.homeUrl === undefined;
  return (
    <Shell
      me={me}
      here={me.here}
      nav={navFor(me, current, { '/expert_dashboard': count })}
      end={
        expert !== undefined && (
          <PresenceSwitch profile={expert} isEnabled={isAtHome && me.account.verification === 'verified'} />
        )
      }
    >
      {part === 'history' ? (
        <History issues={issues} meId={me.account.id} />
      ) : part === 'trust' && expert !== undefined ? (
        <Trust profile={expert} />
      ) : (
        <Workspace me={me} issue={route.value.get('issue')} />
      )}
    </Shell>
  );
}

show(
  <SignedIn isFor={(me) => me.account.roles.includes('expert')}>{(me) => <Dashboard me={me} />}</SignedIn>,
  'common.nav.inbox',
);
