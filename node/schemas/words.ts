/** The words that several schemas share, with their limits. */
import { z } from 'zod';
import { weekdays } from '../core/working-hours.ts';

export const categoriesDefault = [
  'network',
  'hardware',
  'software',
  'account',
  'database',
  'web',
  'mobile',
  'cloud',
  'security',
  'other',
] as const;

// Not a name that every object has: categories are keys of objects.
export const categoryPattern = /^(?!constructor$)[a-z][a-z0-9-]{0,31}$/;
export const languageTagPattern = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
export const languagePattern = /^[a-z]{2}$/;
export const clockTimePattern = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** A category's key. Which ones exist is a mesh-wide setting; `other` always does. */
export const Category = z
  .string()
  .regex(categoryPattern, 'A category is a short lower-case word, for example "network".')
  .meta({ description: 'Key of a category, for example "network".' });

export const Urgency = z.enum(['low', 'normal', 'high', 'critical']);
export type Urgency = z.infer<typeof Urgency>;

/** What an issue is written in. */
export const Language = z
  .string()
  .regex(languagePattern, 'Use a language code of two letters, for example "es".')
  .meta({ description: 'ISO 639-1 code, for example "es".' });

/** What somebody reads. */
export const LanguageTag = z
  .string()
  .max(35)
  .regex(languageTagPattern, 'Use a language tag such as "en" or "hi".');

export const Role = z.enum(['user', 'expert', 'admin']);
export type Role = z.infer<typeof Role>;

/** Where an expert's registration stands. */
export const Verification = z.enum(['pending', 'verified', 'declined', 'suspended']);
export type Verification = z.infer<typeof Verification>;

export const Presence = z.enum(['online', 'away']);
export type Presence = z.infer<typeof Presence>;

/** A region's name, unique in the mesh. */
export const RegionName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} -]*$/u, 'Use letters, digits, spaces and hyphens.');

/** How the trust term of the score is made; what each is, `core/trust.ts` says. */
export const TrustMeasure = z.enum(['average', 'estimate']).meta({
  description:
    'average: the visible trust; estimate: what an expert may well be worth, given how little is known of them.',
});
export type TrustMeasure = z.infer<typeof TrustMeasure>;

const ClockTime = z.string().regex(clockTimePattern, 'Use a time such as "09:00".');

/** When an expert works, by the clocks on the wall of a time zone. Whether the zone exists, the node says. */
export const WorkingHours = z
  .strictObject({
    timeZone: z
      .string()
      .min(1)
      .max(64)
      .meta({ description: 'Name in the IANA time zone database, for example "Asia/Kolkata".' }),
    shifts: z
      .array(
        z.strictObject({
          days: z.array(z.enum(weekdays)).min(1, 'Choose at least one day.').max(7),
          from: ClockTime,
          to: ClockTime.meta({ description: 'At or before `from`, it lies on the next day.' }),
        }),
      )
      .min(1)
      .max(14),
  })
  .meta({ id: 'WorkingHours' });
export type WorkingHours = z.infer<typeof WorkingHours>;

export const Stars = z.int().min(1).max(5);

/** Wall-clock time of the region that wrote it, ms since 1970. */
export const Time = z.int().min(0).meta({ description: 'Milliseconds since 1970-01-01T00:00Z.' });

/** What stands in the sentence of a problem's reason. */
export const ReasonValues = z.record(z.string(), z.union([z.string(), z.number()]));

/** Nothing that anybody sees: blanks, marks of direction, joiners, and letters that are drawn as blanks. */
const unseen = /^[\s\p{Cf}\u115f\u1160\u2800\u3164]*$/u;

/**
 * Text from people: trimmed, without control characters other than line breaks and tabs, always shown as text. Empty where
 * nothing of it can be seen.
 */
export const text = (minLength: number, maxLength: number) =>
  z
    .string()
    .refine((value) => value.length <= maxLength * 2, {
      error: `At most ${maxLength} characters.`,
      params: { reason: 'too-long', max: maxLength },
      abort: true,
    })
    .max(maxLength * 2)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
    .transform((value) => value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').trim())
    .transform((value) => (unseen.test(value) ? '' : value))
    .pipe(
      z
        .string()
        .min(minLength, minLength === 1 ? 'This cannot be empty.' : `At least ${minLength} characters.`)
        .max(maxLength, `At most ${maxLength} characters.`),
    );

export const titleLengthMax = 200;
export const descriptionLengthMax = 20_000;
export const messageLengthMax = 8_000;
export const commentLengthMax = 2_000;
export const reasonLengthMax = 500;
export const capacityMax = 20;
export const passwordLengthMin = 10;
/** Argon2 takes any length; the limit only keeps a request from being a burden. */
export const passwordLengthMax = 256;
