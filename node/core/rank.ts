import { z } from 'zod';
import { Best } from './best.ts';
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
  // Made once: of many who are equal each is looked at again and again.
  const figures = candidates.map(figuresOf);
  return rankBy(issue, candidates, (candidate, at) => figures[at] ?? figuresOf(candidate), {
    weights,
    limit,
    skillOf: ({ skill }) => skill,
  });
}

const figuresOf = ({ skill, trust, availability, capacity, load, burden = load }: Candidate): Figures => ({
  skill: skill.value,
  trust,
  availability,
  capacity,
  load,
  burden,
});

/** What the score of somebody is made of, as numbers. */
export type Figures = Seats & {
  readonly skill: number;
  readonly trust: number;
  readonly availability: number;
  readonly burden?: number;
};

/** Less than any lot. */
const notDrawn = -1;

/**
 * `rank` for thousands of whom few are asked about: what each is scored by is read when it is needed, and objects are made
 * for those alone that are returned.
 *
 * @param figuresOf may return the same object each time; the same person always has the same figures
 */
export function rankBy<P extends { readonly id: AccountId }>(
  issue: { readonly id: IssueId },
  people: readonly P[],
  figuresOf: (person: P, at: number) => Figures,
  options: { readonly weights: Weights; readonly limit: number; readonly skillOf: (person: P) => Skill },
): readonly Ranked[] {
  const shares = sharesOf(options.weights);
  const personAt = (at: number): P => {
    const person = people[at];
    if (!person) throw new RangeError(`Nobody stands at ${at} of ${people.length}.`);
    return person;
  };
  const loadOf = (at: number) => figuresOf(personAt(at), at).load;
  // Each drawn once: where thousands are equal each is compared with some ten others. Where nobody is, none is drawn.
  let lots: Float64Array | undefined;
  const lotOf = (at: number): number => {
    lots ??= new Float64Array(people.length).fill(notDrawn);
    if (lots[at] === notDrawn) lots[at] = hash32(issue.id, personAt(at).id);
    return lots[at] ?? notDrawn;
  };
  const isBefore = (one: number, other: number): boolean => {
    return (
      // Two of four thousand million lots may be equal; the order must be total all the same.
      (ascending(loadOf(one), loadOf(other)) ||
        lotOf(one) - lotOf(other) ||
        ascending(personAt(one).id, personAt(other).id)) < 0
    );
  };
  // Who keeps a last seat is known when everybody was looked at: whether it matters depends on them all.
  const plenty = new Best(options.limit, isBefore);
  const nearlyFull = new Best(options.limit, isBefore);
  // What a sum must have to be among the best, whichever way it is rounded.
  let [plentyMin, nearlyFullMin] = [plenty.least, nearlyFull.least];
  let isSomeoneIdle = false;
  for (let at = 0; at < people.length; at++) {
    const figures = figuresOf(personAt(at), at);
    isSomeoneIdle ||= isIdle(figures);
    const isLast = isNearlyFull(figures);
    const sum = sumOfFigures(figures, shares);
    if (sum < (isLast ? nearlyFullMin : plentyMin)) continue;
    const best = isLast ? nearlyFull : plenty;
    const score = rounded(sum);
    if (score < best.least) continue;
    best.offer(at, score);
    const min = best.least - 1 / scoreParts;
    if (isLast) nearlyFullMin = min;
    else plentyMin = min;
  }
  const ranked = (at: number, isLast: boolean): Ranked => {
    const person = personAt(at);
    const terms = termsOf(figuresOf(person, at));
    return {
      id: person.id,
      score: scoreOf(terms, shares),
      terms,
      skill: options.skillOf(person),
      weights: shares,
      ...(isLast && { isLast: true as const }),
    };
  };
  const [first, last] = [plenty.take(), nearlyFull.take()];
  if (isSomeoneIdle) {
    const all = [...first.map((at) => ranked(at, false)), ...last.map((at) => ranked(at, true))];
    return all.slice(0, options.limit);
  }
  const scoreAt = (at: number) => rounded(sumOfFigures(figuresOf(personAt(at), at), shares));
  return merged(first, last, (one, other) => {
    const ahead = scoreAt(one) - scoreAt(other);
    return ahead > 0 || (ahead === 0 && isBefore(one, other));
  })
    .slice(0, options.limit)
    .map((at) => ranked(at, false));
}

/** Two orders as one. */
function merged(
  some: readonly number[],
  others: readonly number[],
  isBefore: (one: number, other: number) => boolean,
): number[] {
  const all: number[] = [];
  let next = 0;
  for (const one of some) {
    for (let other = others[next]; other !== undefined && isBefore(other, one); other = others[next]) {
      all.push(other);
      next += 1;
    }
    all.push(one);
  }
  return [...all, ...others.slice(next)];
}

function isIdle(seats: Seats): boolean {
  return seats.load === 0 && freeSeats(seats) > 0;
}

function isNearlyFull(seats: Seats): boolean {
  // A capacity that is no number is none.
  return seats.load > 0 && !(freeSeats(seats) > 1);
}

const termsOf = (figures: Figures): Terms => ({
  skill: within01(figures.skill),
  trust: within01(figures.trust),
  availability: within01(figures.availability),
  load: inverseLoad(figures),
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
export function scoreOf({ skill, trust, availability, load }: Terms, weights: Weights): number {
  return rounded(
    weights.skill * skill + weights.trust * trust + weights.availability * availability + weights.load * load,
  );
}

/** `scoreOf` before it is rounded, of terms that are in no object. */
const sumOfFigures = (figures: Figures, weights: Weights): number =>
  weights.skill * within01(figures.skill) +
  weights.trust * within01(figures.trust) +
  weights.availability * within01(figures.availability) +
  weights.load * inverseLoad(figures);

const rounded = (sum: number): number => Math.round(sum * scoreParts) / scoreParts;

/** The same proportions, adding up to 1. */
export function sharesOf({ skill, trust, availability, load }: Weights): Weights {
  const sum = skill + trust + availability + load;
  return { skill: skill / sum, trust: trust / sum, availability: availability / sum, load: load / sum };
}

function ascending<T extends number | string>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
