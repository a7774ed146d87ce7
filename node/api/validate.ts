import type { z } from 'zod';
import { type Invalid, Problem } from '../problem.ts';
import { findingOf } from './findings.ts';
import { wellFormedText } from './well-formed.ts';

/** More would help nobody, and a body can hold thousands of unknown members. */
const errorsMax = 20;
/** Names of members come from outside: long ones are cut before they are echoed. */
const segmentLengthMax = 80;

/**
 * The value as the schema describes it.
 * @throws Problem invalid, with a JSON pointer (RFC 6901) to each fault
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { error: explain, reportInput: true });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(toInvalid).slice(0, errorsMax);
  const where = [...new Set(errors.map((error) => error.pointer || 'the body'))].join(', ');
  throw new Problem('invalid', `Please correct ${where}.`, { errors });
}

/** Words for what zod calls "expected string, received undefined"; texts given in a schema go first. */
const explain: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'This is missing.' : undefined;

function toInvalid(issue: z.core.$ZodIssue): Invalid[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ pointer: pointerTo(issue.path), detail: issue.message, ...findingOf(issue) }];
  }
  return issue.keys.map((key) => ({
    pointer: pointerTo([...issue.path, key]),
    detail: 'There is no such member here.',
    reason: 'unknown-member',
  }));
}

function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((segment) => wellFormedText(String(segment).slice(0, segmentLengthMax)))
    .map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
