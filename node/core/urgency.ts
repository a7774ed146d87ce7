/**
 * How urgent an issue is: raised by its user (`issue-people.ts`), lowered by the expert who has it, with a reason. The
 * origin alone writes it, as it orders the queue: an owner asks, and is told.
 */
import type { Urgency } from '../schemas/words.ts';
import { type EntryContext, type EntryStep, heardFrom } from './entry.ts';
import type { AccountId, EpochMs, RegionId } from './ids.ts';
import { type IssueStep, type StepContext, step, wrongState } from './issue-step.ts';
import type { PeerMessageOf } from './messages.ts';
import type { Entry, Issue, TimelineEntry } from './model.ts';

/** From least to most. */
export const urgencyRank: { readonly [urgency in Urgency]: number } = {
  low: 0,
  normal: 1,
  high: 2,
  critical: 3,
};

/** After an expert lowered it, the user raises it again at the earliest then: else the two would only take turns. */
export const raiseAgainAfterMs = 3_600_000;

/** When its user may raise the urgency again; 0 if at any time. */
export const raisableFrom = ({ timeline }: Pick<Issue, 'timeline'>): EpochMs => {
  const lowered = timeline.findLast(({ kind, expert }) => kind === 'urgency-changed' && expert !== undefined);
  return lowered ? lowered.at + raiseAgainAfterMs : 0;
};

/**
 * The expert who works on it holds it to be less urgent: the origin is asked. It counts as a word of theirs. Asked for what
 * it is already, nothing happens. @throws Problem wrong-state
 */
export const askToLower = (
  entry: Entry,
  expertId: AccountId,
  urgency: Urgency,
  reason: string,
  context: EntryContext,
): EntryStep => {
  const heard = heardFrom(entry, expertId, context);
  if (entry.phase.at !== 'assigned' || heard === undefined) {
    throw wrongState('Only the expert who works on an issue can lower its urgency.', 'not-working-on-it');
  }
  if (urgency === entry.issue.urgency) return { entry, toOrigin: [] };
  if (urgencyRank[urgency] > urgencyRank[entry.issue.urgency]) {
    throw wrongState('An expert can only lower the urgency. Its user can raise it.', 'urgency-only-down');
  }
  return {
    entry: heard.entry,
    toOrigin: [
      {
        type: 'urgency',
        issueId: entry.issueId,
        epoch: entry.epoch,
        expert: entry.phase.expert,
        urgency,
        reason,
      },
    ],
  };
};

/**
 * URGENCY at the origin: lowered, and the owner is told as of any edit. Repeated, late, or from whoever does not work on
 * it, it changes nothing; nor if it is as low already.
 */
export const onUrgency = (
  issue: Issue,
  from: RegionId,
  { epoch, expert, urgency, reason }: PeerMessageOf<'urgency'>,
  context: StepContext,
): IssueStep | undefined => {
  const { phase } = issue;
  if (phase.at !== 'placed' || phase.owner !== from || issue.epoch !== epoch) return undefined;
  if (phase.stage !== 'assigned' || urgencyRank[urgency] >= urgencyRank[issue.urgency]) return undefined;
  const entries: TimelineEntry[] = [
    { at: context.now, kind: 'urgency-changed', expert, note: urgency, reason },
  ];
  const { title, description, category } = issue;
  return step({ ...issue, urgency }, context, { entries }, [
    {
      to: from,
      message: {
        type: 'edited',
        issueId: issue.id,
        epoch,
        content: { title, description, category, urgency },
        entries,
      },
    },
  ]);
};
