import type { IssueSummary, MeView } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { t } from '../../lib/i18n.ts';
import { inbox, stateSentence } from '../../lib/issues.ts';
import type { TimedOffer } from '../../lib/offers.ts';
import type { PagedResource } from '../../lib/pages.ts';
import type { Resource } from '../../lib/resource.ts';
import { followInPage, go, pageWith } from '../../lib/route.ts';
import { focusHeading } from '../Heading.tsx';
import { Avatar, Badge, Since, Time, Urgency } from '../Pieces.tsx';
import { Empty, Loading, NotAsked, Shown } from '../States.tsx';
import { DeskFoot } from './DeskFoot.tsx';
import { Notices } from './Notices.tsx';
import { Offer } from './Offer.tsx';

function Item({ issue, isCurrent }: { issue: IssueSummary; isCurrent: boolean }) {
  return (
    <a
      class="item person"
      href={pageWith({ issue: issue.id })}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={followInPage}
    >
      <Avatar id={issue.user.id} name={issue.user.name} />
      <span class="item-title truncate" dir="auto">
        {issue.title}
      </span>
      <Time at={issue.changedAt} />
      <span class="item-line">
        <span class="truncate">
          {issue.state === 'assigned' ? issue.user.name : stateSentence(issue).text}
        </span>
        {issue.unread !== undefined && issue.unread > 0 && (
          <span class="count">
            {issue.unread}
            <span class="visually-hidden"> {t('desk.unread', { count: issue.unread })}</span>
          </span>
        )}
      </span>
      {issue.state === 'assigned' && <ItemWait issue={issue} />}
      {issue.can.includes('rate') && <Badge>{t('issue.state.badgeRate')}</Badge>}
    </a>
  );
}

/** How urgent it is, and how long its user has waited for a word. */
function ItemWait({ issue: { urgency, unansweredSince } }: { issue: IssueSummary }) {
  return (
    <span class="item-wait">
      <Urgency of={urgency} />
      {unansweredSince !== undefined && (
        <span class="waits">
          <Icon name="clock" />
          <Since at={unansweredSince} said={(time) => t('desk.waits', { time })} />
        </span>
      )}
    </span>
  );
}

function Group({
  title,
  issues,
  current,
}: {
  title: string;
  issues: readonly IssueSummary[];
  current: string | null;
}) {
  if (issues.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 class="group-label">
        {title} <span class="count plain">{issues.length}</span>
      </h2>
      {issues.map((issue) => (
        <Item key={issue.id} issue={issue} isCurrent={issue.id === current} />
      ))}
    </section>
  );
}

function emptyText({ account, expert }: MeView): string {
  if (account.verification !== 'verified') return t('expert.emptyUnverified');
  return expert?.presence === 'online' ? t('expert.emptyOnline') : t('expert.emptyAway');
}

type Props = {
  me: MeView;
  offers: Resource<TimedOffer[]>;
  issues: PagedResource<IssueSummary>;
  current: string | null;
};

/** Offers first, then what this expert has now. */
export function Inbox({ me, offers, issues, current }: Props) {
  const offered = offers.data.value ?? [];
  const reread = () => {
    offers.refresh();
    issues.refresh();
  };
  return (
    <section class="pane pane-list" aria-label={t('common.nav.inbox')}>
      <div class="pane-scroll">
        {current === null && <h1 class="visually-hidden">{t('common.nav.inbox')}</h1>}
        <Notices me={me} isAsked={offered.length > 0} />
        <section aria-label={t('expert.offers')}>
          {offered.map((offer) => (
            <Offer
              key={offer.id}
              offer={offer}
              here={me.here}
              onAccepted={(issue) => {
                reread();
                go({ issue: issue.id });
                // It was sent back and is still open: the next press must not accept another one.
                if (issue.id === current) focusHeading();
              }}
              onGone={reread}
            />
          ))}
        </section>
        {offers.data.value === undefined && offers.problem.value === undefined ? (
          // Offers come above: what is below them waits, so that it does not jump.
          <Loading />
        ) : (
          <Shown of={issues}>
            {({ items, notAsked }) => {
              const { working, resolved, toRate } = inbox(items, me.account.id);
              const isEmpty = working.length + resolved.length + toRate.length + offered.length === 0;
              return (
                <>
                  <NotAsked regions={notAsked} />
                  <Group title={t('expert.yours')} issues={working} current={current} />
                  <Group title={t('expert.waitingForThem')} issues={resolved} current={current} />
                  <Group title={t('expert.toRate')} issues={toRate} current={current} />
                  {isEmpty && <Empty title={t('expert.emptyTitle')} text={emptyText(me)} />}
                  <DeskFoot />
                </>
              );
            }}
          </Shown>
        )}
      </div>
    </section>
  );
}
