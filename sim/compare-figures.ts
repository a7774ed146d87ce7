import { Urgency } from '../node/schemas/words.ts';
import type { Sample } from './compare-sample.ts';

/** Waiting, from submission to acceptance. Percentiles are of the kind that is one of the values (nearest rank). */
export type Waiting = { readonly issues: number; readonly meanMs: number; readonly p99Ms: number };

/** What the runs of one policy under the same conditions brought, all seeds together. */
export type PolicyFigures = {
  readonly all: Waiting;
  readonly byUrgency: Readonly<Record<Urgency, Waiting>>;
  /** Submission to first offer: without what people take to read, reject and let run out. */
  readonly firstOfferMeanMs: number;
  /** Issues that nobody accepted. */
  readonly left: number;
  /** Share of issues accepted in another region than their own. */
  readonly forwardedShare: number;
  /** Of hand-offs that led to an offer: proposal to offer. */
  readonly handOff: { readonly meanMs: number; readonly p99Ms: number };
  /** Proposals that led to none, for each that did. */
  readonly vainPerHandOff: number;
};

export const figuresOf = (samples: readonly Sample[]): PolicyFigures => {
  const accepted = samples.flatMap((sample) => sample.accepted);
  const handOffs = samples.flatMap(({ handOffMs }) => handOffMs);
  const vain = samples.reduce((sum, sample) => sum + sample.vain, 0);
  const waitingOf = (urgency?: Urgency): Waiting => {
    const waits = accepted
      .filter((one) => urgency === undefined || one.urgency === urgency)
      .map(({ waitMs }) => waitMs);
    return { issues: waits.length, meanMs: meanOf(waits), p99Ms: p99Of(waits) };
  };
  return {
    all: waitingOf(),
    byUrgency: {
      low: waitingOf('low'),
      normal: waitingOf('normal'),
      high: waitingOf('high'),
      critical: waitingOf('critical'),
    },
    firstOfferMeanMs: meanOf(accepted.map(({ offeredMs }) => offeredMs)),
    left: samples.reduce((sum, sample) => sum + sample.left, 0),
    forwardedShare: meanOf(accepted.map(({ isForwarded }) => (isForwarded ? 1 : 0))),
    handOff: { meanMs: meanOf(handOffs), p99Ms: p99Of(handOffs) },
    vainPerHandOff: handOffs.length === 0 ? 0 : vain / handOffs.length,
  };
};

/** 0 without any. */
const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const p99Of = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(0.99 * values.length) - 1)] ?? 0;

/** One goal, whether it is met, and the figures that say so. */
export type Goal = { readonly goal: string; readonly isMet: boolean; readonly found: string };

/** The product may wait this much longer than the central queue, besides the messages' own time. */
const excessMax = 1.05;
/** Critical issues' 99th percentile, of what it is when whoever came first is served first. */
const criticalShareMax = 0.25;
/** And nobody pays more for it than this: the mean of a class, of its mean in that order. */
const classFactorMax = 2;
/** How much longer than under the product issues wait in bursts when regions trust what they heard last. */
const naiveFactorMin = 50;

type Compared = {
  readonly isBurst: boolean;
  readonly central: PolicyFigures;
  readonly fifo: PolicyFigures;
  readonly product: PolicyFigures;
  readonly naive: PolicyFigures | undefined;
};

/** What the product has promised, held against the figures of one set of conditions. */
export const goalsOf = ({ isBurst, central, fifo, product, naive }: Compared): readonly Goal[] => {
  const messagesMs = product.forwardedShare * product.handOff.meanMs;
  const within = (name: string, foundMs: number, idealMs: number): Goal => {
    const allowedMs = excessMax * idealMs + messagesMs;
    return {
      goal: `${name} waiting at most ${excessMax} × the central queue's + share forwarded × hand-off`,
      isMet: foundMs <= allowedMs,
      found: `${seconds(foundMs)} of ${seconds(allowedMs)}`,
    };
  };
  const criticalShare = ratio(product.byUrgency.critical.p99Ms, fifo.byUrgency.critical.p99Ms);
  const idealShare = ratio(central.byUrgency.critical.p99Ms, fifo.byUrgency.critical.p99Ms);
  const factors = Urgency.options.map((urgency) => ({
    urgency,
    factor: ratio(product.byUrgency[urgency].meanMs, fifo.byUrgency[urgency].meanMs),
    ideal: ratio(central.byUrgency[urgency].meanMs, fifo.byUrgency[urgency].meanMs),
  }));
  const worst = factors.reduce((most, one) => (one.factor > most.factor ? one : most));
  const goals: Goal[] = [
    within('mean', product.all.meanMs, central.all.meanMs),
    within('p99', product.all.p99Ms, central.all.p99Ms),
    {
      goal: `critical issues' p99 at most ${criticalShareMax} of FIFO's`,
      isMet: criticalShare <= criticalShareMax,
      found: `${criticalShare.toFixed(2)} (central queue: ${idealShare.toFixed(2)})`,
    },
    {
      goal: `no urgency waits more than ${classFactorMax} × its FIFO time`,
      isMet: worst.factor <= classFactorMax,
      found: `${worst.urgency}: ${worst.factor.toFixed(2)} (central queue: ${worst.ideal.toFixed(2)})`,
    },
  ];
  if (isBurst && naive !== undefined) {
    const factor = ratio(naive.all.meanMs, product.all.meanMs);
    const excess = ratio(naive.all.meanMs - central.all.meanMs, product.all.meanMs - central.all.meanMs);
    goals.push({
      goal: `in bursts at least ${naiveFactorMin} × better than naive`,
      isMet: factor >= naiveFactorMin,
      found: `mean ${factor.toFixed(1)}; beyond the central queue's ${excess.toFixed(1)}`,
    });
  }
  return goals;
};

/** 1 when both are 0. */
const ratio = (value: number, of: number): number => (value === of ? 1 : value / of);

export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
