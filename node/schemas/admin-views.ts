/** What admins are answered: results one by one, people, what changed hands, and series over time. */
import { z } from 'zod';
import { moveKinds } from '../core/moves.ts';
import { AccountView, listOf, Person } from './views.ts';
import { ReasonValues, RegionName, Time } from './words.ts';

const WhyNot = z.object({
  code: z.string(),
  detail: z.string(),
  reason: z.string().optional(),
  values: ReasonValues.optional(),
});

/** What became of one of several that were asked for at once. */
const resultOf = <T extends z.ZodRawShape>(id: string, shape: T) =>
  z
    .object({
      items: z.array(
        z.object({
          id: z.string(),
          isDone: z.boolean(),
          problem: WhyNot.optional().meta({ description: 'Why not, and what to do.' }),
          ...shape,
        }),
      ),
    })
    .meta({ id });

export const VerdictResults = resultOf('VerdictResults', {
  name: z.string(),
  account: AccountView.optional().meta({ description: 'As it is now.' }),
});
export type VerdictResults = z.infer<typeof VerdictResults>;

export const ReassignResults = resultOf('ReassignResults', { title: z.string().optional() });
export type ReassignResults = z.infer<typeof ReassignResults>;

export const PersonView = AccountView.extend({ registeredAt: Time }).meta({ id: 'PersonOfMesh' });
export type PersonView = z.infer<typeof PersonView>;
export const PersonList = listOf('PersonList', PersonView);
export type PersonList = z.infer<typeof PersonList>;

const Hand = z.object({ region: RegionName.optional(), expert: Person.optional() });

export const MoveView = z
  .object({
    id: z.string(),
    at: Time,
    issue: z.string(),
    title: z.string(),
    kind: z.enum(moveKinds).meta({
      description:
        'accepted: somebody else goes on with it; given-back: its expert was silent, or may not work any more; taken-back: its region was gone; adopted: it belongs to another region now.',
    }),
    from: Hand,
    to: Hand.meta({ description: 'Left empty: it waits for the next best.' }),
    origin: RegionName,
    note: z.string().optional().meta({ description: 'Why, in the words of who did it.' }),
  })
  .meta({ id: 'Move' });
export type MoveView = z.infer<typeof MoveView>;
export const MoveList = listOf('MoveList', MoveView);
export type MoveList = z.infer<typeof MoveList>;

export const MeshPoint = z
  .object({
    at: Time,
    regions: z.int().meta({ description: 'How many regions it is of.' }),
    online: z.number(),
    free: z.number(),
    waiting: z.number(),
    active: z.number(),
    trust: z.number().optional(),
    accepted: z.int(),
    waitMedianMs: z.number().optional(),
    waitP90Ms: z.number().optional(),
  })
  .meta({ id: 'MeshPoint' });
export type MeshPoint = z.infer<typeof MeshPoint>;

export const Series = z
  .object({
    span: z.enum(['hour', 'day', 'week']),
    stepMs: z.int().meta({ description: 'Length of an interval.' }),
    until: Time,
    mesh: z.array(MeshPoint).meta({ description: 'All regions that could be asked, together.' }),
    regions: z.array(z.object({ region: RegionName, points: z.array(MeshPoint) })),
    notAsked: z.array(z.string()).optional().meta({ description: 'Regions that could not be asked.' }),
  })
  .meta({ id: 'Series' });
export type Series = z.infer<typeof Series>;
