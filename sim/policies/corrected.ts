import { leastLoaded } from '../../node/core/load.ts';
import type { DispatchPolicy } from '../../node/core/policy.ts';

/** The least-loaded peer, counting what is under way to it; no reserving, no pulling. */
export default {
  name: 'corrected',
  rank: leastLoaded,
  isCorrected: true,
  reserveCount: 0,
  isPulling: false,
} satisfies DispatchPolicy;
