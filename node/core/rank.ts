import { z } from 'zod';
import { hash32 } from './hash.ts';
import type { AccountId, IssueId } from './ids.ts';
import { freeSeats, inverseLoad, openCategory, type Seats } from './load.ts';
import type { Skill } from './skill.ts';
import { within01 } from './within01.ts';

const weight = z.number().min(0).max(1);

/** What each term of the score is worth, 0 to 1 each and not all 0. Only their proportions matter. */
export const Weights = z
  .strictObject({ skill: weight, trust: weight, availability: weight, load: weight })
  .refine(({ skill, trust, availability, load }) => skill + trust + availability + load > 0, {
    error: 'At least one weight must be above 0.',
  })
  .readonly();
export type Weights = z.infer<typeof Weights>;

/** Knowing how to help comes first; the other three share the rest about evenly. */
export const defaultWeights: Weights = { skill: 0.45, trust: 0.2, availability: 0.15, load: 0.2 };

/**
 * An expert to be ranked for one issue: `skill` for it, `trust` as of now (trustTerm), `availability` as of now
 * (availabilityTerm), `burden` as inverseLoad takes it.
 */
export type Candidate = Seats & {
  readonly id: AccountId;
  readonly skill: Skill;
  readonly trust: number;
  readonly availability: number;
  readonly burden?: number;
};

/** The four terms of the score, each absolute and in [0, 1]: `load` is the inverse load. */
export type Terms = { readonly [term in keyof Weights]: number };

/** A candidate in their place. `weights` are those the score was made with, adding up to 1. */
export type Ranked = {
  readonly id: AccountId;
  readonly score: number;
  readonly terms: Terms;
  /** Where the skill term comes from. */
  readonly skill: Skill;
  readonly weights: Weights;
  /** Comes before those with a higher score, to become known (`tryout.ts`). */
  readonly isTryout?: true;
  /**
   * Comes after those with a lower score: the last seat is kept while somebody is idle, or they do not read the issue while
   * somebody free does.
   */
  readonly isLast?: true;
};

/** Scores are told apart, and shown, to so many parts: below it there is only rounding noise, and equals are equal. */
const scoreParts = 1e9;

/** Whether an expert takes issues of this category. The open category is everyone's. */
export function qualifies(
  expert: { readonly categories: readonly string[] },
  issue: { readonly category: string },
): boolean {
  return issue.category === openCategory || expert.categories.includes(issue.category);
}

/**
 * The candidates, best first, by Score = w1·skill + w2·trust + w3·availability + w4·inverse load, in [0, 1]. Equals:
 * who has fewer issues first, then by a hash of issue and expert, so that nobody comes first every time for having
 * an early id. The order of `candidates` says nothing. Whom to ask at all (verified, online, `qualifies`, a free
 * seat, not asked before) is the caller's to choose. Who needs only the best of very many says how many (`limit`).
 *
 * While one of the candidates has nothing to do, whoever has something keeps their last seat: they come after all
 * others, whatever their score. So nobody is left idle while another is filled up, and the seat is there for the issue
 * that needs this very person.
 */
export function rank(
  issue: { readonly id: IssueId },
  candidates: readonly Candidate[],
  weights: Weights = defaultWeights,
  limit: number = Number.POSITIVE_INFINITY,
): readonly Ranked[] {
  const shares = sharesOf(weights);
  const isSomeoneIdle = candidates.some(isIdle);
  const byPlace = (a: Scored, b: Scored) =>
    Number(a.isLast) - Number(b.isLast) ||
    b.score - a.score ||
    ascending(a.candidate.load, b.candidate.load) ||
    hash32(issue.id, a.candidate.id) - hash32(issue.id, b.candidate.id) ||
    // Two of four thousand million lots may be equal; the order must be total all the same.
    ascending(a.candidate.id, b.candidate.id);
  let best: Scored[] = [];
  let least: Scored | undefined;
  for (const candidate of candidates) {
    const score = scoreOf(termsOf(candidate), shares);
    const scored = { candidate, score, isLast: isSomeoneIdle && isNearlyFull(candidate) };
    if (least && byPlace(scored, least) > 0) continue;
    best.push(scored);
    if (best.length < 2 * limit) continue;
    best = best.sort(byPlace).slice(0, limit);
    least = best.at(-1);
  }
  return best
    .sort(byPlace)
    .slice(0, limit)
    .map(({ candidate, score, isLast }) => ({
      id: candidate.id,
      score,
      terms: termsOf(candidate),
      skill: candidate.skill,
      weights: shares,
      ...(isLast && { isLast: true as const }),
    }));
}

type Scored = { readonly candidate: Candidate; readonly score: number; readonly isLast: boolean };

function isIdle(seats: Seats): boolean {
  return seats.load === 0 && freeSeats(seats) > 0;
}

function isNearlyFull(seats: Seats): boolean {
  return seats.load > 0 && freeSeats(seats) <= 1;
}

const termsOf = (candidate: Candidate): Terms => ({
  skill: within01(candidate.skill.value),
  trust: within01(candidate.trust),
  availability: within01(candidate.availability),
  load: inverseLoad(candidate),
});

/** The same experts by other weights, best first, as `rank` would have them but for what they have to do. */
export function rescored(issueId: IssueId, ranked: readonly Ranked[], weights: Weights): readonly Ranked[] {
  const shares = sharesOf(weights);
  return ranked
    .map((one) => ({ ...one, score: scoreOf(one.terms, shares), weights: shares }))
    .sort(
      (a, b) =>
        Number(a.isLast ?? false) - Number(b.isLast ?? false) ||
        b.score - a.score ||
        b.terms.load - a.terms.load ||
        hash32(issueId, a.id) - hash32(issueId, b.id) ||
        ascending(a.id, b.id),
    );
}

/** The weighted sum, to as many parts as scores are told apart by. `weights` add up to 1. */
export function scoreOf(terms: Terms, { skill, trust, availability, load }: Weights): number {
  const score =
    skill * terms.skill + trust * terms.trust + availability * terms.availability + load * terms.load;
  return Math.round(score * scoreParts) / scoreParts;
}

/** The same proportions, adding up to 1. */
export function sharesOf({ skill, trust, availability, load }: Weights): Weights {
  const sum = skill + trust + availability + load;
  return { skill: skill / sum, trust: trust / sum, availability: availability / sum, load: load / sum };
}

function ascending<T extends number | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
