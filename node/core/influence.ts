import { dayMs, remaining } from './decay.ts';
import type { AccountId, EpochMs } from './ids.ts';

/** How much one person's ratings of somebody count by now: their number, older ones fading, as of `at`. */
export type Rater = { readonly by: AccountId; readonly count: number; readonly at: EpochMs };

/** What a rating counts, in [0, 1], and who has rated after it. */
export type Influence = { readonly weight: number; readonly raters: readonly Rater[] };

/** A rater is somebody new again when they have not rated this person for so long that little is left. */
const raterHalfLifeMs = 90 * dayMs;

/**
 * Raters remembered with an account, which every region keeps: some 70 bytes each. Those who rated most stay; forgetting
 * somebody who rated once lets a second rating of theirs count whole, no more.
 */
export const ratersMax = 24;

/** Below this a rating is forgotten: it is four half-lives old. */
const countMin = 1 / 16;

const countAt = ({ count, at }: Rater, now: EpochMs): number => count * remaining(now - at, raterHalfLifeMs);

/** Whether this person's ratings still count as lately given. */
export const hasRated = (raters: readonly Rater[], by: AccountId, now: EpochMs): boolean =>
  raters.some((rater) => rater.by === by && countAt(rater, now) >= countMin);

/**
 * What the next rating by `by` counts: half as much as the one before it.
 *
 * 1. Each person's ratings of the same expert halve: 1, 1/2, 1/4, … So whatever a single person does, out of love or for
 *    revenge, counts less than two ratings together, within some months.
 * 2. Experts who rate each other count together as one person: the halves go on over all of them. So a circle of friends
 *    gains once what each gave before it was returned, and next to nothing from then on, however large it is.
 *
 * Nobody is accused and nothing is hidden: the rating is kept and shown, with what it counted. Ratings by different people
 * who are no such circle count whole, so what an expert earns by helping many is untouched.
 *
 * @param raters who has rated this expert before
 * @param isRatedBack whether the expert has, as a user, rated this person lately
 * @example the third rating of the same user in a row has weight 1/4
 */
export function influenceOf(
  raters: readonly Rater[],
  by: AccountId,
  isRatedBack: (rater: AccountId) => boolean,
  now: EpochMs,
): Influence {
  const faded = raters
    .map((rater) => ({ by: rater.by, count: countAt(rater, now), at: now }))
    .filter(({ count }) => count >= countMin);
  const isCircle = isRatedBack(by);
  const before = faded
    .filter((rater) => rater.by === by || (isCircle && isRatedBack(rater.by)))
    .reduce((sum, { count }) => sum + count, 0);
  const own = faded.find((rater) => rater.by === by)?.count ?? 0;
  return {
    // 0.5 to the power of what was before.
    weight: remaining(before, 1),
    raters: [...faded.filter((rater) => rater.by !== by), { by, count: own + 1, at: now }]
      .sort((a, b) => b.count - a.count || (a.by < b.by ? -1 : 1))
      .slice(0, ratersMax),
  };
}
