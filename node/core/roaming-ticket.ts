/**
 * A roaming ticket: the word of one region to another that somebody is signed in there, so that they can go on when the first
 * one is gone. It is for one region, opens one session, and soon expires. This file says what is in it and what makes it good;
 * signature and memory of used ones are `services/roaming.ts`.
 */
import { z } from 'zod';
import { Time } from '../schemas/words.ts';
import { AccountId, type EpochMs, RegionId } from './ids.ts';

/** Long enough to notice that a node is gone and to choose where to go, short enough that a lost one is of little use. */
export const ticketMs = 10 * 60_000;
/** How far the clocks of two regions may be apart: far more than synchronised ones ever are. */
export const ticketSkewMs = 2 * 60_000;

/** The longest address there is (RFC 5321, 4.5.3.1), brackets aside. */
const emailLengthMax = 254;

export const Ticket = z.object({
  account: AccountId,
  /** As it was when the ticket was made: after a new password it opens nothing. */
  credentialVersion: z.int().min(1),
  /**
   * Whose it is, in words that they know: where nobody is signed in, a page asks before it exchanges it. A link with a
   * stranger's ticket would otherwise sign people in as the stranger, who then reads what they report. Former versions have none.
   */
  email: z.string().max(emailLengthMax).optional(),
  by: RegionId,
  to: RegionId,
  /** No two are the same. */
  id: z.string().min(16).max(64),
  expiresAt: Time,
});
export type Ticket = z.infer<typeof Ticket>;

/** Why a ticket opens no session at this region now; undefined when it does, as far as the ticket itself says. */
export const refusalOf = (
  { to, expiresAt }: Ticket,
  self: RegionId,
  now: EpochMs,
): 'elsewhere' | 'expired' | 'too-long' | undefined => {
  if (to !== self) return 'elsewhere';
  if (now > expiresAt + ticketSkewMs) return 'expired';
  // A region whose clock is far ahead must not make tickets that last for days.
  return expiresAt > now + ticketMs + ticketSkewMs ? 'too-long' : undefined;
};
