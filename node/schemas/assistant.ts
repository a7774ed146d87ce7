/** What may be asked of the assistant, and what it answers. */
import { z } from 'zod';
import { Category, descriptionLengthMax, RegionName, text, titleLengthMax, Urgency } from './words.ts';

export const SuggestFor = z
  .strictObject({
    title: text(3, titleLengthMax),
    description: text(0, descriptionLengthMax).default(''),
  })
  .meta({ id: 'SuggestFor', description: 'An issue as typed so far.' });
export type SuggestFor = z.infer<typeof SuggestFor>;

export const Translate = z
  .strictObject({
    message: z
      .strictObject({ id: z.string().min(1).max(512), arrival: z.int().min(1) })
      .optional()
      .meta({ description: 'A chat line, as it was read; else `part` says what.' }),
    part: z
      .enum(['issue', 'resolution'])
      .default('issue')
      .meta({ description: "The issue's title and description, or its expert's answer." }),
  })
  .meta({ id: 'Translate' });
export type Translate = z.infer<typeof Translate>;

/** In the explanation of a choice. */
export const AdviceView = z.object({ shift: z.number(), reason: z.string() }).meta({
  id: 'Advice',
  description:
    "The assistant moved the skill term by `shift`, at most 0.1, and says why. A model's words: show them as such.",
});

export const AssistantHere = z.object({ model: z.string() }).meta({
  id: 'AssistantHere',
  description: 'Present when the region that answered has an assistant that can be asked.',
});

const Model = z.string().meta({ description: 'The model that said it. Check it before you rely on it.' });

/** What the assistant says is text, and a suggestion: nothing follows from it by itself. */
export const SuggestionView = z
  .object({ category: Category.optional(), urgency: Urgency.optional(), model: Model })
  .meta({ id: 'Suggestion', description: 'Left out: what it had nothing to suggest for.' });
export type SuggestionView = z.infer<typeof SuggestionView>;

export const AssistantText = z.object({ text: z.string(), model: Model }).meta({ id: 'AssistantText' });
export type AssistantText = z.infer<typeof AssistantText>;

export const TranslationView = z
  .object({
    text: z.string(),
    language: z.string().meta({ description: "The reader's first language." }),
    isBeginning: z
      .literal(true)
      .optional()
      .meta({ description: 'The text was too long to translate all of it.' }),
    model: Model,
  })
  .meta({ id: 'Translation' });
export type TranslationView = z.infer<typeof TranslationView>;

export const AssistantStatus = z
  .object({
    region: RegionName.meta({
      description: 'The one that answered; others may have another assistant, or none.',
    }),
    model: z.string().optional().meta({ description: 'Left out: this region has no assistant.' }),
    isAdvising: z.boolean().meta({ description: 'It also says which experts fit an issue that waits.' }),
    requests: z.int().meta({ description: 'In the last hour, as the next three.' }),
    failures: z.int(),
    tokens: z.int(),
    requestsMax: z.int(),
    tokensMax: z.int(),
    pausedForMs: z.number().meta({ description: 'It failed, and is left alone for so long.' }),
    lastFailure: z.string().optional(),
  })
  .meta({ id: 'AssistantStatus' });
export type AssistantStatus = z.infer<typeof AssistantStatus>;
