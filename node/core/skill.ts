import { terms, termWeight } from '../match/text.ts';
import { dayMs, remaining } from './decay.ts';
import type { EpochMs } from './ids.ts';
import { within01 } from './within01.ts';

/** What matching reads of an issue. `language` is its ISO 639-1 code, if it is known. */
export type IssueText = {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly language?: string | undefined;
};

/**
 * What an expert's resolved issues taught: for each term, in how many of them it stood, older ones counting less,
 * as of `at`. A plain JSON value of at most `learntTermsMax` terms, some 12 kB.
 */
export type Learnt = { readonly terms: Readonly<Record<string, number>>; readonly at: EpochMs };

/** What matching reads of an expert. `quiz` holds the share of right answers, in [0, 1], per category taken. */
export type Skilled = {
  readonly categories: readonly string[];
  readonly qualifications: string;
  readonly quiz: Readonly<Record<string, number>>;
  readonly learnt: Learnt;
};

/** Where skill comes from, each in [0, 1]. */
export type SkillParts = {
  /** Whether the expert declared the issue's category: 1 or 0. */
  readonly category: number;
  /** How much of the issue's words their qualifications cover. */
  readonly qualifications: number;
  /** Their quiz result in the category; 0 if not taken, for it is voluntary and can only speak for somebody. */
  readonly quiz: number;
  /** How much of the issue's words the issues they resolved cover. */
  readonly learnt: number;
};

export type Skill = { readonly value: number; readonly parts: SkillParts };

/**
 * What each source is worth; they add up to 1. What somebody did says more than what they say of themselves, and
 * both say more than a quiz. The declared category comes first for a newcomer, who has nothing else.
 */
export const skillWeights: SkillParts = {
  category: 0.25,
  qualifications: 0.25,
  quiz: 0.1,
  learnt: 0.4,
};

/** Terms an expert's memory keeps: several hundred issues of one trade use hardly more that matter. */
export const learntTermsMax = 400;

/** Different terms learnt of one issue, title first: one log dump must not push out what years have taught. */
const learntTermsPerIssueMax = 64;

/** After half a year what was learnt counts half: people change, and so does what they work on. */
const learntHalfLifeMs = 180 * dayMs;

/** Below this a term was seen once, six half-lives ago. */
const learntWeightMin = 1 / 64;

/** The title is what the user holds to be the point. */
const titleFactor = 2;

/** Someone who resolved nothing yet. */
export const nothingLearnt: Learnt = { terms: {}, at: 0 };

/**
 * How able experts are to resolve this issue: a function from an expert to their skill in [0, 1], the weighted sum
 * of the parts (the issue is read once for all of them). Absolute, that is, made of this issue and this expert
 * only, so that values of different regions compare. Uses no mathematics beyond + − × ÷ and the square root, whose
 * results IEEE 754 prescribes: the same everywhere.
 */
export function skillFor(issue: IssueText): (expert: Skilled) => Skill {
  const query = queryOf(issue);
  return (expert) => {
    const declared = new Set(terms(`${expert.qualifications}\n${expert.categories.join(' ')}`));
    const parts: SkillParts = {
      category: expert.categories.includes(issue.category) ? 1 : 0,
      qualifications: coverage(query, (term) => (declared.has(term) ? 1 : 0)),
      quiz: within01(own(expert.quiz, issue.category)),
      learnt: coverage(query, (term) => evidence(own(expert.learnt.terms, term))),
    };
    const value =
      skillWeights.category * parts.category +
      skillWeights.qualifications * parts.qualifications +
      skillWeights.quiz * parts.quiz +
      skillWeights.learnt * parts.learnt;
    return { value: within01(value), parts };
  };
}

/**
 * What an expert knows after they resolved one more issue: what they knew has aged until `now`, each different term
 * of the issue counts one more, and the weakest beyond `learntTermsMax` are forgotten. To be called once per issue,
 * when its resolution is confirmed.
 */
export function learn(learnt: Learnt, issue: IssueText, now: EpochMs): Learnt {
  const left = remaining(now - learnt.at, learntHalfLifeMs);
  const weights = new Map(Object.entries(learnt.terms).map(([term, weight]) => [term, weight * left]));
  const fresh = new Set([...queryOf(issue).keys()].slice(0, learntTermsPerIssueMax));
  for (const term of fresh) weights.set(term, (weights.get(term) ?? 0) + 1);
  const kept = [...weights]
    .filter(([, weight]) => weight >= learntWeightMin)
    .sort(([a, aWeight], [b, bWeight]) => {
      if (aWeight !== bWeight) return bWeight - aWeight;
      // Of equals the new stay: otherwise a full memory would never take in a new subject.
      if (fresh.has(a) !== fresh.has(b)) return fresh.has(a) ? -1 : 1;
      return a < b ? -1 : 1;
    })
    .slice(0, learntTermsMax);
  return { terms: Object.fromEntries(kept), at: Math.max(learnt.at, now) };
}

/** The different terms of an issue, each with what it counts. The category is a word of the issue like any other. */
function queryOf(issue: IssueText): Map<string, number> {
  const query = new Map<string, number>();
  for (const term of terms(`${issue.title}\n${issue.category}`))
    query.set(term, titleFactor * termWeight(term));
  for (const term of terms(issue.description)) if (!query.has(term)) query.set(term, termWeight(term));
  return query;
}

/**
 * How much of the query somebody covers, in [0, 1]: the square root of the covered share of its weight. The root,
 * because the first words they have in common show the subject, and nobody covers a whole description. A query
 * without terms is covered by nobody.
 */
function coverage(query: ReadonlyMap<string, number>, covers: (term: string) => number): number {
  let covered = 0;
  let whole = 0;
  for (const [term, weight] of query) {
    covered += weight * covers(term);
    whole += weight;
  }
  return whole > 0 ? within01(Math.sqrt(covered / whole)) : 0;
}

/** How sure `count` resolved issues with a term make us, in [0, 1): one half, three three quarters. */
function evidence(count: number): number {
  return count > 0 ? 1 - 1 / (count + 1) : 0;
}

/** A member of a record, 0 if it has none: records are keyed by what people write, `constructor` included. */
function own(record: Readonly<Record<string, number>>, key: string): number {
  return Object.hasOwn(record, key) ? (record[key] ?? 0) : 0;
}
