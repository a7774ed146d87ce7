import { Problem } from '../problem.ts';

/** No input has more than four levels; recursion over thousands would overflow the stack. */
const depthMax = 32;

/** The text with each lone half of a surrogate pair replaced by U+FFFD, as a browser would send it. */
export function wellFormedText(value: string): string {
  return value.replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * A JSON value with all its texts well-formed. JSON can escape half a surrogate pair ("\ud800"), which no
 * UTF-8 can hold and which would come back from a store as another text.
 * @throws Problem bad-request when nested too deeply
 */
export function wellFormed(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return wellFormedText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth === depthMax) throw new Problem('bad-request', 'The body is nested too deeply.');
  if (Array.isArray(value)) return value.map((item) => wellFormed(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [wellFormedText(key), wellFormed(item, depth + 1)]),
  );
}
