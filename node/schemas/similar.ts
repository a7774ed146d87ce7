/** What is known of the like of an issue: before it is sent, and of many at once. */
import { z } from 'zod';
import { Category, Language, RegionName, Time, Urgency } from './words.ts';

const Id = z.string();

export const Similar = z
  .object({
    language: Language.optional().meta({ description: 'What it is taken to be written in.' }),
    solved: z
      .array(
        z.object({
          title: z.string(),
          category: Category,
          resolution: z.string().meta({ description: 'From elsewhere its beginning, if it is long.' }),
          region: RegionName.optional().meta({ description: 'Where it was solved, unless it was here.' }),
        }),
      )
      .meta({
        description:
          'Solved issues like it, from every region that answers at once, of people who agreed that they help others; best first.',
      }),
    own: z
      .object({ id: Id, title: z.string() })
      .optional()
      .meta({ description: 'An open issue of your own that is most likely the same.' }),
    others: z.int().meta({
      description: 'How many other people report the like here within the hour, where that is unusual.',
    }),
    suggested: z.object({ category: Category.optional(), urgency: Urgency.optional() }).optional().meta({
      description:
        'What most solved issues like it were, here; left out where they disagree, are few or far. Never critical.',
    }),
  })
  .meta({ id: 'Similar' });
export type Similar = z.infer<typeof Similar>;

export const ClusterView = z
  .object({
    region: RegionName,
    category: Category,
    words: z.array(z.string()).meta({ description: 'What their titles have in common.' }),
    people: z.int(),
    since: Time,
    issues: z.array(z.object({ id: Id, title: z.string() })).meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'Cluster' });
export type ClusterView = z.infer<typeof ClusterView>;

export const ClusterList = z
  .object({
    items: z.array(ClusterView),
    notAsked: z
      .array(RegionName)
      .optional()
      .meta({ description: 'Regions that could not be asked just now.' }),
  })
  .meta({ id: 'ClusterList' });
export type ClusterList = z.infer<typeof ClusterList>;
