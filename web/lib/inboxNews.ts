import type { IssueSummary } from '../../node/schemas/views.ts';

/** Issues whose user has written something since the last look that nobody has read or answered. */
export function newLines(
  before: readonly IssueSummary[],
  now: readonly IssueSummary[],
): readonly IssueSummary[] {
  const known = new Map(before.map(({ id, unread = 0 }) => [id, unread]));
  return now.filter(
    ({ id, unread = 0, unansweredSince }) => unansweredSince !== undefined && unread > (known.get(id) ?? 0),
  );
}

/** How many things in an expert's inbox want a look: for the tab's title. */
export const wantingALook = (offers: number, issues: readonly IssueSummary[]): number =>
  offers + issues.filter(({ state, unread = 0 }) => state === 'assigned' && unread > 0).length;
