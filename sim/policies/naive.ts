import { leastLoaded } from '../../node/core/load.ts';
import type { DispatchPolicy } from '../../node/core/policy.ts';

/** The least-loaded peer as it said last, whatever was sent there since: between two summaries all ask the same one. */
export default {
  name: 'naive',
  rank: leastLoaded,
  isCorrected: false,
  reserveCount: 0,
  isPulling: false,
} satisfies DispatchPolicy;
