import { type Evidence, groupedBy } from '../checkers/checker.ts';
import type { FinalRegion } from '../final.ts';
import type { SeenAccount, SeenRating } from '../seen.ts';
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
      ...inCountedOrder(ratings, accounts).map((doc) => ({ in: 'ratings', doc }) as const),
    ],
  }));

/** Trust and standing before the first rating. */
const prior = 0.5;

/**
 * Ratings of each person in the order in which they were counted: each begins where the one before had left off
 * (+= 0.2·weight·((stars − 1)/4 − trust)), and the last one left them where their account stands. Their times do not tell it:
 * several can be counted in one millisecond. Where they do not fit together, they still do not, which a checker notices.
 */
export const inCountedOrder = (
  ratings: readonly SeenRating[],
  accounts: readonly SeenAccount[],
): SeenRating[] => {
  const standing = new Map<string, number>(
    accounts.flatMap(({ id, trust, standing }) => [
      [`${id} expert`, trust.value] as const,
      [`${id} user`, standing.value] as const,
    ]),
  );
  return [...groupedBy(ratings, ({ of, as }) => `${of} ${as}`)].flatMap(([key, group]) => {
    const last = group.findLast(({ after }) => after === standing.get(key));
    return [...chained(group.filter((one) => one !== last)), ...(last ? [last] : [])];
  });
};

/** Far above what minutes of a decay that takes 90 days to halve do, far below what a star of weight does. */
const tolerance = 0.000_1;
/** Enough for hundreds of ratings that fit together; of those that do not, not every order is tried. */
const stepsMax = 20_000;

/** Each beginning where the one before left off, or in no such order if none was found. */
const chained = (ratings: readonly SeenRating[]): readonly SeenRating[] => {
  let steps = 0;
  const search = (left: readonly SeenRating[], from: number): SeenRating[] | undefined => {
    if (left.length === 0) return [];
    steps += 1;
    if (steps > stepsMax) return undefined;
    const offBy = ({ stars, after, weight = 1 }: SeenRating) =>
      Math.abs(after - (from + 0.2 * weight * ((stars - 1) / 4 - from)));
    // Who moves it least first: after that, all others that fit here still do.
    const fitting = left
      .filter((one) => offBy(one) <= tolerance)
      .sort((a, b) => Math.abs(a.after - from) - Math.abs(b.after - from));
    for (const next of fitting) {
      const rest = search(
        left.filter((one) => one !== next),
        next.after,
      );
      if (rest) return [next, ...rest];
    }
    return undefined;
  };
  return search(ratings, prior) ?? ratings;
};
