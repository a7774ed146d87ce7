import type { Random } from '../ports.ts';
import type { Urgency } from '../schemas/words.ts';
import type { RegionId } from './ids.ts';
import { shuffled } from './shuffle.ts';
import { within01 } from './within01.ts';

/** The category that every expert takes: whoever writes there does not know whom to ask. */
export const openCategory = 'other';

/** How many issues an expert takes at once, and how many they have (offers held included). */
export type Seats = { readonly capacity: number; readonly load: number };

/** An expert as load is summarised. `isOnline` means verified and online. */
export type SeatedExpert = Seats & { readonly categories: readonly string[]; readonly isOnline: boolean };

/** What waits in one category. `topClaim` from claim.ts; it grows by `topClaimGrowth` in each ms. */
export type QueueSummary = {
  readonly queued: number;
  readonly oldestAgeMs: number;
  readonly topClaim: number;
  readonly topClaimGrowth: number;
};

/** What a region says of one category. Everything 0 or more; seats and load only of experts who are online. */
export type CategorySummary = QueueSummary & {
  readonly online: number;
  readonly freeSeats: number;
  readonly busySeats: number;
};

/** A peer region as a candidate for an issue: `load` from `loadOf`, `freeSeats` less what is under way to it. */
export type PeerLoad = { readonly region: RegionId; readonly load: number; readonly freeSeats: number };

/** While it is being added up. */
type Sums = { -readonly [Member in keyof CategorySummary]: CategorySummary[Member] };

const nobody: CategorySummary = {
  online: 0,
  freeSeats: 0,
  busySeats: 0,
  queued: 0,
  oldestAgeMs: 0,
  topClaim: 0,
  topClaimGrowth: 0,
};

/**
 * How much an issue weighs on whoever has it: one that is critical wants a person's whole attention, one that is low can
 * lie for an hour. It says who is busier; how many issues somebody takes, capacity alone says.
 */
export const urgencyBurden: { readonly [urgency in Urgency]: number } = {
  low: 0.75,
  normal: 1,
  high: 1.25,
  critical: 1.5,
};

/**
 * The load term of the score: 1 − burden/capacity, in [0, 1]; 0 when full or overfull, or without any capacity. `burden`
 * is the sum of `urgencyBurden` over the issues that somebody has; left out, each weighs as a normal one.
 */
export function inverseLoad({ capacity, load, burden = load }: Seats & { readonly burden?: number }): number {
  return capacity > load ? within01(1 - burden / capacity) : 0;
}

/** Seats an expert has left; 0 when their capacity was lowered below what they have. */
export function freeSeats({ capacity, load }: Seats): number {
  return Math.max(0, capacity - load);
}

/**
 * A region's load per category, the categories in code-unit order. A category that no online expert covers and
 * nobody waits in is absent.
 *
 * An expert with several categories shows all of their seats in each of them, and everyone shows theirs in the open
 * category: seats of different categories must not be added up. It is what the reader wants to know ("could somebody
 * there take a network issue now?"), and a peer that counts on a seat just taken is told so and looks elsewhere.
 */
export function summarise(
  experts: readonly SeatedExpert[],
  queues: Readonly<Record<string, QueueSummary>>,
): Readonly<Record<string, CategorySummary>> {
  const categories = new Map<string, Sums>();
  for (const expert of experts) {
    if (!expert.isOnline) continue;
    for (const category of new Set([...expert.categories, openCategory])) {
      const sums = categories.get(category) ?? { ...nobody };
      categories.set(category, sums);
      sums.online += 1;
      sums.freeSeats += freeSeats(expert);
      sums.busySeats += expert.load;
    }
  }
  for (const [category, queue] of Object.entries(queues)) {
    categories.set(category, { ...(categories.get(category) ?? nobody), ...queue });
  }
  return Object.fromEntries([...categories].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A region's load in one category: (busy seats + queued + under way) / (busy + free seats). `underWay` is what was
 * sent there and is not yet in its summary; without it everyone floods the same peer. Without seats, and for a
 * category the region does not report, it is Infinity (which JSON cannot carry: keep it out of messages).
 */
export function loadOf(summary: CategorySummary | undefined, underWay: number): number {
  if (summary === undefined) return Number.POSITIVE_INFINITY;
  const seats = summary.busySeats + summary.freeSeats;
  return seats > 0 ? (summary.busySeats + summary.queued + underWay) / seats : Number.POSITIVE_INFINITY;
}

/**
 * Whom to ask first: peers with a free seat and a finite load, the least load first, in random order among equals,
 * so that not every region picks the same one. Depends on the random numbers, not on the order of `peers`.
 */
export function leastLoaded(peers: readonly PeerLoad[], random: Random): readonly PeerLoad[] {
  const able = peers
    .filter(({ load, freeSeats: free }) => free > 0 && Number.isFinite(load))
    .sort((a, b) => (a.region < b.region ? -1 : 1));
  return shuffled(able, random).sort((a, b) => a.load - b.load);
}
