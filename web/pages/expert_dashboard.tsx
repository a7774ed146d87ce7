import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { IssueSummary, MeView } from '../../node/schemas/views.ts';
import { Inbox } from '../components/expert/Inbox.tsx';
import { PresenceSwitch } from '../components/expert/Presence.tsx';
import { Shortcuts } from '../components/expert/Shortcuts.tsx';
import { lazily } from '../components/lazily.tsx';
import { navFor } from '../components/nav.ts';
import { Shell, show } from '../components/Shell.tsx';
import { SignedIn } from '../components/SignedIn.tsx';
import { Empty } from '../components/States.tsx';
import { api } from '../lib/api.ts';
import { useLive } from '../lib/connection.ts';
import { alerts } from '../lib/deviceAlerts.ts';
import { t } from '../lib/i18n.ts';
import { newLines, wantingALook } from '../lib/inboxNews.ts';
import { inbox } from '../lib/issues.ts';
import { mesh } from '../lib/mesh.ts';
import { readOffers } from '../lib/offers.ts';
import { pagedResource } from '../lib/pages.ts';
import { resource } from '../lib/resource.ts';
import { go, route } from '../lib/route.ts';
import { readMe } from '../lib/session.ts';
import { wanting } from '../lib/title.ts';
import { say } from '../lib/toast.ts';

/** A moment after an offer ran out, so that the node has passed it on when it is asked again. */
const afterDeadlineMs = 500;

const ExpertIssue = lazily(async () => (await import('../components/expert/ExpertIssue.tsx')).ExpertIssue);
const History = lazily(async () => (await import('../components/expert/History.tsx')).History);
const Replies = lazily(async () => (await import('../components/expert/Replies.tsx')).Replies);
const Trust = lazily(async () => (await import('../components/expert/Trust.tsx')).Trust);

const isAbout = signal(false);
const offers = resource(readOffers);
const issues = pagedResource<IssueSummary>((after) => api.issues({ as: 'expert', after, limit: 50 }));

/** As much of a title as has room where it is said on a phone, over the header and not over the offer itself. */
const toldLength = 60;

function inShort(title: string): string {
  const letters = Array.from(title);
  return letters.length > toldLength ? `${letters.slice(0, toldLength).join('').trim()}…` : title;
}

/** Says each new offer once, and reads again when the next one runs out. */
function useOfferNews(): void {
  const told = useRef(new Set<string>());
  const items = offers.data.value;
  useEffect(() => {
    if (items === undefined) return;
    for (const { id, issue } of items) {
      const text = t('expert.arrived', { title: inShort(issue.title) });
      if (!told.current.has(id)) say(text);
      alerts.tell({ key: id, title: text, text: issue.description, open: () => go({}) });
      told.current.add(id);
    }
    if (items.length === 0) return;
    const nextMs = Math.min(...items.map(({ deadlineMs }) => deadlineMs)) - performance.now();
    const timer = window.setTimeout(offers.refresh, Math.max(0, nextMs) + afterDeadlineMs);
    return () => window.clearTimeout(timer);
  }, [items]);
}

/** Tells of lines of users, and how many things want a look. */
function useLineNews(offered: number, items: readonly IssueSummary[] | undefined): void {
  const before = useRef<readonly IssueSummary[] | undefined>(undefined);
  useEffect(() => {
    if (items === undefined) return;
    for (const issue of before.current ? newLines(before.current, items) : []) {
      alerts.tell({
        key: `${issue.id}/${issue.unansweredSince}/${issue.unread}`,
        title: t('desk.wrote', { name: issue.user.name }),
        text: issue.title,
        open: () => go({ issue: issue.id }),
      });
    }
    before.current = items;
  }, [items]);
  useEffect(() => {
    wanting.value = wantingALook(offered, items ?? []);
  }, [offered, items]);
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
          me={me.account}
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
    const isOfList = event.kind === 'issue' || event.kind === 'message' || event.kind === 'read';
    if (isOfList || event.kind === 'reset') issues.refresh();
  });
  useOfferNews();
  useLineNews(offers.data.value?.length ?? 0, issues.data.value?.items);
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
        <History meId={me.account.id} />
      ) : part === 'replies' ? (
        <Replies />
      ) : part === 'trust' && expert !== undefined ? (
        <Trust profile={expert} />
      ) : (
        <Workspace me={me} issue={route.value.get('issue')} />
      )}
      <Shortcuts />
    </Shell>
  );
}

show(
  <SignedIn isFor={(me) => me.account.roles.includes('expert')}>{(me) => <Dashboard me={me} />}</SignedIn>,
  'common.nav.inbox',
);
