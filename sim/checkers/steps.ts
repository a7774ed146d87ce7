import { isLaterThan } from '../../node/core/custody.ts';
import type { IssueId } from '../../node/core/ids.ts';
import type { SeenIssue } from '../seen.ts';
import { type Checker, eventsOf } from './checker.ts';
import { troublesOf } from './troubles.ts';

const stageOrder = { held: 0, offered: 1, assigned: 2 } as const;

/** An owner answers a CANCEL or RECALL at once; on a link that loses messages it is sent again every 5 s. */
const wishMaxMs = 30_000;
/** After a trouble messages are sent again at the latest after so long. */
const aftermathMs = 30_000;

/**
 * Looks at an issue's record from commit to commit. One commit may hold several steps, so only what no row of steps under
 * one epoch can do is held against it.
 */
export const steps: Checker = {
  name: 'steps',
  invariant: 4,
  promise:
    'Under one epoch an issue only goes forward, and what its origin asked of the owner (cancel, recall) is neither forgotten nor left unanswered.',
  check: ({ events }) => {
    const troubles = troublesOf(events);
    const issues = new Map<IssueId, SeenIssue>();
    const copies = new Map<IssueId, SeenIssue>();
    const wishes = new Map<IssueId, number>();
    const violations: string[] = [];
    for (const { atMs, changes } of eventsOf(events, 'committed')) {
      for (const change of changes) {
        if (change.in === 'copies') {
          const known = copies.get(change.doc.id);
          if (!known || isLaterThan(change.doc.issue, known)) copies.set(change.doc.id, change.doc.issue);
        }
        if (change.in !== 'issues') continue;
        const { id, phase } = change.doc;
        const last = issues.get(id);
        // What a lost region committed last may have reached no other disk: its adopter goes on from what it had told.
        const told = last && last.origin !== change.doc.origin ? copies.get(id) : undefined;
        const former = told && isLaterThan(last ?? told, told) ? told : last;
        issues.set(id, change.doc);
        const wrong = former && wrongStep(former, change.doc);
        if (wrong) violations.push(`At ${atMs} ms issue ${id} ${wrong}.`);
        const wishedMs = wishes.get(id);
        if (phase.wish !== undefined) wishes.set(id, wishedMs ?? atMs);
        else wishes.delete(id);
        const isExcused = troubles.some(
          ({ fromMs, untilMs }) => fromMs <= atMs && untilMs + aftermathMs >= (wishedMs ?? atMs),
        );
        if (wishedMs !== undefined && atMs - wishedMs > wishMaxMs && !isExcused)
          violations.push(
            `The ${former?.phase.wish} of issue ${id} was not answered from ${wishedMs} to ${atMs} ms.`,
          );
      }
    }
    return violations;
  },
};

/** What is wrong about it; undefined when it may be. */
const wrongStep = (former: SeenIssue, { phase, epoch }: SeenIssue): string | undefined => {
  const { phase: before } = former;
  if (before.at === 'cancelled' && phase.at !== 'cancelled') return `was cancelled, and is ${phase.at}`;
  const isOver = phase.at === 'resolved' || phase.at === 'closed';
  const isKept = phase.at === 'cancelled' || isOver || (phase.at === 'placed' && phase.stage === 'assigned');
  if (before.wish === 'cancel' && phase.wish !== 'cancel' && !isKept)
    return `was to be cancelled, and is ${phase.at}`;
  if (epoch !== former.epoch) return undefined;
  if (phase.at === 'resolved' && (before.at === 'closed' || before.at === 'queued'))
    return `was ${before.at}, and is resolved under the same epoch`;
  if (phase.at !== 'placed' || before.at !== 'placed') return undefined;
  if (before.wish === 'recall' && phase.wish === undefined)
    return 'is no longer recalled, and still with the same owner';
  const [was, is] = [stageOrder[before.stage ?? 'held'], stageOrder[phase.stage ?? 'held']];
  if (is < was) return `went from ${before.stage} back to ${phase.stage}`;
  return before.stage === 'assigned' && before.expert?.id !== phase.expert?.id
    ? `went from ${before.expert?.id} to ${phase.expert?.id} without being given back`
    : undefined;
};
