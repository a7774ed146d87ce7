/** Links by which somebody who has forgotten their password chooses a new one. */
import { z } from 'zod';
import { NewPassword } from './inputs.ts';
import { Time } from './words.ts';

export const PasswordLinkView = z
  .object({
    url: z.string().meta({
      description:
        'The page of the home region where the new password is chosen, by whoever has this address: keep it secret.',
    }),
    expiresAt: Time,
  })
  .meta({
    id: 'PasswordLink',
    description: 'Told once. One made before for the same account no longer works.',
  });
export type PasswordLinkView = z.infer<typeof PasswordLinkView>;

/** A code has 43 characters. */
const codeLengthMax = 100;
const Code = z
  .string()
  .min(1)
  .max(codeLengthMax)
  .meta({ description: "What stands after # in the link's address." });

export const ReadPasswordLink = z.strictObject({ code: Code }).meta({ id: 'ReadPasswordLink' });
export type ReadPasswordLink = z.infer<typeof ReadPasswordLink>;

export const PasswordLinkOwner = z
  .object({ name: z.string(), email: z.string(), expiresAt: Time })
  .meta({ id: 'PasswordLinkOwner', description: 'Whose new password can be chosen, and until when.' });
export type PasswordLinkOwner = z.infer<typeof PasswordLinkOwner>;

export const ChoosePassword = z
  .strictObject({ code: Code, password: NewPassword })
  .meta({ id: 'ChoosePassword' });
export type ChoosePassword = z.infer<typeof ChoosePassword>;
