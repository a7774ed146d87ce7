/** Chat completions as OpenAI defined them, as far as they are used here, and as tolerant as its imitations need. */
import { z } from 'zod';
import type { AssistantQuestion } from '../ports.ts';

/** What an endpoint does not take; learnt from its refusals. */
export type Dialect = {
  /** Structured output: the newest of the fields, which older servers refuse. */
  readonly hasJsonSchema: boolean;
  /** Reasoning models of OpenAI refuse `max_tokens`, most other servers know nothing else. */
  readonly tokensField: 'max_tokens' | 'max_completion_tokens';
};

export const dialectFirst: Dialect = { hasJsonSchema: true, tokensField: 'max_tokens' };

type Asked = Pick<
  AssistantQuestion<unknown>,
  'name' | 'instructions' | 'text' | 'schema' | 'answerTokensMax'
>;

/** The body of a request. Without a temperature: not every model takes one. */
export function requestOf(model: string, question: Asked, { hasJsonSchema, tokensField }: Dialect): object {
  return {
    model,
    messages: [
      { role: 'system', content: question.instructions },
      { role: 'user', content: question.text },
    ],
    [tokensField]: question.answerTokensMax,
    stream: false,
    ...(hasJsonSchema && {
      response_format: {
        type: 'json_schema',
        json_schema: { name: question.name, strict: true, schema: question.schema },
      },
    }),
  };
}

/** Text, or parts of which some are text. */
const Content = z.union([
  z.string(),
  z
    .array(z.looseObject({ type: z.string(), text: z.string().optional() }))
    .transform((parts) => parts.map(({ text = '' }) => text).join('')),
]);

export const Completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: Content.nullish(),
          refusal: z.string().nullish(),
        }),
      }),
    )
    .min(1),
  usage: z.looseObject({ total_tokens: z.number().int().min(0) }).nullish(),
});
export type Completion = z.infer<typeof Completion>;

/** Why a request was refused, as most servers say it; others answer a plain text. */
export const Refusal = z.looseObject({
  error: z.union([
    z.string().transform((message) => ({ message, param: undefined })),
    z.looseObject({ message: z.string().default(''), param: z.string().nullish() }),
  ]),
});

/** The dialect to try after a refusal as a bad request, if there is another one. */
export function dialectAfter(dialect: Dialect, said: string): Dialect | undefined {
  if (dialect.tokensField === 'max_tokens' && /max_completion_tokens/.test(said))
    return { ...dialect, tokensField: 'max_completion_tokens' };
  return dialect.hasJsonSchema ? { ...dialect, hasJsonSchema: false } : undefined;
}
