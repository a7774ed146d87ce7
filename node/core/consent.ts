import { z } from 'zod';

/**
 * Whether an issue's user agreed that its title, category and resolution help others. Of several that are told the one
 * with the greatest `n` counts (the revision when it was given): one that was overtaken on its way changes nothing.
 */
export const Consent = z.object({ helpsOthers: z.boolean(), n: z.int().min(1) }).readonly();
export type Consent = z.infer<typeof Consent>;

/** Whichever was given later; a former one stands when nothing is said. */
export const laterConsent = (known: Consent | undefined, told: Consent | undefined): Consent | undefined =>
  told && (!known || told.n > known.n) ? told : known;
