import type { z } from 'zod';
import type { Invalid } from '../problem.ts';
import { type InvalidReason, isInvalidReason } from '../reasons.ts';
import { categoryPattern, clockTimePattern, languagePattern, languageTagPattern } from '../schemas/words.ts';
import { wellFormedText } from './well-formed.ts';

type Finding = Pick<Invalid, 'reason' | 'values'>;

/** What a finding of zod means, with the limit that it speaks of. Nothing where its own words say more. */
export function findingOf(issue: z.core.$ZodIssue): Finding {
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue);
    case 'too_small':
      return ofMinimum(issue.origin, Number(issue.minimum));
    case 'too_big':
      return ofMaximum(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return issue.format === 'regex' ? ofPattern(issue) : ofFormat(issue.format);
    case 'invalid_value':
      return { reason: 'no-choice' };
    case 'custom':
      return ofRule(issue.params);
    default:
      return {};
  }
}

function ofType({ input, expected }: z.core.$ZodIssueInvalidType): Finding {
  if (input === undefined) return { reason: 'missing' };
  return expected === 'number' || expected === 'int' ? { reason: 'no-number' } : {};
}

function ofMinimum(origin: string, min: number): Finding {
  if (origin === 'string') return min === 1 ? { reason: 'empty' } : { reason: 'too-short', values: { min } };
  if (origin === 'array') return { reason: 'too-few', values: { min } };
  return { reason: 'too-small', values: { min } };
}

function ofMaximum(origin: string, max: number): Finding {
  if (origin === 'string') return { reason: 'too-long', values: { max } };
  if (origin === 'array') return { reason: 'too-many', values: { max } };
  return { reason: 'too-big', values: { max } };
}

function ofFormat(format: string): Finding {
  if (format === 'email') return { reason: 'no-email' };
  return format === 'url' ? { reason: 'no-web-address' } : {};
}

/** Patterns that people meet on the pages, by what zod calls them: their source between slashes. */
const patterns = {
  [String(categoryPattern)]: 'no-category-key',
  [String(clockTimePattern)]: 'no-clock-time',
  [String(languagePattern)]: 'no-language-code',
  [String(languageTagPattern)]: 'no-language-code',
} as const satisfies Readonly<Record<string, InvalidReason>>;

/** Enough to find it again in what was typed. */
const wordLengthMax = 40;

function ofPattern({ pattern = '', input }: z.core.$ZodIssueInvalidStringFormat): Finding {
  const reason = Object.hasOwn(patterns, pattern) ? patterns[pattern] : undefined;
  if (reason === undefined) return {};
  // One of many that stand in one field: which, must be said.
  const word = wellFormedText(String(input).slice(0, wordLengthMax));
  return reason === 'no-category-key' ? { reason, values: { word } } : { reason };
}

/** A rule of a schema's own names its reason beside its words, and its limit. */
function ofRule({ reason, max }: Readonly<Record<string, unknown>> = {}): Finding {
  if (typeof reason !== 'string' || !isInvalidReason(reason)) return {};
  return { reason, ...(typeof max === 'number' && { values: { max } }) };
}
