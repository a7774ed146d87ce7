import type { AccountId } from '../../node/core/ids.ts';
import { type Checker, eventsOf, groupedBy } from './checker.ts';

/** Ratings are counted where the rated person is at home; the trust of each must have moved as often as that. */
export const countedOnce: Checker = {
  name: 'counted-once',
  invariant: 5,
  promise: 'An issue counts one rating of its expert and moves their trust once; none if it was cancelled.',
  check: ({ events, final }) => {
    const issues = new Map(final.flatMap(({ issues }) => issues.map((issue) => [issue.id, issue] as const)));
    const ratings = final.flatMap((region) => region.ratings);
    const violations: string[] = [];

    for (const [key, counted] of groupedBy(ratings, ({ issueId, as }) => `${issueId} as ${as}`)) {
      if (counted.length > 1) violations.push(`Issue ${key} was counted ${counted.length} times.`);
    }
    for (const { issueId } of ratings) {
      if (issues.get(issueId)?.phase.at === 'cancelled')
        violations.push(`Issue ${issueId} was cancelled, and its rating was counted.`);
    }
    const counted = new Map(
      ratings.filter(({ as }) => as === 'expert').map(({ issueId, stars }) => [String(issueId), stars]),
    );
    for (const { id, rating } of issues.values()) {
      if (rating !== undefined && counted.get(id) !== rating.stars)
        violations.push(`The ${rating.stars} stars for issue ${id} were counted as ${counted.get(id)}.`);
    }
    for (const { command, key, person } of eventsOf(events, 'answered')) {
      if (command === 'rate' && !counted.has(key))
        violations.push(`The rating of issue ${key} by ${person} was acknowledged and is not counted.`);
    }

    const moves = trustMoves(events);
    const given = groupedBy(
      ratings.filter(({ as }) => as === 'expert'),
      ({ of }) => of,
    );
    for (const id of new Set([...moves.keys(), ...given.keys()])) {
      const [moved, rated] = [moves.get(id) ?? 0, given.get(id)?.length ?? 0];
      if (moved !== rated) violations.push(`The trust of ${id} moved ${moved} times with ${rated} ratings.`);
    }
    return violations;
  },
};

/** How often each account's trust was written anew at its home. */
const trustMoves = (events: Parameters<Checker['check']>[0]['events']): Map<AccountId, number> => {
  const last = new Map<AccountId, string>();
  const moves = new Map<AccountId, number>();
  for (const { region, changes } of eventsOf(events, 'committed')) {
    for (const change of changes) {
      if (change.in !== 'accounts' || change.doc.home !== region) continue;
      const { id, trust } = change.doc;
      const now = `${trust.value} ${trust.at}`;
      const former = last.get(id);
      last.set(id, now);
      if (former !== undefined && former !== now) moves.set(id, (moves.get(id) ?? 0) + 1);
    }
  }
  return moves;
};
