import type { IssueText } from '../core/skill.ts';
import { termsOfAll } from './text.ts';

/** The title is what the user holds to be the point: a term of it counts as so many of the description, when asked … */
const askedTitleFactor = 3;
/** … and when remembered, where the whole text has shown what it was about. */
const pastTitleFactor = 2;

/** What a term counts for, by term, in the order of the text: title first. */
export type TermWeights = ReadonlyMap<string, number>;

/** An issue as a question: each different term with what it counts for. */
export function askedTerms(issue: IssueText): TermWeights {
  const [title = [], rest = []] = read(issue);
  const weights = new Map<string, number>();
  for (const term of title) weights.set(term, askedTitleFactor);
  for (const term of rest) if (!weights.has(term)) weights.set(term, 1);
  return weights;
}

/** An issue as it is remembered: each different term with how often it occurs. */
export function pastTerms(issue: IssueText): TermWeights {
  const [title = [], rest = []] = read(issue);
  const counts = new Map<string, number>();
  for (const term of title) counts.set(term, (counts.get(term) ?? 0) + pastTitleFactor);
  for (const term of rest) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}

/** The terms of the title, and of the rest. The category is a word of it like any other. */
const read = ({ title, description, category, language }: IssueText): string[][] =>
  termsOfAll([title, `${category}\n${description}`], language);
