import type { SubmitIssue } from '../../node/schemas/inputs.ts';

/** A new issue as typed so far, its category '' until one is chosen, and the key it was last tried with. */
export type IssueDraft = Omit<SubmitIssue, 'attachments'> & {
  readonly once?: { readonly key: string; readonly content: string };
};

const urgencies: readonly SubmitIssue['urgency'][] = ['low', 'normal', 'high', 'critical'];
const asText = (value: unknown) => (typeof value === 'string' ? value : '');

/** A stored draft, whatever an older page may have stored; what is missing is blank. */
export function parseIssueDraft(value: unknown): IssueDraft | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const draft: Partial<Record<keyof IssueDraft, unknown>> = value;
  const once: Partial<Record<string, unknown>> =
    typeof draft.once === 'object' && draft.once !== null ? { ...draft.once } : {};
  return {
    title: asText(draft.title),
    description: asText(draft.description),
    category: asText(draft.category),
    urgency: urgencies.find((urgency) => urgency === draft.urgency) ?? 'normal',
    ...(asText(draft.language) && { language: asText(draft.language) }),
    ...(typeof once.key === 'string' && typeof once.content === 'string'
      ? { once: { key: once.key, content: once.content } }
      : {}),
  };
}
