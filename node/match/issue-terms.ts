import type { IssueText } from '../core/skill.ts';
import { terms } from './text.ts';

/** The title is what the user holds to be the point: a term of it counts as so many of the description, when asked … */
const askedTitleFactor = 3;
/** … and when remembered, where the whole text has shown what it was about. */
const pastTitleFactor = 2;

/** What a term counts for, by term, in the order of the text: title first. */
export type TermWeights = ReadonlyMap<string, number>;

/** An issue as a question: each different term with what it counts for. The category is a word of it like any other. */
export function askedTerms({ title, description, category, language }: IssueText): TermWeights {
  const weights = new Map<string, number>();
  for (const term of terms(title, language)) weights.set(term, askedTitleFactor);
  for (const term of terms(`${category}\n${description}`, language))
    if (!weights.has(term)) weights.set(term, 1);
  return weights;
}

/** An issue as it is remembered: each different term with how often it occurs. */
export function pastTerms({ title, description, category, language }: IssueText): TermWeights {
  const counts = new Map<string, number>();
  const add = (term: string, times: number) => counts.set(term, (counts.get(term) ?? 0) + times);
  for (const term of terms(title, language)) add(term, pastTitleFactor);
  for (const term of terms(`${category}\n${description}`, language)) add(term, 1);
  return counts;
}
