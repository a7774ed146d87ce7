/** What admins did, and how it is looked for. */
import { z } from 'zod';
import { listOf, Person } from './views.ts';
import { RegionName, Time } from './words.ts';

/** Of a text that was changed no more is kept: the log says that it was, and what it begins with. */
export const auditValueLengthMax = 500;
/** Fields that one action can change, and members of a list: more than there are. */
export const auditChangesMax = 30;
const auditListMax = 50;

export const AuditValue = z.union([
  z.string().max(auditValueLengthMax),
  z.number(),
  z.boolean(),
  z.array(z.string().max(auditValueLengthMax)).max(auditListMax),
]);
export type AuditValue = z.infer<typeof AuditValue>;

export const AuditChange = z
  .object({
    field: z.string().max(64).meta({ description: 'What was changed, for example "weights.skill".' }),
    from: AuditValue.optional().meta({ description: 'Left out: there was nothing before.' }),
    to: AuditValue.optional().meta({ description: 'Left out: it was taken away.' }),
  })
  .meta({ id: 'AuditChange' });
export type AuditChange = z.infer<typeof AuditChange>;

export const AuditEntry = z
  .object({
    id: z.string(),
    at: Time,
    region: RegionName,
    by: Person,
    action: z.string(),
    subject: z.string(),
    detail: z.string().optional(),
    changes: z
      .array(AuditChange)
      .max(auditChangesMax)
      .optional()
      .meta({ description: 'Field by field, what it was and what it is now.' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditList = listOf('AuditList', AuditEntry);
export type AuditList = z.infer<typeof AuditList>;
