/** What the API answers about the mesh: its regions, and those that go. */
import { z } from 'zod';
import { listOf, Person } from './views.ts';
import { Category, RegionName, Time } from './words.ts';

export const CategoryLoad = z
  .object({
    online: z.int(),
    freeSeats: z.int(),
    busySeats: z.int(),
    queued: z.int(),
    oldestAgeMs: z.number(),
  })
  .meta({ id: 'CategoryLoad' });
export type CategoryLoad = z.infer<typeof CategoryLoad>;

export const RegionView = z
  .object({
    name: RegionName,
    url: z.string(),
    isSelf: z.boolean(),
    state: z.enum(['up', 'suspected', 'down']),
    stateForMs: z.number(),
    newsAgeMs: z.number().optional().meta({ description: 'How old the last summary is.' }),
    roundTripMs: z.number().optional(),
    version: z.string(),
    adoptedBy: RegionName.optional().meta({
      description: 'It was declared gone for good, and this one took over its issues and accounts.',
    }),
    isSettled: z.boolean().optional().meta({ description: 'Whoever adopted it has all that it had.' }),
    isDraining: z.boolean().optional().meta({
      description: 'It is leaving the mesh, and takes no new issues and accounts.',
    }),
    expertsOnline: z.int().meta({ description: 'Distinct experts; one may serve several categories.' }),
    expertsFree: z.int(),
    waiting: z.int(),
    active: z.int().meta({ description: 'Issues an expert works on there now.' }),
    handOffs: z.int().meta({ description: 'Hand-offs under way from there.' }),
    categories: z.record(Category, CategoryLoad),
  })
  .meta({ id: 'Region' });
export type RegionView = z.infer<typeof RegionView>;

export const RetiredRegion = z
  .object({
    name: RegionName,
    by: Person,
    reason: z.string(),
    at: Time,
  })
  .meta({ id: 'RetiredRegion' });
export type RetiredRegion = z.infer<typeof RetiredRegion>;

export const MeshView = z
  .object({
    here: RegionName,
    regions: z.array(RegionView),
    categories: z.array(Category),
    version: z.string(),
    files: z
      .object({
        sizeMaxBytes: z.int().meta({ description: 'Of one file.' }),
        countMax: z.int().meta({ description: 'Of one issue, and of one line of its chat.' }),
      })
      .optional()
      .meta({ description: 'What this region takes of files, to say so before one is sent.' }),
    peerAddresses: z
      .array(z.string())
      .optional()
      .meta({ description: 'For admins: addresses a new node can give as --peer.' }),
    atRisk: z
      .int()
      .optional()
      .meta({ description: 'For admins: issues of this region that no other region stores yet.' }),
    retired: z
      .array(RetiredRegion)
      .optional()
      .meta({ description: 'For admins: regions that are gone and not expected back.' }),
  })
  .meta({ id: 'Mesh' });
export type MeshView = z.infer<typeof MeshView>;

export const AdoptionView = z
  .object({
    region: RegionName.meta({ description: 'The one that was declared gone for good.' }),
    by: RegionName.meta({ description: 'The one that took over its issues and accounts.' }),
    at: Time,
    state: z.enum(['asking', 'settling', 'done']).meta({
      description:
        'asking: every region is asked what it has of those issues; settling: they are being made its own; done.',
    }),
    answered: z.array(z.string()),
    waitingFor: z.array(z.string()),
    unreachable: z
      .array(z.string())
      .meta({ description: 'Of those waited for: who is down. An admin can go on without them.' }),
    without: z.array(z.string()).meta({ description: 'Gone on without.' }),
    isReturned: z.boolean().meta({ description: 'The lost region is back and has told all it had.' }),
    isAgreed: z.boolean().meta({ description: 'It was not lost: it left the mesh, and asked for this.' }),
  })
  .meta({ id: 'Adoption' });
export type AdoptionView = z.infer<typeof AdoptionView>;

export const AdoptionList = listOf('AdoptionList', AdoptionView);
export type AdoptionList = z.infer<typeof AdoptionList>;

export const DrainView = z
  .object({
    region: RegionName.meta({ description: 'The one that leaves.' }),
    by: Person,
    reason: z.string(),
    since: Time,
    stage: z.enum(['finishing', 'handing-over', 'leaving', 'left']).meta({
      description:
        'finishing: nothing new is taken, what is under way comes to its end; handing-over: another region is asked to go on with everything; leaving: it does, and gets all there is; left.',
    }),
    isForced: z.boolean(),
    finishInMs: z.number().meta({ description: 'After this, what is still worked on is given to others.' }),
    working: z.int().meta({ description: 'Issues that experts of this region still work on.' }),
    waiting: z.int().meta({ description: 'Its issues that wait for an expert elsewhere.' }),
    handOffs: z.int(),
    adoptions: z.int().meta({ description: 'Adoptions that it has a part in and that are not done.' }),
    copies: z.int().meta({ description: 'Issues of others that it still keeps a copy of.' }),
    messages: z.int().meta({ description: 'What it has still to tell others.' }),
    waitingFor: z.array(z.string()).meta({ description: 'Regions that cannot be reached.' }),
    heir: RegionName.optional().meta({ description: 'The region that goes on with what it has.' }),
  })
  .meta({ id: 'DrainProgress' });
export type DrainView = z.infer<typeof DrainView>;

export const DrainList = listOf('DrainList', DrainView);
export type DrainList = z.infer<typeof DrainList>;
