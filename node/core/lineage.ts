/**
 * Whether a store is what it was: a backup that is put back lacks what was committed since, and peers have seen some of
 * it. A store's life is a line of runs (one process each), and commits are counted over all of them. Pure;
 * `services/roll-call.ts` asks, `services/restoring.ts` acts on it.
 */
import { z } from 'zod';

/** Names one process on one store, among all that ever ran: random, for a restored store begins the same run number again. */
const RunId = z.string().min(1).max(64);
const Commits = z.int().min(0);

/** How far a region has heard another's store to have come: in which run, with how many commits. */
export const StoreMark = z.object({ run: RunId, commits: Commits });
export type StoreMark = z.infer<typeof StoreMark>;

/** Runs that are remembered: a peer away for longer than so many starts takes the store for a restored one, which is safe. */
export const runsMax = 200;

/** A run that is over; it came so far. One of a later state that was lost is `isLost`: all its commits are made up for. */
const EndedRun = z.object({ run: RunId, commits: Commits, isLost: z.boolean() });

/** The runs of a store up to now. */
export const Lineage = z.object({
  current: StoreMark,
  ended: z.array(EndedRun).max(runsMax).readonly(),
});
export type Lineage = z.infer<typeof Lineage>;

/** A process begins on a store that has come so far. */
export const begun = (former: Lineage | undefined, run: string, commits: number): Lineage => ({
  current: { run, commits },
  ended: former ? [...former.ended, { run: former.current.run, commits, isLost: false }].slice(-runsMax) : [],
});

/**
 * Whether somebody has heard of a commit of this store that the store does not have: it was restored from a backup. The
 * number alone would not do, for a restored store that works on alone soon has counted further than what it lost.
 */
export const isAhead = (mark: StoreMark, { current, ended }: Lineage): boolean => {
  if (mark.run === current.run) return mark.commits > current.commits;
  const run = ended.findLast((one) => one.run === mark.run);
  return run === undefined || (!run.isLost && mark.commits > run.commits);
};

/** The lineage of a store that has made up for what was lost with that run. */
export const withLost = (lineage: Lineage, { run, commits }: StoreMark): Lineage => ({
  ...lineage,
  ended: [...lineage.ended.filter((one) => one.run !== run), { run, commits, isLost: true }].slice(-runsMax),
});
