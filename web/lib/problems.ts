import type { ProblemView } from '../../node/schemas/views.ts';
import { isComplete, isWord, t } from './i18n.ts';
import { duration } from './time.ts';

/** What a node answers when something failed. */
type Told = Partial<ProblemView>;
type Finding = NonNullable<ProblemView['errors']>[number];
type Values = NonNullable<ProblemView['values']>;

const saidBy = (key: string, values: Values): string | undefined =>
  isWord(key) && isComplete(key, values) ? t(key, values) : undefined;

/**
 * What went wrong, in the reader's language: by its reason, or by its code where that has one meaning. For what has no
 * words the node's own (English) text says more than words that fit all of a code's meanings.
 */
export function problemInWords({ code, reason, values, retryAfterSeconds, detail, title }: Told): string {
  const said = {
    ...values,
    ...(retryAfterSeconds !== undefined && { time: duration(retryAfterSeconds * 1_000) }),
  };
  const key = reason === undefined ? `problem.code.${code}` : `problem.reason.${reason}`;
  return saidBy(key, said) ?? detail ?? title ?? t('common.failed');
}

/** What is wrong with a field, in the reader's language; what a field's own rule demands is told in the node's words. */
export const findingInWords = ({ pointer, detail, reason, values = {} }: Finding) => ({
  pointer,
  detail: (reason && saidBy(`problem.field.${reason}`, values)) ?? detail,
});
