import type { Terms } from '../../node/schemas/why.ts';

export const termNames = ['skill', 'trust', 'availability', 'load'] as const;
export type TermName = (typeof termNames)[number];

/** What was typed, as weights; undefined when a field holds no number from 0 to 1, or all are 0. */
export function weightsOf(typed: Readonly<Record<TermName, string>>): Terms | undefined {
  const numbers = { skill: 0, trust: 0, availability: 0, load: 0 };
  for (const name of termNames) {
    const value = typed[name].trim() === '' ? Number.NaN : Number(typed[name]);
    if (!(value >= 0 && value <= 1)) return undefined;
    numbers[name] = value;
  }
  return termNames.some((name) => numbers[name] > 0) ? numbers : undefined;
}

/** The same proportions, adding up to 1. */
export function sharesOf(weights: Terms): Terms {
  const sum = weights.skill + weights.trust + weights.availability + weights.load;
  return {
    skill: weights.skill / sum,
    trust: weights.trust / sum,
    availability: weights.availability / sum,
    load: weights.load / sum,
  };
}

/** Differences below this are not seen in two digits. */
const visible = 0.005;

/** The terms for which somebody is better than another, that which counts most first. */
export function betterIn(after: Terms, before: Terms, weights: Terms): readonly TermName[] {
  const gain = (name: TermName) => weights[name] * (after[name] - before[name]);
  return termNames
    .filter((name) => after[name] - before[name] > visible && gain(name) > 0)
    .sort((a, b) => gain(b) - gain(a));
}
