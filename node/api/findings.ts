import type { z } from 'zod';
import type { Invalid } from '../problem.ts';
import { isInvalidReason } from '../reasons.ts';

type Finding = Pick<Invalid, 'reason' | 'values'>;

/** What a finding of zod means, with the limit that it speaks of. Nothing where its own words say more, as of patterns. */
export function findingOf(issue: z.core.$ZodIssue): Finding {
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue);
    case 'too_small':
      return ofMinimum(issue.origin, Number(issue.minimum));
    case 'too_big':
      return ofMaximum(issue.origin, Number(issue.maximum));
    case 'invalid_format':
      return ofFormat(issue.format);
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

/** A rule of a schema's own names its reason beside its words, and its limit. */
function ofRule({ reason, max }: Readonly<Record<string, unknown>> = {}): Finding {
  if (typeof reason !== 'string' || !isInvalidReason(reason)) return {};
  return { reason, ...(typeof max === 'number' && { values: { max } }) };
}
