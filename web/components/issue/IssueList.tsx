import type { IssueSummary } from '../../../node/schemas/views.ts';
import { Icon } from '../../icons.tsx';
import { grouped, stateSentence } from '../../lib/issues.ts';
import { followInPage, pageWith } from '../../lib/route.ts';
import { issueWords, stateWords } from '../../words/issue.ts';
import { Badge, Time } from '../Pieces.tsx';

/** One issue in a list: title, last change, where it stands. */
function Item({ issue, isCurrent }: { issue: IssueSummary; isCurrent: boolean }) {
  const { text, tone } = stateSentence(issue);
  return (
    <a
      class="item"
      href={pageWith({ issue: issue.id })}
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
      {issue.isCopy && <Badge tone="warn">{stateWords.badgeCopy}</Badge>}
      {issue.can.includes('confirm') && <Badge tone="accent">{stateWords.badgeConfirm}</Badge>}
      {issue.can.includes('rate') && <Badge>{stateWords.badgeRate}</Badge>}
    </a>
  );
}

/** A user's issues, grouped by who has to act. */
export const GroupedIssues = ({
  issues,
  current,
}: {
  issues: readonly IssueSummary[];
  current: string | null;
}) => (
  <>
    {grouped(issues).map(({ group, issues }) => (
      <section key={group} aria-label={issueWords.groups[group]}>
        <h2 class="group-label">{issueWords.groups[group]}</h2>
        {issues.map((issue) => (
          <Item key={issue.id} issue={issue} isCurrent={issue.id === current} />
        ))}
      </section>
    ))}
  </>
);
