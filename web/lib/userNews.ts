import type { IssueSummary } from '../../node/schemas/views.ts';
import { isUnassigned } from './issues.ts';

/** What an expert has done about an issue: they have it now, they wrote, or they say that it is solved. */
export type UserNews = { readonly what: 'taken' | 'wrote' | 'solved'; readonly issue: IssueSummary };

function whatIsNew(before: IssueSummary, now: IssueSummary): UserNews['what'] | undefined {
  if (now.state === 'resolved' && before.state !== 'resolved') return 'solved';
  if ((now.unread ?? 0) > (before.unread ?? 0)) return 'wrote';
  return now.state === 'assigned' && isUnassigned(before) ? 'taken' : undefined;
}

/** What others have done since the last look, one thing for each issue. What was not looked at before is no news. */
export function newsForUser(
  before: readonly IssueSummary[],
  now: readonly IssueSummary[],
): readonly UserNews[] {
  const known = new Map(before.map((issue) => [issue.id, issue]));
  return now.flatMap((issue) => {
    const former = known.get(issue.id);
    const what = former && whatIsNew(former, issue);
    return what === undefined ? [] : [{ what, issue }];
  });
}
