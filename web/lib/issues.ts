import type { IssueSummary, IssueView } from '../../node/schemas/views.ts';
import { stateWords } from '../words/issue.ts';

export type Group = 'needs-you' | 'open' | 'closed';
export const groups: readonly Group[] = ['needs-you', 'open', 'closed'];

/** It is over; only a reopening goes on from here. */
export const isFinal = (issue: IssueSummary) => issue.state === 'closed' || issue.state === 'cancelled';

/** Nobody has it yet: it waits, or someone is being asked. */
export const isUnassigned = (issue: IssueSummary) =>
  issue.state === 'waiting' || issue.state === 'offered' || issue.state === 'forwarding';

/** Which part of a user's list an issue belongs to: it waits for them, for someone else, or for nobody. */
export function groupOf(issue: IssueSummary): Group {
  if (isFinal(issue)) return 'closed';
  return issue.can.includes('confirm') ? 'needs-you' : 'open';
}

/** A user's list in its groups, each with the latest change first; groups that are empty are left out. */
export function grouped(issues: readonly IssueSummary[]): { group: Group; issues: IssueSummary[] }[] {
  return groups
    .map((group) => ({
      group,
      issues: issues.filter((issue) => groupOf(issue) === group).sort((a, b) => b.changedAt - a.changedAt),
    }))
    .filter(({ issues }) => issues.length > 0);
}

/** An expert's inbox: in work (longest unchanged first, so that nobody is forgotten), and waiting for the user's answer. */
export function inbox(issues: readonly IssueSummary[], expertId: string) {
  const mine = issues.filter((issue) => issue.expert?.id === expertId);
  return {
    working: mine.filter((issue) => issue.state === 'assigned').sort((a, b) => a.changedAt - b.changedAt),
    resolved: mine.filter((issue) => issue.state === 'resolved').sort((a, b) => b.changedAt - a.changedAt),
    toRate: mine
      .filter((issue) => isFinal(issue) && issue.can.includes('rate'))
      .sort((a, b) => b.changedAt - a.changedAt),
  };
}

export type Tone = 'good' | 'warn' | 'accent' | 'plain';
export type StateSentence = { readonly text: string; readonly tone: Tone };

/** The region to name beside a person: only when it is not the one the issue comes from. */
const elsewhere = (issue: IssueSummary) =>
  issue.owner !== undefined && issue.owner !== issue.origin ? issue.owner : undefined;

/** Where the issue stands and who has to act, for `issue.role`; with `meId` an expert who is asked reads that it is they. */
export function stateSentence(issue: IssueSummary | IssueView, meId?: string): StateSentence {
  const isUser = issue.role === 'user';
  const expert = issue.expert?.name;
  switch (issue.state) {
    case 'waiting': {
      if (issue.isCopy) return { text: stateWords.waitedLast, tone: 'warn' };
      const ahead = issue.waiting?.ahead ?? 0;
      if (!isUser) return { text: stateWords.aheadOthers(ahead), tone: 'warn' };
      const isAnyone = issue.waiting === undefined || issue.waiting.onlineExperts > 0;
      const first = isAnyone ? stateWords.next : stateWords.nobodyOnline;
      return { text: ahead === 0 ? first : stateWords.ahead(ahead), tone: 'warn' };
    }
    case 'offered':
      if (issue.expert !== undefined && issue.expert.id === meId) {
        return { text: stateWords.askingYou, tone: 'warn' };
      }
      return {
        text: expert === undefined ? stateWords.askingSomeone : stateWords.asking(expert, elsewhere(issue)),
        tone: 'warn',
      };
    case 'forwarding':
      return { text: stateWords.forwarding, tone: 'warn' };
    case 'assigned':
      return {
        text:
          issue.role === 'expert' || expert === undefined
            ? stateWords.youWork
            : stateWords.working(expert, elsewhere(issue)),
        tone: 'good',
      };
    case 'resolved':
      return isUser
        ? { text: stateWords.resolved(issue.resolution?.by.name ?? expert ?? ''), tone: 'accent' }
        : { text: stateWords.waitingForAnswer(issue.user.name), tone: 'good' };
    case 'closed':
      // An expert's own part ended without an outcome: passed on, taken away or cancelled. The issue may go on.
      if (issue.role === 'expert' && issue.outcome === undefined) {
        return { text: stateWords.notYours, tone: 'plain' };
      }
      if (isUser && issue.rating !== undefined) {
        return { text: stateWords.closedStars(issue.rating.stars), tone: 'plain' };
      }
      return {
        text: issue.outcome === 'unconfirmed' ? stateWords.unconfirmed : stateWords.closed,
        tone: 'plain',
      };
    case 'cancelled':
      return { text: stateWords.cancelled, tone: 'plain' };
  }
}
