/** What admins and their programs may send, beside what every page shares (`inputs.ts`). */
import { z } from 'zod';
import { AccountId, IssueId } from '../core/ids.ts';
import { RegionName, Role, reasonLengthMax, text } from './words.ts';

const Limit = z.coerce.number().int().min(1).max(100).default(30);
const Cursor = z.string().max(512).optional();
/** Of a query, where all values are text. */
const TimeAsked = z.coerce.number().int().min(0);

export const ListAudit = z.strictObject({
  by: z.string().max(80).optional().meta({ description: "Words of an admin's name." }),
  action: z.string().max(64).optional().meta({ description: 'What was done, for example "settings".' }),
  from: TimeAsked.optional().meta({ description: 'Not before this time.' }),
  until: TimeAsked.optional().meta({ description: 'Not after this time.' }),
  after: Cursor,
  limit: Limit,
});
export type ListAudit = z.infer<typeof ListAudit>;

export const ListMoves = z.strictObject({
  region: RegionName.optional().meta({ description: 'From, to or submitted in this region.' }),
  after: Cursor,
  limit: Limit,
});
export type ListMoves = z.infer<typeof ListMoves>;

export const ListAccounts = z.strictObject({
  q: z.string().max(200).optional().meta({ description: 'Words to look for in name, e-mail and region.' }),
  role: Role.optional(),
  after: Cursor,
  limit: Limit,
});
export type ListAccounts = z.infer<typeof ListAccounts>;

export const SetAdmin = z
  .strictObject({ isAdmin: z.boolean(), reason: text(1, reasonLengthMax) })
  .meta({ id: 'SetAdmin' });
export type SetAdmin = z.infer<typeof SetAdmin>;

/** People decided on at once: a page of a list, and a moment's work for each home region. */
export const verdictsMax = 50;

export const GiveVerdicts = z
  .strictObject({
    ids: z.array(AccountId).min(1).max(verdictsMax),
    verdict: z.enum(['verify', 'decline', 'suspend', 'reconsider']).meta({
      description: 'reconsider: back among the registrations to verify, which takes any other verdict back.',
    }),
    reason: text(0, reasonLengthMax).default(''),
  })
  .refine(({ verdict, reason }) => reason !== '' || verdict === 'verify' || verdict === 'reconsider', {
    path: ['reason'],
    error: 'Say why: they will read it.',
    params: { reason: 'say-why' },
  })
  .meta({ id: 'GiveVerdicts' });
export type GiveVerdicts = z.infer<typeof GiveVerdicts>;

/** Issues moved at once: what an admin has looked at. */
export const reassignedMax = 20;

export const ReassignMany = z
  .strictObject({
    ids: z.array(IssueId).min(1).max(reassignedMax),
    reason: text(1, reasonLengthMax),
    expertId: AccountId.optional(),
    region: RegionName.optional(),
  })
  .meta({ id: 'ReassignMany' });
export type ReassignMany = z.infer<typeof ReassignMany>;

export const AskSeries = z.strictObject({
  span: z.enum(['hour', 'day', 'week']).default('hour'),
});
export type AskSeries = z.infer<typeof AskSeries>;
