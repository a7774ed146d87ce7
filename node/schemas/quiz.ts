/** Where an expert stands with the quiz: what is running, and what can be taken when. */
import { z } from 'zod';
import { QuizView } from './views.ts';
import { Category, Time } from './words.ts';

export const QuizStanding = z
  .object({
    running: QuizView.optional().meta({
      description:
        'What was drawn and not handed in yet, with what was answered so far; also when its time is over.',
    }),
    attempts: z.array(z.object({ category: Category, left: z.int(), nextAt: Time.optional() })).meta({
      description: 'Of categories that were taken within the last day; `nextAt`: when one is free again.',
    }),
  })
  .meta({ id: 'QuizStanding' });
export type QuizStanding = z.infer<typeof QuizStanding>;

export const QuizSaved = z.object({ secondsLeft: z.number() }).meta({ id: 'QuizSaved' });
export type QuizSaved = z.infer<typeof QuizSaved>;
