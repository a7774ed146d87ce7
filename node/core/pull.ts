import { pullMargin } from './claim.ts';
import type { RegionId } from './ids.ts';
import { qualifies } from './rank.ts';

/** The strongest claim that a peer reports in a category, as it must be by now. */
export type PeerClaim = {
  readonly region: RegionId;
  readonly category: string;
  readonly claim: number;
  readonly queued: number;
  /** Which of its news says so. */
  readonly seq: number;
};

/**
 * The claim elsewhere that an expert of these categories should be kept for, instead of one of this region's own (0 if
 * nothing waits here): the strongest that is above it by the margin. Own and pulled issues are ordered by the same claim,
 * which grows without end, so that neither can keep the other waiting for ever.
 */
export function strongestRival(
  claims: readonly PeerClaim[],
  expert: { readonly categories: readonly string[] },
  own: number,
): PeerClaim | undefined {
  return claims
    .filter((rival) => rival.claim > own + pullMargin && qualifies(expert, rival))
    .reduce<PeerClaim | undefined>(
      (best, rival) => (best && !isBefore(rival, best) ? best : rival),
      undefined,
    );
}

function isBefore(a: PeerClaim, b: PeerClaim): boolean {
  if (a.claim !== b.claim) return a.claim > b.claim;
  return a.region === b.region ? a.category < b.category : a.region < b.region;
}
