/** How the choice of an expert is explained. It crosses the mesh and is stored: what is added is optional. */
import { z } from 'zod';
import { AdviceView } from './assistant.ts';
import { Language } from './words.ts';

const Id = z.string();
const Person = z.object({ id: Id, name: z.string() });

export const Terms = z
  .object({ skill: z.number(), trust: z.number(), availability: z.number(), load: z.number() })
  .meta({ id: 'Terms', description: 'Each in [0, 1]; `load` is the inverse load, 1 − load/capacity.' });
export type Terms = z.infer<typeof Terms>;

/** Somebody who could have been asked instead. Figures are shown to admins, the name to the expert who is asked too. */
export const NextBest = z
  .object({
    less: z.string().max(32).meta({
      description:
        'The term in which they fell behind most: skill, trust, availability or load; "nothing" of equals, and of who is left for another issue.',
    }),
    expert: Person.optional(),
    score: z.number().optional(),
    terms: Terms.optional(),
  })
  .meta({ id: 'NextBest' });
export type NextBest = z.infer<typeof NextBest>;

/** How many experts of the region could not be asked, by what excluded them. A newer node may know more reasons. */
export const Excluded = z.record(z.string().max(32), z.int().min(0)).meta({
  id: 'Excluded',
  description:
    'own: it is their issue; category: not theirs; had: its user asked for somebody else; passed; away; full; language: others who are free read it.',
});
export type Excluded = z.infer<typeof Excluded>;

/** Why this expert: the score term by term, with the weights of that moment, and what stood behind the skill term. */
export const Why = z
  .object({
    score: z.number(),
    terms: Terms,
    weights: Terms,
    /** What the skill term was made of, each in [0, 1]. */
    skill: z.record(z.string(), z.number()),
    /** How many others could have taken it at that moment. */
    others: z.int(),
    next: z.array(NextBest).max(2).optional().meta({ description: 'Who came next, best first.' }),
    excluded: Excluded.optional(),
    language: z
      .object({ is: Language, isRead: z.boolean() })
      .optional()
      .meta({ description: 'What the issue was written in, and whether this expert lists that language.' }),
    past: z
      .object({ issues: z.array(z.object({ id: Id, title: z.string().optional() })).max(3), others: z.int() })
      .optional()
      .meta({
        description:
          'Issues that this expert resolved and that resemble it: with title where their user agreed, the others counted.',
      }),
    matcher: z
      .object({
        name: z.string().max(64),
        isFallback: z.literal(true).optional(),
        isFilling: z.literal(true).optional(),
      })
      .optional()
      .meta({
        description:
          'How skill was found: by which matcher, in place of another that did not answer, and whether what it knows was still being read.',
      }),
    isTogether: z.boolean().optional().meta({
      description:
        'Others came before by score; assigned together with other waiting issues, they got those.',
    }),
    isLearnt: z.boolean().optional().meta({
      description: 'The weights were learnt from outcomes; by those that admins set another came first.',
    }),
    isTryout: z.literal(true).optional().meta({
      description: 'New here, and asked first by lot so as to become known: others may have a higher score.',
    }),
    assistant: AdviceView.optional(),
  })
  .meta({ id: 'Why' });
export type Why = z.infer<typeof Why>;
