import type { IssueSummary } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { number, t } from '../../lib/i18n.ts';
import { grouped, stateSentence } from '../../lib/issues.ts';
import type { Sort } from '../../lib/listFilter.ts';
import { besideList } from '../../lib/myIssues.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { Badge, Time } from '../Pieces.tsx';

/** Lines that one has not seen. */
const Unread = ({ count }: { count: number }) =>
  count === 0 ? null : (
    <span class="count">
      <span aria-hidden="true">{number(count)}</span>
      <span class="visually-hidden">{t('home.list.unread', { count })}</span>
    </span>
  );

/** One issue in a list: title, last change, where it stands. */
function Item({ issue, isCurrent }: { issue: IssueSummary; isCurrent: boolean }) {
  const { text, tone } = stateSentence(issue);
  return (
    <a
      class="item"
      href={pageWith(besideList({ issue: issue.id }))}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={followInPage}
    >
      <span class="item-title two-lines" dir="auto">
        {issue.title}
      </span>
      <Time at={issue.changedAt} />
      <span class="item-line">
        {tone === 'plain' ? <Icon name="check" /> : <span class={`dot ${tone}`} />}
        <span class="truncate">{text}</span>
      </span>
      <span class="item-marks">
        {issue.isCopy && <Badge tone="warn">{t('issue.state.badgeCopy')}</Badge>}
        {issue.can.includes('confirm') && <Badge tone="accent">{t('issue.state.badgeConfirm')}</Badge>}
        {issue.can.includes('rate') && <Badge>{t('issue.state.badgeRate')}</Badge>}
        <Unread count={issue.unread ?? 0} />
      </span>
    </a>
  );
}

/** A user's issues, grouped by who has to act. */
export const GroupedIssues = ({
  issues,
  current,
  sort,
}: {
  issues: readonly IssueSummary[];
  current: string | null;
  sort: Sort;
}) => (
  <>
    {grouped(issues, sort).map(({ group, issues }) => (
      <section key={group} aria-label={t(`issue.groups.${group}`)}>
        <h2 class="group-label">{t(`issue.groups.${group}`)}</h2>
        {issues.map((issue) => (
          <Item key={issue.id} issue={issue} isCurrent={issue.id === current} />
        ))}
      </section>
    ))}
  </>
);
