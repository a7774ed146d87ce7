import { terms, termWeight } from './text.ts';

/** Terms of a title that count: more is a description in the wrong field. */
const titleTermsMax = 16;

/** The different terms of a title, in their order. */
export const titleTerms = (title: string, language?: string): readonly string[] =>
  [...new Set(terms(title, language))].slice(0, titleTermsMax);

/**
 * How alike two titles are by their terms, in [0, 1]: the cosine of the angle between them, where longer terms count more.
 * Made of these two alone, so that one threshold fits every region. Titles without terms are like nothing.
 */
export function likeness(one: readonly string[], other: readonly string[]): number {
  const others = new Set(other);
  const common = sizeOf(one.filter((term) => others.has(term)));
  const size = Math.sqrt(sizeOf(one) * sizeOf(other));
  return size > 0 ? common / size : 0;
}

const sizeOf = (some: readonly string[]): number =>
  some.reduce((sum, term) => sum + termWeight(term) ** 2, 0);
