/** What admins are shown of the weights: what others would change. */
import { z } from 'zod';
import { Terms } from './views.ts';
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
