import type { SeededRandom } from './random.ts';

/** Time one way. */
export type Latency =
  /** Most messages are near the minimum, a few near the maximum. */
  | { readonly minMs: number; readonly maxMs: number }
  /** As measured on real lines: a distance nobody can beat, a skewed body around the median, and a tail of rare long delays. */
  | {
      readonly minMs: number;
      readonly medianMs: number;
      /** Share of messages in the tail. */
      readonly tailRate: number;
      readonly maxMs: number;
    };

/** Lines as they are known by name. */
export const lines = {
  metro: { minMs: 1, medianMs: 3, tailRate: 0.001, maxMs: 80 },
  continent: { minMs: 15, medianMs: 25, tailRate: 0.002, maxMs: 400 },
  ocean: { minMs: 70, medianMs: 90, tailRate: 0.005, maxMs: 1_500 },
  mobile: { minMs: 25, medianMs: 60, tailRate: 0.03, maxMs: 4_000 },
  satellite: { minMs: 500, medianMs: 620, tailRate: 0.01, maxMs: 4_000 },
} as const satisfies Record<string, Latency>;

/** How the network treats messages from one node to another. Each direction has its own. */
export type LinkConditions = {
  readonly latency: Latency;
  /** What passes in a second, one message after the other; as much as there is when undefined. */
  readonly bytesPerSecond: number | undefined;
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
  bytesPerSecond: undefined,
  lossRate: 0,
  duplicateRate: 0,
  holdBackRate: 0,
  lateRate: 0,
};

/** Long enough to be overtaken by several summaries, of which there are up to five a second. */
const holdBackMaxMs = 1_000;

/** Beyond the deadline of any request, so that its repetition and what follows may come first. */
const lateMaxMs = 12_000;
/** Factors of the body, whose product spreads as their logarithms' sum does: six of them make it nearly lognormal. */
const bodyFactors = 6;
const bodyFactorMin = 0.8;
const bodyFactorMax = 1.25;

/**
 * One draw of the time one way. Without a median: min + (max − min)·u³, whose median is an eighth and whose mean a quarter of
 * the way up. With one: min plus a lognormal around the rest of the median (a product of uniform factors, by the central
 * limit theorem), and in the tail a Pareto with exponent 2 instead (x/√(1−u)), cut at the maximum. Multiplication,
 * division and roots only: logarithms may differ between machines in the last bit, and a trace must not.
 */
export const latencyOf = ({ latency }: LinkConditions, random: SeededRandom): number => {
  const u = random.next();
  if (!('medianMs' in latency)) return latency.minMs + (latency.maxMs - latency.minMs) * u * u * u;
  const { minMs, medianMs, tailRate, maxMs } = latency;
  let spread = medianMs - minMs;
  if (u < tailRate) spread = medianMs / Math.sqrt(1 - u / tailRate);
  else for (let n = 0; n < bodyFactors; n += 1) spread *= random.between(bodyFactorMin, bodyFactorMax);
  return Math.min(maxMs, minMs + spread);
};

/** A router drops what would wait longer than this before a narrow line. */
const waitMaxMs = 5_000;

/** A line through which only so much passes at a time: what comes meanwhile waits its turn. */
export class Queue {
  #freeFromMs = 0;

  /** How long a message of that size takes to be on its way, in ms from now; undefined if it is dropped. */
  pass(
    sizeBytes: number,
    nowMs: number,
    { bytesPerSecond }: Pick<LinkConditions, 'bytesPerSecond'>,
  ): number | undefined {
    if (bytesPerSecond === undefined) return 0;
    const waitMs = Math.max(0, this.#freeFromMs - nowMs);
    if (waitMs > waitMaxMs) return undefined;
    const passedMs = waitMs + (sizeBytes / bytesPerSecond) * 1_000;
    this.#freeFromMs = nowMs + passedMs;
    return passedMs;
  }
}

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
