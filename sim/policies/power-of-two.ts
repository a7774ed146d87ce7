import type { DispatchPolicy } from '../../node/core/policy.ts';
import { shuffled } from '../../node/core/shuffle.ts';

/**
 * The less loaded of two peers chosen at random (M. Mitzenmacher, "The Power of Two Choices in Randomized Load
 * Balancing", IEEE Transactions on Parallel and Distributed Systems 12(10), 2001), by the loads as gossiped.
 */
export default {
  name: 'power-of-two',
  rank: (peers, random) => {
    const [one, other, ...rest] = shuffled(peers, random);
    if (one === undefined || other === undefined) return one === undefined ? [] : [one];
    return other.load < one.load ? [other, one, ...rest] : [one, other, ...rest];
  },
  isCorrected: false,
  reserveCount: 0,
  isPulling: false,
} satisfies DispatchPolicy;
