import { z } from 'zod';
import { Urgency } from '../node/schemas/words.ts';

/** One issue that an expert accepted. */
const Accepted = z.object({
  urgency: Urgency,
  /** From the submission to the acceptance. */
  waitMs: z.number(),
  /** From the submission to the first offer: what a policy can do something about. */
  offeredMs: z.number(),
  /** Accepted in another region than it was submitted in; a central queue forwards nothing. */
  isForwarded: z.boolean(),
});

/** What one run of one plan under one policy brought; small enough to pass between processes. */
export const Sample = z.object({
  accepted: z.array(Accepted),
  /** Issues that nobody had accepted when all patience was over. */
  left: z.int(),
  /**
   * Of each hand-off that led to an offer: from the commit of its proposal to the commit of the offer, that is, the
   * messages PROPOSE, GRANT and COMMIT, with what was lost of them and sent again.
   */
  handOffMs: z.array(z.number()),
  /** Proposals that led to none: refused, unanswered, taken back. */
  vain: z.int(),
  virtualMs: z.number(),
  /** Over all that happened to the issues; the same for the same run on any machine. */
  hash: z.string(),
});
export type Sample = z.infer<typeof Sample>;
