import type { IssueId } from '../../node/core/ids.ts';
import type { SeenIssue } from '../seen.ts';
import { AdoptionsSeen } from './adoptions.ts';
import { type Checker, type Evidence, eventsOf } from './checker.ts';
import { diskChanges } from './disks.ts';
import { type Trouble, troublesOf } from './troubles.ts';
import { type LongWait, longWaits } from './waiting.ts';

/** A proposal is given up after 5 s; the commits, and one more try a second later, come on top. */
const proposingMaxMs = 8_000;
/** An own expert is found in the same commit, or at the next look 2 s later; a region that was named is asked first. */
const boundMs = 10_000;
/** After its own trouble a region starts all its timers anew. */
const aftermathMs = 10_000;

/** Only what is wrong with the origin itself excuses it; links and other regions do not. */
const isItsOwn = ({ origin }: SeenIssue, { what, regions }: Trouble): boolean =>
  ['down', 'crash', 'restart', 'pause', 'disk'].includes(what) && regions.includes(origin);

/** Whatever happens to the others and to the links, an origin goes on with the issues that it holds. */
export const neverBlocked: Checker = {
  name: 'never-blocked',
  invariant: 13,
  promise:
    "A peer's silence never blocks an issue that its origin holds: it is not proposed for longer than 8 s, and an own free expert is asked within 10 s.",
  check: (evidence) => [...longProposals(evidence), ...unserved(evidence)],
};

const longProposals = ({ events }: Evidence): string[] => {
  const troubles = troublesOf(events);
  const proposing = new Map<IssueId, { readonly issue: SeenIssue; readonly fromMs: number }>();
  const violations: string[] = [];
  const judge = (id: IssueId, atMs: number) => {
    const open = proposing.get(id);
    if (open === undefined) return;
    const { issue, fromMs } = open;
    const isExcused = troubles.some(
      (trouble) =>
        isItsOwn(issue, trouble) && trouble.fromMs <= atMs && trouble.untilMs + aftermathMs >= fromMs,
    );
    if (atMs - fromMs > proposingMaxMs && !isExcused)
      violations.push(
        `Issue ${id} of ${issue.origin} was proposed to ${issue.phase.to} from ${fromMs} to ${atMs} ms.`,
      );
  };
  for (const { atMs, changes } of eventsOf(events, 'committed')) {
    for (const change of changes) {
      if (change.in !== 'issues') continue;
      const { id, phase, epoch } = change.doc;
      const open = proposing.get(id);
      if (open !== undefined && open.issue.epoch === epoch && phase.at === 'proposing') continue;
      judge(id, atMs);
      proposing.delete(id);
      if (phase.at === 'proposing') proposing.set(id, { issue: change.doc, fromMs: atMs });
    }
  }
  const endMs = events.at(-1)?.atMs ?? 0;
  for (const id of proposing.keys()) judge(id, endMs);
  return violations;
};

const unserved = ({ events }: Evidence): string[] =>
  longWaits(events, troublesOf(events), {
    boundMs,
    aftermathMs,
    counts: ({ origin, passed }, { profile, home }) => home === origin && !passed.includes(profile.id),
    excuses: isItsOwn,
  })
    .filter((wait) => !isGivenUp(events, wait))
    .map(
      ({ issue, fromMs, atMs }) =>
        `Issue ${issue.id} of ${issue.origin} is ${issue.phase.at} at ${atMs} ms, and an expert of ${issue.origin} has been free for it since ${fromMs} ms.`,
    );

/**
 * Its origin has heard of an adoption that takes it, and holds it no more: it may be on the disk of a region that was put
 * back from a backup, which has yet to hear from the others what became of it.
 */
const isGivenUp = (events: Evidence['events'], { issue, atMs }: LongWait): boolean => {
  const adoptions = new AdoptionsSeen();
  for (const onDisk of diskChanges(events)) if (onDisk.atMs <= atMs) adoptions.onChange(onDisk);
  return adoptions.isBelowFloor(issue.origin, issue, issue.epoch);
};
