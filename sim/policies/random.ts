import type { DispatchPolicy } from '../../node/core/policy.ts';
import { shuffled } from '../../node/core/shuffle.ts';

/** Any peer that reports a free expert: what a load balancer does that knows no loads. */
export default {
  name: 'random',
  rank: (peers, random) => shuffled(peers, random),
  isCorrected: false,
  reserveCount: 0,
  isPulling: false,
} satisfies DispatchPolicy;
