import type { IssueSummary, IssueView } from '../../node/schemas/views.ts';
import { t } from './i18n.ts';
import { orderOf, type Sort } from './listFilter.ts';
import { duration } from './time.ts';

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

/** A user's list in its groups, each in this order; groups that are empty are left out. */
export function grouped(
  issues: readonly IssueSummary[],
  sort: Sort = 'changed',
): { group: Group; issues: IssueSummary[] }[] {
  return groups
    .map((group) => ({
      group,
      issues: issues.filter((issue) => groupOf(issue) === group).sort(orderOf(sort)),
    }))
    .filter(({ issues }) => issues.length > 0);
}

/** Whose user waits for a word comes first, the longest wait before others; then what was left alone the longest. */
const byWait = (a: IssueSummary, b: IssueSummary): number => {
  const [waitA, waitB] = [a.unansweredSince ?? Infinity, b.unansweredSince ?? Infinity];
  return waitA === waitB ? a.changedAt - b.changedAt : waitA - waitB;
};

/** An expert's inbox: in work (whoever waits the longest first), and waiting for the user's answer. */
export function inbox(issues: readonly IssueSummary[], expertId: string) {
  const mine = issues.filter((issue) => issue.expert?.id === expertId);
  return {
    working: mine.filter((issue) => issue.state === 'assigned').sort(byWait),
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

const inRegion = (
  word: 'issue.state.asking' | 'issue.state.working',
  name: string,
  region: string | undefined,
) => (region === undefined ? t(word, { name }) : t(`${word}In`, { name, region }));

/** Less would be said as seconds, and nobody keeps that promise. */
const usualMinMs = 60_000;

/** "3 people before you; usually 6 min", where it is known how long such issues wait. */
function withUsual(place: string, { waiting }: IssueSummary): string {
  const usualMs = (waiting?.usualSeconds ?? 0) * 1_000;
  if (waiting?.usualSeconds === undefined) return place;
  return t('home.usually', { place, duration: duration(Math.max(usualMs, usualMinMs)) });
}

/** Where the issue stands and who has to act, for `issue.role`; with `meId` an expert who is asked reads that it is they. */
export function stateSentence(issue: IssueSummary | IssueView, meId?: string): StateSentence {
  const isUser = issue.role === 'user';
  const expert = issue.expert?.name;
  switch (issue.state) {
    case 'waiting': {
      if (issue.isCopy) return { text: t('issue.state.waitedLast'), tone: 'warn' };
      const ahead = issue.waiting?.ahead ?? 0;
      if (!isUser)
        return {
          text: ahead === 0 ? t('issue.state.aheadNone') : t('issue.state.aheadOthers', { count: ahead }),
          tone: 'warn',
        };
      const isAnyone = issue.waiting === undefined || issue.waiting.onlineExperts > 0;
      const first = isAnyone ? t('issue.state.next') : t('issue.state.nobodyOnline');
      const place = ahead === 0 ? first : t('issue.state.ahead', { count: ahead });
      return { text: isAnyone ? withUsual(place, issue) : place, tone: 'warn' };
    }
    case 'offered':
      if (issue.expert !== undefined && issue.expert.id === meId) {
        return { text: t('issue.state.askingYou'), tone: 'warn' };
      }
      return {
        text:
          expert === undefined
            ? t('issue.state.askingSomeone')
            : inRegion('issue.state.asking', expert, elsewhere(issue)),
        tone: 'warn',
      };
    case 'forwarding':
      return { text: t('issue.state.forwarding'), tone: 'warn' };
    case 'assigned':
      return {
        text:
          issue.role === 'expert' || expert === undefined
            ? t('issue.state.youWork')
            : inRegion('issue.state.working', expert, elsewhere(issue)),
        tone: 'good',
      };
    case 'resolved':
      return isUser
        ? {
            text: t('issue.state.resolved', { name: issue.resolution?.by.name ?? expert ?? '' }),
            tone: 'accent',
          }
        : { text: t('issue.state.waitingForAnswer', { name: issue.user.name }), tone: 'good' };
    case 'closed':
      // An expert's own part ended without an outcome: passed on, taken away or cancelled. The issue may go on.
      if (issue.role === 'expert' && issue.outcome === undefined) {
        return { text: t('issue.state.notYours'), tone: 'plain' };
      }
      if (isUser && issue.rating !== undefined) {
        return { text: t('issue.state.closedStars', { count: issue.rating.stars }), tone: 'plain' };
      }
      return {
        text: issue.outcome === 'unconfirmed' ? t('issue.state.unconfirmed') : t('issue.state.closed'),
        tone: 'plain',
      };
    case 'cancelled':
      return { text: t('issue.state.cancelled'), tone: 'plain' };
  }
}

/** In how many regions an issue is on disk. */
export const keptIn = (regions: number) =>
  regions === 0 ? t('issue.keptNowhere') : t('issue.keptIn', { count: regions });
