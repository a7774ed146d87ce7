import type { SeededRandom } from './random.ts';

/** How the network treats messages from one node to another. Each direction has its own. */
export type LinkConditions = {
  /** Time one way. Most messages are near the minimum, a few near the maximum (see `latencyOf`). */
  readonly latency: { readonly minMs: number; readonly maxMs: number };
  /** Share of messages that never arrive: a request or its reply (the asker's deadline passes), one hop of gossip. */
  readonly lossRate: number;
  /** Share of gossip that arrives twice. */
  readonly duplicateRate: number;
  /** Share of gossip held back by up to a second, so that later gossip overtakes it. */
  readonly holdBackRate: number;
  /** Share of requests and replies that come so late that a repetition overtakes them. */
  readonly lateRate: number;
};

/** Four sites on good lines. */
export const linkConditionsDefault: LinkConditions = {
  latency: { minMs: 2, maxMs: 50 },
  lossRate: 0,
  duplicateRate: 0,
  holdBackRate: 0,
  lateRate: 0,
};

/** Long enough to be overtaken by several summaries, of which there are up to five a second. */
const holdBackMaxMs = 1_000;

/** Beyond the deadline of any request, so that its repetition and what follows may come first. */
const lateMaxMs = 12_000;

/**
 * One draw of the time one way: min + (max − min)·u³, whose median is an eighth and whose mean a quarter of the
 * way up. Multiplication only: logarithms may differ between machines in the last bit, and a trace must not.
 */
export const latencyOf = ({ latency }: LinkConditions, random: SeededRandom): number => {
  const u = random.next();
  return latency.minMs + (latency.maxMs - latency.minMs) * u * u * u;
};

/** When the copies of one message of gossip arrive, in ms from now; none if it is lost. */
export const gossipArrivals = (conditions: LinkConditions, random: SeededRandom): number[] => {
  if (random.chance(conditions.lossRate)) return [];
  const copies = random.chance(conditions.duplicateRate) ? 2 : 1;
  return Array.from({ length: copies }, () => {
    const heldBackMs = random.chance(conditions.holdBackRate) ? random.between(0, holdBackMaxMs) : 0;
    return latencyOf(conditions, random) + heldBackMs;
  });
};

/** When a request or reply arrives, in ms from now, or undefined if it is lost. */
export const messageArrival = (conditions: LinkConditions, random: SeededRandom): number | undefined => {
  if (random.chance(conditions.lossRate)) return undefined;
  // No draw where nothing is late: it would give every recorded seed another meaning.
  const isLate = conditions.lateRate > 0 && random.chance(conditions.lateRate);
  return latencyOf(conditions, random) + (isLate ? random.between(0, lateMaxMs) : 0);
};
