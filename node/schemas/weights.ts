/** What admins are shown of the weights: what others would change, and what outcomes speak for. */
import { z } from 'zod';
import { Terms } from './why.ts';
import { RegionName, Time } from './words.ts';

const Scored = z.object({
  expert: z.object({ id: z.string(), name: z.string() }),
  score: z.number(),
  terms: Terms,
});

export const ChangedChoiceView = z
  .object({
    issue: z.string(),
    title: z.string(),
    region: RegionName.meta({ description: 'Where the expert was chosen.' }),
    at: Time,
    before: Scored.meta({ description: 'Who came first, scored by the weights of that moment.' }),
    after: Scored.meta({ description: 'Who would have come first, scored by the weights asked about.' }),
    others: z.int().meta({ description: 'How many more could have been asked.' }),
  })
  .meta({ id: 'ChangedChoice' });
export type ChangedChoiceView = z.infer<typeof ChangedChoiceView>;

export const WeightsPreview = z
  .object({
    compared: z.int().meta({ description: 'Issues whose first choice was made by score lately.' }),
    changed: z.int().meta({ description: 'Of these, how many would have gone to another expert first.' }),
    since: Time.optional().meta({ description: 'When the earliest of them was offered.' }),
    items: z.array(ChangedChoiceView).meta({ description: 'The newest of those that change.' }),
    notAsked: z.array(z.string()).optional().meta({ description: 'Regions that could not be asked.' }),
  })
  .meta({ id: 'WeightsPreview' });
export type WeightsPreview = z.infer<typeof WeightsPreview>;

const Tallied = z.object({
  count: z.number().meta({ description: 'How many, older ones counting less.' }),
  reward: z.number().optional().meta({
    description: 'What came of them on average, 0 to 1; what is not known yet counts against learning.',
  }),
});

export const LearntWeightsView = z
  .object({
    region: RegionName,
    weights: Terms.meta({ description: 'What outcomes speak for so far, adding up to 1.' }),
    outcomes: z.number().meta({ description: 'Outcomes they come from, older ones counting less.' }),
    same: Tallied.meta({
      description: 'Choices for which both weights had the same expert, or the set ones were kept.',
    }),
    control: Tallied.meta({
      description: 'They differed, and the lot fell on the set weights: what these bring.',
    }),
    learnt: Tallied.meta({
      description: 'They differed, and the learnt weights were followed: what those bring.',
    }),
    isFollowed: z
      .boolean()
      .meta({ description: 'Whether learnt weights may be followed for the next issue.' }),
  })
  .meta({ id: 'LearntWeights' });
export type LearntWeightsView = z.infer<typeof LearntWeightsView>;

export const LearntWeightsList = z
  .object({
    isOn: z.boolean(),
    margin: z.number().meta({
      description: 'Following learnt weights costs at most this share of what the set ones bring.',
    }),
    items: z.array(LearntWeightsView),
    notAsked: z.array(z.string()).optional().meta({ description: 'Regions that could not be asked.' }),
  })
  .meta({ id: 'LearntWeightsList' });
export type LearntWeightsList = z.infer<typeof LearntWeightsList>;
