import { dayMs, remaining } from './decay.ts';
import type { EpochMs } from './ids.ts';

/** What is believed of somebody nobody has rated: nothing, neither good nor bad. */
export const trustPrior = 0.5;

/** How far one rating moves trust towards what it says: four ratings outweigh all that came before them. */
const ratingStep = 0.2;

/** Old ratings say less of today: after 90 idle days half of the distance to the prior is gone. */
const trustHalfLifeMs = 90 * dayMs;

/**
 * A score in [0, 1] as it was at its last rating. Serves as an expert's trust and as a user's standing. Only the
 * person's home region keeps one, so `at` is always compared with that region's own clock.
 */
export type Trust = { readonly value: number; readonly at: EpochMs };

/** The trust of somebody new. */
export function newTrust(now: EpochMs): Trust {
  return { value: trustPrior, at: now };
}

/** Trust at `now`, in [0, 1]: it moves back to the prior while nobody rates. A clock set back changes nothing. */
export function trustAt(trust: Trust, now: EpochMs): number {
  return trustPrior + (trust.value - trustPrior) * remaining(now - trust.at, trustHalfLifeMs);
}

/**
 * Trust after a rating of 1 to 5 whole stars: trust += 0.2·((stars − 1)/4 − trust), after the decay until now.
 * That one rating counts once, and whose may count, the caller has made sure of.
 * @throws RangeError for anything but 1, 2, 3, 4, 5
 */
export function rate(trust: Trust, stars: number, now: EpochMs): Trust {
  if (!Number.isInteger(stars) || stars < 1 || stars > 5)
    throw new RangeError(`A rating has 1 to 5 stars, not ${stars}.`);
  const value = trustAt(trust, now);
  return { value: value + ratingStep * ((stars - 1) / 4 - value), at: Math.max(trust.at, now) };
}
