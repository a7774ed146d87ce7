/** Whether experts who come new into a region full of old hands are asked at all. */
import { AccountId, IssueId } from '../../../node/core/ids.ts';
import { type Candidate, rank } from '../../../node/core/rank.ts';
import { newTrust, rate, type Trust, trustTerm } from '../../../node/core/trust.ts';
import { isNewcomer, withTryout } from '../../../node/core/tryout.ts';
import type { TrustMeasure } from '../../../node/schemas/words.ts';

/** How newcomers fare in their first month. */
export type NewcomerFigures = {
  /** Newcomers who were asked at least once within their first week, of all. */
  readonly askedInFirstWeek: number;
  /** A newcomer's issues in the month, relative to an old hand's. */
  readonly shareOfAnOldHand: number;
};

/** A region in which five old hands could do everything, and five newcomers who qualify. */
const oldHands = 5;
const newcomers = 5;
const days = 30;
const issuesPerDay = 24;
/** An issue is worked on for two of the day's hours. */
const workHours = 2;
const capacity = 3;

type Expert = {
  readonly id: AccountId;
  readonly isOld: boolean;
  trust: Trust;
  offers: number;
  firstAsked: number | undefined;
  /** The hours at which their issues are done. */
  doneAt: number[];
};

const hourMs = 3_600_000;
const skillOfOld = 0.8;
const skillOfNew = 0.4;

const begun = (n: number): Expert => {
  const isOld = n < oldHands;
  let trust = newTrust(0);
  if (isOld) for (let i = 0; i < 20; i += 1) trust = rate(trust, i % 3 === 0 ? 4 : 5, 0);
  return {
    id: AccountId.parse(`expert-${n}`),
    isOld,
    trust,
    offers: isOld ? 100 : 0,
    firstAsked: undefined,
    doneAt: [],
  };
};

const candidateOf = ({ id, isOld, trust, doneAt }: Expert, now: number, measure: TrustMeasure): Candidate => {
  const value = isOld ? skillOfOld : skillOfNew;
  return {
    id,
    skill: {
      value,
      parts: { category: 1, qualifications: 0, quiz: 0, learnt: 0, past: 0, history: 0 },
      matcher: 'keyword',
      past: [],
    },
    trust: trustTerm(trust, now, measure),
    availability: isOld ? 1 : 0.8,
    capacity,
    load: doneAt.length,
  };
};

/** @param hasLot whether newcomers are asked first by lot, as the product does */
export const newcomersUnder = (measure: TrustMeasure, hasLot: boolean): NewcomerFigures => {
  const experts = Array.from({ length: oldHands + newcomers }, (_, n) => begun(n));
  const given = { old: 0, new: 0 };
  for (let n = 0; n < days * issuesPerDay; n += 1) {
    const hour = (n * 24) / issuesPerDay;
    for (const expert of experts) expert.doneAt = expert.doneAt.filter((done) => done > hour);
    const free = experts.filter(({ doneAt }) => doneAt.length < capacity);
    const issue = { id: IssueId.parse(`issue-${n}`), urgency: 'normal' } as const;
    const byScore = rank(
      issue,
      free.map((expert) => candidateOf(expert, hour * hourMs, measure)),
    );
    const isIdleNewcomer = (id: AccountId) =>
      free.some((expert) => expert.id === id && isNewcomer(expert.offers) && expert.doneAt.length === 0);
    const [first] = hasLot ? withTryout(issue, byScore, isIdleNewcomer) : byScore;
    const chosen = free.find(({ id }) => id === first?.id);
    if (!chosen) continue;
    chosen.offers += 1;
    chosen.firstAsked ??= hour;
    chosen.doneAt.push(hour + workHours);
    chosen.trust = rate(chosen.trust, 4, hour * hourMs);
    given[chosen.isOld ? 'old' : 'new'] += 1;
  }
  const fresh = experts.filter(({ isOld }) => !isOld);
  const week = 7 * 24;
  return {
    askedInFirstWeek:
      fresh.filter(({ firstAsked = Number.POSITIVE_INFINITY }) => firstAsked < week).length / newcomers,
    shareOfAnOldHand: given.new / newcomers / (given.old / oldHands),
  };
};
