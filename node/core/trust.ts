import type { TrustMeasure } from '../schemas/words.ts';
import { dayMs, remaining } from './decay.ts';
import type { EpochMs } from './ids.ts';

/** What is believed of somebody nobody has rated: nothing, neither good nor bad. */
export const trustPrior = 0.5;

/** How far one rating moves trust towards what it says: four ratings outweigh all that came before them. */
const ratingStep = 0.2;

/** Old ratings say less of today: after 90 idle days half of the distance to the prior is gone. */
const trustHalfLifeMs = 90 * dayMs;

/**
 * What stands behind an estimate: shares of ratings that spoke for somebody and against them, as of the last rating,
 * older ones counting less. Five stars are one for, one star is one against, three are a half each.
 */
export type Evidence = { readonly good: number; readonly bad: number };

/**
 * A score in [0, 1] as it was at its last rating, and what stands behind it. Serves as an expert's trust and as a
 * user's standing. Only the person's home region keeps one, so `at` is always compared with that region's own clock.
 * `evidence` is missing where nobody has rated, or only under a version that did not count it.
 */
export type Trust = {
  readonly value: number;
  readonly at: EpochMs;
  readonly evidence?: Evidence | undefined;
};

/** The trust of somebody new. */
export function newTrust(now: EpochMs): Trust {
  return { value: trustPrior, at: now };
}

/** Trust at `now`, in [0, 1]: it moves back to the prior while nobody rates. A clock set back changes nothing. */
export function trustAt(trust: Trust, now: EpochMs): number {
  return trustPrior + (trust.value - trustPrior) * remaining(now - trust.at, trustHalfLifeMs);
}

/**
 * Trust after a rating of 1 to 5 whole stars: trust += 0.2·weight·((stars − 1)/4 − trust), after the decay until now.
 * `weight`, in [0, 1], is what the rating counts (`influence.ts`). That one rating counts once, and whose may count, the
 * caller has made sure of.
 * @throws RangeError for anything but 1, 2, 3, 4, 5
 */
export function rate(trust: Trust, stars: number, now: EpochMs, weight = 1): Trust {
  if (!Number.isInteger(stars) || stars < 1 || stars > 5)
    throw new RangeError(`A rating has 1 to 5 stars, not ${stars}.`);
  const said = (stars - 1) / 4;
  const value = trustAt(trust, now);
  const { good, bad } = evidenceAt(trust, now);
  // Each further rating makes the former ones older as well: who is rated often is known by the newest of them.
  const kept = 1 - (1 - keptPerRating) * weight;
  return {
    value: value + ratingStep * weight * (said - value),
    at: Math.max(trust.at, now),
    evidence: { good: good * kept + said * weight, bad: bad * kept + (1 - said) * weight },
  };
}

// ---- the estimate

/** Serves users best where people change: a third less regret than the average (`npm run bench -- trust`). */
export const trustMeasureDefault: TrustMeasure = 'estimate';

/** One rating for and one against before any was given: the uniform distribution, with the mean of `trustPrior`. */
const priorCount = 1;

/** What was given before a rating counts so much after it: about ten are remembered, as people change. */
const keptPerRating = 0.9;

/** What a trust is worth that was moved before evidence was counted: about as much as it remembers, four ratings. */
const uncountedRatings = 4;

function evidenceAt(trust: Trust, now: EpochMs): Evidence {
  const left = remaining(now - trust.at, trustHalfLifeMs);
  if (trust.evidence) return { good: trust.evidence.good * left, bad: trust.evidence.bad * left };
  const count = trust.value === trustPrior ? 0 : uncountedRatings * left;
  return { good: count * trust.value, bad: count * (1 - trust.value) };
}

/**
 * What is expected of the next rating, in [0, 1], and how unsure that is (one standard deviation): the Beta posterior
 * over `evidence`, with forgetting (Jøsang and Ismail, "The Beta Reputation System", 2002).
 */
export function estimateAt(
  trust: Trust,
  now: EpochMs,
): { readonly mean: number; readonly deviation: number } {
  const { good, bad } = evidenceAt(trust, now);
  const [a, b] = [good + priorCount, bad + priorCount];
  const sum = a + b;
  return { mean: a / sum, deviation: Math.sqrt((a * b) / (sum * sum * (sum + 1))) };
}

/**
 * The trust term of the score. The estimate is taken with an optimism of one standard deviation: of two experts of whom
 * the same is expected, who is less known comes first, so that newcomers are tried and whoever has changed is noticed
 * ("optimism in the face of uncertainty"; Auer, Cesa-Bianchi and Fischer, "Finite-time Analysis of the Multiarmed Bandit
 * Problem", 2002).
 */
export function trustTerm(trust: Trust, now: EpochMs, measure: TrustMeasure): number {
  if (measure === 'average') return trustAt(trust, now);
  const { mean, deviation } = estimateAt(trust, now);
  return Math.min(1, mean + deviation);
}
