import { z } from 'zod';
import { AccountId, IssueId, OfferId } from '../../core/ids.ts';
import { RegionName } from '../../schemas/words.ts';

/** Every id is made of these (base64url, and dots between the parts of an offer's); anything else is nobody's id. */
const idPattern = /^[\w.~:-]+$/;

export const IssueParams = z.object({ id: IssueId.regex(idPattern) });
export const OfferParams = z.object({ id: OfferId.regex(idPattern) });
export const AccountParams = z.object({ id: AccountId.regex(idPattern) });
export const ReplyParams = z.object({ id: z.string().max(200).regex(idPattern) });
export const RegionParams = z.object({ name: RegionName });
