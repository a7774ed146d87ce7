/** Experts whose quality drifts, the users who need them, and how well each measure of trust chooses. */
import { dayMs } from '../../../node/core/decay.ts';
import { newTrust, rate, type Trust, trustTerm } from '../../../node/core/trust.ts';
import type { TrustMeasure } from '../../../node/schemas/words.ts';

/** A simulated year of a mesh. What is not said here is drawn by the names of issue and expert: the same for each measure. */
export type TrustWorld = {
  readonly seed: number;
  readonly experts: number;
  readonly days: number;
  readonly issuesPerDay: number;
  /** Experts who could take an issue: free, and qualified. */
  readonly free: number;
  /** Share of issues that are rated. */
  readonly rated: number;
};

/** Ratings are few: with 1,000 experts each is rated some thirty times a year. */
export const defaultTrustWorld: Omit<TrustWorld, 'seed'> = {
  experts: 1_000,
  days: 365,
  issuesPerDay: 200,
  free: 10,
  rated: 0.4,
};

/** What is drawn, so that no two draws of the same names have the same number. */
const draws = { usual: 1, change: 2, changed: 3, drift: 4, free: 5, rated: 6, wish: 7 } as const;

/** A number in [0, 1) that belongs to this draw and these whole numbers: MurmurHash3's mixing, without making strings. */
const drawn = (seed: number, draw: number, a: number, b = 0, c = 0): number => {
  let hash = seed | 0;
  for (const part of [draw, a, b, c]) {
    let mixed = Math.imul(part | 0, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash ^= mixed;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};

/** About normally distributed, mean 0 and deviation 1: the sum of three draws, as nothing here needs long tails. */
const bell = (seed: number, draw: number, a: number, b = 0): number =>
  2 * (drawn(seed, draw, a, b, 1) + drawn(seed, draw, a, b, 2) + drawn(seed, draw, a, b, 3) - 1.5);

/** What people are like on average, and how much they differ. */
const qualityMean = 0.65;
const qualitySpread = 0.18;
/** Of the distance to somebody's usual quality that is left after a day; half of it after seven weeks. */
const qualityKept = 0.986;
/** Deviation of a day's change; together with the pull back, somebody's year has a deviation of 0.08. */
const dailyDrift = 0.013;
/** In a year, one of four experts changes for good: a new field, a new job, a burnout. */
const changesPerYear = 1 / 4;

const within = (value: number): number => Math.min(0.99, Math.max(0.01, value));

/** The quality of each expert on each day: the share of the stars that users give on average. */
export const qualitiesOf = ({ seed, experts, days }: TrustWorld): readonly Float64Array[] => {
  const usual = Float64Array.from({ length: experts }, (_, e) =>
    within(qualityMean + qualitySpread * bell(seed, draws.usual, e)),
  );
  let today = usual;
  return Array.from({ length: days }, (_, day) => {
    today = today.map((quality, e) => {
      if (drawn(seed, draws.change, e, day) < changesPerYear / 365)
        usual[e] = within(qualityMean + qualitySpread * bell(seed, draws.changed, e, day));
      const base = usual[e] ?? quality;
      return within(base + (quality - base) * qualityKept + dailyDrift * bell(seed, draws.drift, e, day));
    });
    return today;
  });
};

/** Stars from 1 to 5 whose mean is the quality: four of a user's wishes, each fulfilled or not. */
const starsFor = (quality: number, seed: number, issue: number, expert: number): number => {
  let stars = 1;
  for (let wish = 0; wish < 4; wish += 1)
    if (drawn(seed, draws.wish, issue, expert, wish) < quality) stars += 1;
  return stars;
};

/**
 * Mean regret of an issue: how much better the best of those who were free would have been than whom the measure chose,
 * in [0, 1] of quality.
 */
export const regretOf = (world: TrustWorld, measure: TrustMeasure): number => {
  const { seed, experts, issuesPerDay, free, rated } = world;
  const trust: Trust[] = Array.from({ length: experts }, () => newTrust(0));
  let regret = 0;
  let issues = 0;
  for (const [day, quality] of qualitiesOf(world).entries()) {
    for (let i = 0; i < issuesPerDay; i += 1) {
      const issue = day * issuesPerDay + i;
      const now = (day + i / issuesPerDay) * dayMs;
      let best = 0;
      let chosen = 0;
      let chosenTerm = -1;
      for (let k = 0; k < free; k += 1) {
        const expert = Math.floor(drawn(seed, draws.free, issue, k) * experts);
        best = Math.max(best, quality[expert] ?? 0);
        const term = trustTerm(trust[expert] ?? newTrust(now), now, measure);
        if (term <= chosenTerm) continue;
        chosenTerm = term;
        chosen = expert;
      }
      const got = quality[chosen] ?? 0;
      regret += best - got;
      issues += 1;
      if (drawn(seed, draws.rated, issue) >= rated) continue;
      const before = trust[chosen];
      if (before) trust[chosen] = rate(before, starsFor(got, seed, issue, chosen), now);
    }
  }
  return regret / issues;
};
