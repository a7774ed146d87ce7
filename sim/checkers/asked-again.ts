import type { AccountId, IssueId } from '../../node/core/ids.ts';
import type { SeenIssue } from '../seen.ts';
import { type Checker, eventsOf } from './checker.ts';

/** After these the search begins afresh, or somebody was named to be asked first. */
const freshStarts: ReadonlySet<string> = new Set(['declined', 'reopened', 'reassigned', 'transferred']);

/** Whom an issue may not be offered to, as its own timeline tells. */
class Asked {
  /** Passed in this attempt. */
  readonly passed = new Set<AccountId>();
  readonly barred = new Set<AccountId>();
  attempt = 1;
  /** Somebody has solved it: whoever escalates now declines the answer. */
  isSolved = false;
  /** Steps of the timeline that were looked at. */
  length = 0;
}

/** Follows the timelines at the origins, into which owners write whom they asked and what the answer was. */
export const askedAgain: Checker = {
  name: 'asked-again',
  promise:
    'An expert who passed is asked again only in the next attempt, and one whom the user escalated from never.',
  check: ({ events }) => {
    const all = new Map<IssueId, Asked>();
    return eventsOf(events, 'committed').flatMap(({ atMs, changes }) =>
      changes.flatMap((change) => {
        if (change.in !== 'issues') return [];
        const asked = all.get(change.doc.id) ?? new Asked();
        all.set(change.doc.id, asked);
        return wrongOffers(asked, change.doc).map((what) => `At ${atMs} ms ${what}.`);
      }),
    );
  },
};

const wrongOffers = (asked: Asked, { id, attempt, timeline }: SeenIssue): string[] => {
  // What was committed with the beginning of an attempt may belong to the one before.
  const isOtherAttempt = attempt !== asked.attempt;
  if (isOtherAttempt) asked.passed.clear();
  asked.attempt = attempt;
  const news = timeline.slice(asked.length);
  asked.length = timeline.length;
  return news.flatMap(({ kind, expert }) => {
    if (freshStarts.has(kind) || (kind === 'escalated' && asked.isSolved)) asked.passed.clear();
    if (kind === 'resolved') asked.isSolved = true;
    else if (kind === 'offered') asked.isSolved = false;
    if (expert === undefined) return [];
    if (kind === 'escalated') asked.barred.add(expert.id);
    if ((kind === 'rejected' || kind === 'timed-out') && !isOtherAttempt) asked.passed.add(expert.id);
    if (kind !== 'offered') return [];
    if (asked.barred.has(expert.id))
      return [`issue ${id} is offered to ${expert.id}, from whom its user escalated`];
    return asked.passed.has(expert.id)
      ? [`issue ${id} is offered again to ${expert.id}, who passed in attempt ${attempt}`]
      : [];
  });
};
