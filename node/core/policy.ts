import type { Random } from '../ports.ts';
import { leastLoaded, type PeerLoad } from './load.ts';

/** How a region chooses whom to ask. The product's is `productPolicy`; others exist to be compared with it (sim/policies). */
export type DispatchPolicy = {
  readonly name: string;
  /**
   * Peers to ask for an issue, best first, of those that report a free seat in its category. `load` and `freeSeats`
   * count what is under way if `isCorrected`.
   */
  readonly rank: (peers: readonly PeerLoad[], random: Random) => readonly PeerLoad[];
  /** Whether load counts what was sent there and is not in the peer's news yet, and a refusal until its next news. */
  readonly isCorrected: boolean;
  /** How many peers are asked at once to set an expert aside; 0: the first is proposed to at once. */
  readonly reserveCount: number;
  /** Whether a free expert asks for a stronger claim that waits elsewhere. */
  readonly isPulling: boolean;
};

/** What regions do (protocol, section 3). */
export const productPolicy: DispatchPolicy = {
  name: 'product',
  rank: leastLoaded,
  isCorrected: true,
  reserveCount: 3,
  isPulling: true,
};
