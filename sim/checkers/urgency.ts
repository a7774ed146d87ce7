import type { IssueId } from '../../node/core/ids.ts';
import { Urgency } from '../../node/schemas/words.ts';
import type { SeenIssue } from '../seen.ts';
import { type Checker, eventsOf } from './checker.ts';

/** After an expert lowered it, its user raises it at the earliest then. */
const raiseAgainAfterMs = 3_600_000;

/** Reads the timelines at the origins, which alone change an urgency. */
export const urgency: Checker = {
  name: 'urgency',
  promise: `An urgency is raised by the issue's user, within ${raiseAgainAfterMs / 60_000} minutes after an expert lowered it not at all; it is lowered by an expert, with a reason; and nobody changes it in silence.`,
  check: ({ events }) => {
    const submitted = new Map<IssueId, Urgency>();
    const told = new Set<string>();
    return eventsOf(events, 'committed').flatMap(({ atMs, changes }) =>
      changes.flatMap((change) => {
        if (change.in !== 'issues') return [];
        const { id, urgency, timeline } = change.doc;
        const isUnchanged = timeline.every(({ kind }) => kind !== 'urgency-changed');
        if (isUnchanged && !submitted.has(id)) submitted.set(id, urgency);
        return wrongSteps(change.doc, submitted.get(id)).flatMap((what) => {
          if (told.has(`${id} ${what}`)) return [];
          told.add(`${id} ${what}`);
          return [`At ${atMs} ms the urgency of issue ${id} ${what}.`];
        });
      }),
    );
  },
};

function wrongSteps({ urgency, timeline }: SeenIssue, first: Urgency | undefined): string[] {
  const wrong: string[] = [];
  let [now, loweredAt] = [first, Number.NEGATIVE_INFINITY];
  for (const { kind, expert, at = 0, note, reason } of timeline) {
    if (kind !== 'urgency-changed') continue;
    const next = Urgency.parse(note);
    const isUp = now === undefined || rankOf(next) > rankOf(now);
    const isDown = now === undefined || rankOf(next) < rankOf(now);
    if (expert && !isDown) wrong.push(`was set from ${now} to ${next} by an expert`);
    if (expert && !reason) wrong.push(`was lowered to ${next} without a reason`);
    if (!expert && !isUp) wrong.push(`was set from ${now} to ${next} by its user`);
    if (!expert && at < loweredAt + raiseAgainAfterMs)
      wrong.push(`was raised to ${next} ${at - loweredAt} ms after an expert lowered it`);
    if (expert) loweredAt = at;
    now = next;
  }
  if (now !== undefined && now !== urgency) wrong.push(`is ${urgency}, and was said to be ${now}`);
  return wrong;
}

const rankOf = (one: Urgency): number => Urgency.options.indexOf(one);
