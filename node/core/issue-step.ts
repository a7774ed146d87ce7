import { Problem } from '../problem.ts';
import type { ProblemReason } from '../reasons.ts';
import type { Epoch } from './epoch.ts';
import type { EpochMs, RegionId } from './ids.ts';
import type { Outgoing, PeerMessage } from './messages.ts';
import { extended, type Issue, type Phase, type TimelineEntry } from './model.ts';

/** What a step needs to know of its surroundings. */
export type StepContext = {
  readonly now: EpochMs;
  /** The label of a region, for the timeline. */
  readonly nameOf: (region: RegionId) => string;
};

/** A changed issue, and what to tell other regions. */
export type IssueStep = { readonly issue: Issue; readonly send: readonly Outgoing[] };

/** The issue with these changes, its next revision, and its longer timeline. */
export const step = (
  issue: Issue,
  context: StepContext,
  changes: Partial<Issue> & { readonly entries?: readonly TimelineEntry[] },
  send: readonly Outgoing[] = [],
): IssueStep => {
  const { entries = [], ...fields } = changes;
  return {
    issue: {
      ...issue,
      ...fields,
      changedAt: context.now,
      revision: issue.revision + 1,
      timeline: extended(issue.timeline, ...entries),
    },
    send,
  };
};

export const queuedAt = (now: EpochMs): Phase => ({ at: 'queued', since: now, isAnnounced: false });

export const wrongState = (detail: string, reason?: ProblemReason): Problem =>
  new Problem('wrong-state', detail, { ...(reason && { reason }) });

/** Takes a proposal back, whether or not it has arrived. */
export const abortMessage = (issue: Issue, epoch: Epoch): PeerMessage => ({
  type: 'abort',
  issueId: issue.id,
  epoch,
});
