import type { AccountId, EntryId } from '../node/core/ids.ts';
import type { Evidence } from './checkers/checker.ts';
import { eventsOf } from './checkers/checker.ts';

/** How evenly work was shared among experts who could all have done it. */
export type Fairness = {
  /** Of assignments, 0 (all have the same) to nearly 1 (one has everything); 0 where there is nobody to compare. */
  readonly gini: number;
  /** Groups of two or more experts of one region who take the same category, and what they accepted in it. */
  readonly groups: number;
  readonly assignments: number;
};

/**
 * The Gini coefficient of values of 0 or more: the mean difference of two of them, by twice their mean (Gini, 1912). 0 for
 * none, for one, and where all are 0.
 *
 * @example giniOf([1, 1, 1]) === 0, giniOf([0, 0, 3]) === 2 / 3
 */
export const giniOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  if (sum === 0) return 0;
  const weighted = sorted.reduce((total, value, at) => total + value * (2 * (at + 1) - sorted.length - 1), 0);
  return weighted / (sorted.length * sum);
};

/**
 * Over a whole run. Equally qualified are experts of one region who declared the same category, for a region asks its own
 * first; each acceptance counts in its category, also of an issue that comes a second time. The coefficients of all groups
 * count by the group's assignments.
 */
export const fairnessOf = ({ events, final }: Evidence): Fairness => {
  const accepted = new Map<EntryId, { readonly expert: AccountId; readonly category: string }>();
  for (const { changes } of eventsOf(events, 'committed'))
    for (const change of changes) {
      if (change.in !== 'entries' || change.doc.phase.at !== 'assigned') continue;
      const { id, phase, issue } = change.doc;
      if (phase.expert) accepted.set(id, { expert: phase.expert.id, category: issue.category });
    }
  const counts = new Map<string, number>();
  for (const { expert, category } of accepted.values()) {
    const key = `${expert} ${category}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  let weighted = 0;
  let assignments = 0;
  let groups = 0;
  for (const { profiles } of final)
    for (const category of new Set(profiles.flatMap(({ categories }) => categories))) {
      const equals = profiles.filter(({ categories }) => categories.includes(category));
      const taken = equals.map(({ id }) => counts.get(`${id} ${category}`) ?? 0);
      const sum = taken.reduce((total, count) => total + count, 0);
      if (equals.length < 2 || sum === 0) continue;
      groups += 1;
      assignments += sum;
      weighted += giniOf(taken) * sum;
    }
  return { gini: assignments === 0 ? 0 : weighted / assignments, groups, assignments };
};
