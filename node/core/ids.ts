import { z } from 'zod';
import type { Epoch } from './epoch.ts';

/**
 * Identities are branded strings, so that an expert's id cannot be passed where an issue's is meant.
 * A value from outside becomes branded only by parsing it with the schema beside the type.
 */

/** A region's identity: the text form of its node's libp2p peer id. Region names are labels; data is keyed by this. */
export const RegionId = z.string().min(1).max(128).brand<'RegionId'>();
export type RegionId = z.infer<typeof RegionId>;

/** An account: random, 128 bits, base64url. */
export const AccountId = z.string().min(1).max(64).brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

/** An issue: a hash of its user's id and the idempotency key it was submitted with. */
export const IssueId = z.string().min(1).max(64).brand<'IssueId'>();
export type IssueId = z.infer<typeof IssueId>;

/** An issue at its owner under one epoch: `issue.epoch`. */
export const EntryId = z.string().min(1).max(240).brand<'EntryId'>();
export type EntryId = z.infer<typeof EntryId>;

/** An offer to one expert: `issue.epoch.n`, so that a late answer to an older offer finds nothing. */
export const OfferId = z.string().min(1).max(256).brand<'OfferId'>();
export type OfferId = z.infer<typeof OfferId>;

export function entryIdOf(issueId: IssueId, epoch: Epoch): EntryId {
  return EntryId.parse(`${issueId}.${epoch}`);
}

/** `n` is the number of the update that tells the origin of it: no two offers of an entry share one. */
export function offerIdOf(entryId: EntryId, n: number): OfferId {
  return OfferId.parse(`${entryId}.${n}`);
}

/** Milliseconds since 1970 on this machine's wall clock: to be shown, never compared between machines. */
export type EpochMs = number;
