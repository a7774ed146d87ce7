/** How an expert has done, as admins see it. */
import { z } from 'zod';
import { Person, RatingView, TrustPoint } from './views.ts';
import { Presence, RegionName, Time, Verification } from './words.ts';

const Taken = z
  .object({
    count: z.int().meta({ description: 'Issues it comes from, the newest.' }),
    medianMs: z.number().optional(),
    p90Ms: z.number().optional().meta({ description: 'Nine of ten took no longer.' }),
  })
  .meta({ id: 'TimeTaken' });
export type TimeTaken = z.infer<typeof Taken>;

export const ExpertPerformance = z
  .object({
    expert: Person,
    region: RegionName,
    verification: Verification.optional(),
    registeredAt: Time,
    presence: Presence,
    load: z.int(),
    capacity: z.int(),
    offers: z.object({ offered: z.int(), accepted: z.int(), rejected: z.int(), timedOut: z.int() }),
    resolved: z.int(),
    toAccept: Taken.meta({ description: 'From an offer to its acceptance.' }),
    toResolve: Taken.meta({ description: 'From the acceptance to the answer.' }),
    stars: z
      .array(z.int())
      .length(5)
      .meta({ description: 'How many of the newest ratings gave one star, two, … five.' }),
    averageStars: z.number().optional(),
    ratings: z.array(RatingView).meta({ description: 'The newest 20.' }),
    trust: z.number(),
    trustOverTime: z.array(TrustPoint),
  })
  .meta({ id: 'ExpertPerformance' });
export type ExpertPerformance = z.infer<typeof ExpertPerformance>;
