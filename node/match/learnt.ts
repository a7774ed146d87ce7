import { dayMs, remaining } from '../core/decay.ts';
import type { EpochMs } from '../core/ids.ts';
import type { IssueText, Learnt } from '../core/skill.ts';
import { within01 } from '../core/within01.ts';
import { askedTerms, type TermWeights } from './issue-terms.ts';
import { terms, termWeight } from './text.ts';

/** Terms an expert's memory keeps: several hundred issues of one trade use hardly more that matter. */
export const learntTermsMax = 400;

/** Different terms learnt of one issue, title first: one log dump must not push out what years have taught. */
const learntTermsPerIssueMax = 64;

/** After half a year what was learnt counts half: people change, and so does what they work on. */
const learntHalfLifeMs = 180 * dayMs;

/** Below this a term was seen once, six half-lives ago. */
const learntWeightMin = 1 / 64;

/**
 * What an expert knows after they resolved one more issue: what they knew has aged until `now`, each different term
 * of the issue counts one more, and the weakest beyond `learntTermsMax` are forgotten. To be called once per issue,
 * when its resolution is confirmed.
 */
export function learn(learnt: Learnt, issue: IssueText, now: EpochMs): Learnt {
  const left = remaining(now - learnt.at, learntHalfLifeMs);
  const weights = new Map(Object.entries(learnt.terms).map(([term, weight]) => [term, weight * left]));
  const fresh = new Set([...askedTerms(issue).keys()].slice(0, learntTermsPerIssueMax));
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

/** What is known of someone whose past issues are not here: they came from another region, or are still being read. */
export type Remembered = {
  /** How familiar the issue's terms are to them, in [0, 1]. */
  readonly familiar: number;
  /** About how many issues they resolved: as many as the commonest term stood in, which is mostly the category. */
  readonly resolved: number;
};

/** What experts' memories say of an issue with these terms. */
export function rememberer(asked: TermWeights): (learnt: Learnt) => Remembered {
  const weights = [...asked].map(([term, times]) => ({ term, weight: times * termWeight(term) }));
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  return (learnt) => {
    const { counts, most } = stemmed(learnt);
    if (most === 0 || whole === 0) return { familiar: 0, resolved: most };
    let familiar = 0;
    for (const { term, weight } of weights) familiar += weight * evidence(counts.get(term) ?? 0);
    return { familiar: within01(familiar / whole), resolved: most };
  };
}

/** How sure `count` resolved issues with a term make us, in [0, 1): one half, three three quarters. */
const evidence = (count: number): number => (count > 0 ? 1 - 1 / (count + 1) : 0);

type Stemmed = { readonly counts: ReadonlyMap<string, number>; readonly most: number };

/** Memories are never changed in place: each is read once. */
const read = new WeakMap<Learnt, Stemmed>();

/** What was learnt before terms were stems is found by its stems too. */
function stemmed(learnt: Learnt): Stemmed {
  const known = read.get(learnt);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const [word, weight] of Object.entries(learnt.terms)) {
    if (!(weight > 0)) continue;
    counts.set(word, Math.max(weight, counts.get(word) ?? 0));
    const [stem] = terms(word, 'en', 1);
    if (stem !== undefined) counts.set(stem, Math.max(weight, counts.get(stem) ?? 0));
  }
  const found = { counts, most: Math.max(0, ...counts.values()) };
  read.set(learnt, found);
  return found;
}
