import { type Evidence, groupedBy } from '../checkers/checker.ts';
import type { FinalRegion } from '../final.ts';
import type { SeenRating } from '../seen.ts';
import type { TraceEvent } from '../trace.ts';
import type { Autopsy } from './mesh.ts';
import type { Proof, Testimony, Told } from './testimony.ts';

/** What is known of a live run: what people saw, and what the disks hold at its end and held when nodes were killed. */
export type LiveEvidence = Evidence & {
  readonly told: readonly Told[];
  readonly proofs: readonly Proof[];
  readonly autopsies: readonly Autopsy[];
};

export const liveEvidence = (
  { trace, told, proofs }: Testimony,
  final: readonly FinalRegion[],
  autopsies: readonly Autopsy[],
): LiveEvidence => ({ events: trace.events, final, told, proofs, autopsies });

/**
 * For checkers that follow commits, of which nobody sees any from outside: everything that the disks hold at the end, as
 * one commit of each region. What such a checker then says is true of the end, not of every moment.
 */
export const withEnd = ({ events, final }: Evidence): Evidence => ({
  events: [...events, ...committed(final, events.at(-1)?.atMs ?? 0)],
  final,
});

/** The same with what the disks of killed regions held: of each region by itself it is true at those moments too. */
export const withAutopsies = ({ autopsies, ...evidence }: LiveEvidence): Evidence => {
  const found = committed(
    autopsies.map(({ disk }) => disk),
    evidence.events.at(-1)?.atMs ?? 0,
  );
  return withEnd({ events: [...evidence.events, ...found], final: evidence.final });
};

const committed = (regions: readonly FinalRegion[], atMs: number): TraceEvent[] =>
  regions.map(({ region, issues, copies, entries, messages, ratings, profiles, accounts }) => ({
    kind: 'committed',
    atMs,
    region,
    changes: [
      ...accounts.map((doc) => ({ in: 'accounts', doc }) as const),
      ...profiles.map((doc) => ({ in: 'profiles', doc }) as const),
      ...issues.map((doc) => ({ in: 'issues', doc }) as const),
      ...copies.map((doc) => ({ in: 'copies', doc }) as const),
      ...entries.map((doc) => ({ in: 'entries', doc }) as const),
      ...messages.map((doc) => ({ in: 'messages', doc }) as const),
      ...inCountedOrder(ratings).map((doc) => ({ in: 'ratings', doc }) as const),
    ],
  }));

/** Trust and standing before the first rating. */
const prior = 0.5;
/** Far above what minutes of a decay that takes 90 days to halve do, far below what a star does. */
const tolerance = 0.000_1;

/**
 * Ratings of each person in the order in which they were counted: each begins where the one before had left off
 * (+= 0.2·weight·((stars − 1)/4 − trust)). Their times do not tell it: several can be counted in one millisecond. Where there
 * is no such order they are left as they are, which a checker will notice.
 */
export const inCountedOrder = (ratings: readonly SeenRating[]): SeenRating[] =>
  [...groupedBy(ratings, (rating) => `${rating.of} ${rating.as}`).values()].flatMap(
    (group) => chained(group, prior) ?? group,
  );

const chained = (ratings: readonly SeenRating[], from: number): SeenRating[] | undefined => {
  if (ratings.length === 0) return [];
  for (const next of ratings) {
    const expected = from + 0.2 * (next.weight ?? 1) * ((next.stars - 1) / 4 - from);
    if (Math.abs(next.after - expected) > tolerance) continue;
    const rest = chained(
      ratings.filter((one) => one !== next),
      next.after,
    );
    if (rest !== undefined) return [next, ...rest];
  }
  return undefined;
};
