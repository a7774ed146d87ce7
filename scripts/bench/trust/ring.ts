/** What experts gain who rate each other, beside what users who are no friends of theirs say. */
import { dayMs } from '../../../node/core/decay.ts';
import { AccountId } from '../../../node/core/ids.ts';
import { hasRated, influenceOf, type Rater } from '../../../node/core/influence.ts';
import { newTrust, rate, type Trust } from '../../../node/core/trust.ts';

/** What the trust of a ring's member is after a year, in [0, 1], by what counts. */
export type RingFigures = {
  readonly friends: number;
  /** Users alone: what it should be. */
  readonly honest: number;
  /** The ring as well, each rating counting whole. */
  readonly unruled: number;
  /** As the product counts. */
  readonly ruled: number;
};

const days = 365;
/** Each member is rated by a new user once a week, and does poorly. */
const userEveryDays = 7;
const userStars = 2;
/** Each member has every friend solve an issue once in two weeks, and gives all stars. */
const friendEveryDays = 14;
const friendStars = 5;

type Member = { readonly id: AccountId; trust: Trust; raters: readonly Rater[] };

const trustAfterYear = (friends: number, isRuled: boolean): number => {
  const members: Member[] = Array.from({ length: friends }, (_, n) => ({
    id: AccountId.parse(`friend-${n}`),
    trust: newTrust(0),
    raters: [],
  }));
  const give = (of: Member, by: AccountId, stars: number, now: number) => {
    const isRatedBack = (rater: AccountId) =>
      hasRated(members.find(({ id }) => id === rater)?.raters ?? [], of.id, now);
    const { weight, raters } = influenceOf(of.raters, by, isRatedBack, now);
    of.raters = raters;
    of.trust = rate(of.trust, stars, now, isRuled ? weight : 1);
  };
  for (let day = 0; day < days; day += 1) {
    const now = day * dayMs;
    for (const [n, member] of members.entries()) {
      if ((day + n) % userEveryDays === 0) give(member, AccountId.parse(`user-${n}-${day}`), userStars, now);
      if (members.length < 2) continue;
      for (const [m, friend] of members.entries())
        if (m !== n && (day + n + 3 * m) % friendEveryDays === 0) give(member, friend.id, friendStars, now);
    }
  }
  return members.reduce((sum, { trust }) => sum + trust.value, 0) / friends;
};

export const ringOf = (friends: number): RingFigures => ({
  friends,
  honest: trustAfterYear(1, true),
  unruled: trustAfterYear(friends, false),
  ruled: trustAfterYear(friends, true),
});
