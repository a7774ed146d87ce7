import type { Verdict } from './run.ts';

/** What a soak needs to know of one run; small enough to pass between processes. */
export type Outcome = {
  readonly scenario: string;
  readonly seed: number;
  readonly traceHash: string;
  readonly virtualMs: number;
  /** Of broken promises only. */
  readonly broken: readonly Verdict[];
  /** The run itself failed: the mesh did not come up, or the process that played it died. */
  readonly failure?: string;
  /** Its process died or was ended: nothing is known of the run. */
  readonly isLost?: true;
};

/** Plays one run somewhere; several players work at the same time. Never rejects. */
export type Player = (scenario: string, seed: number) => Promise<Outcome>;

export type Progress = { readonly done: number; readonly all: number; readonly bad: number };

/**
 * Plays seeds `from` to `from + seeds − 1` of every scenario, all scenarios of a seed before the next seed, so that a
 * soak that is ended early has tried them all.
 * @returns how many runs were played, and what went wrong, in the order in which it was found
 */
export const soak = async (
  { scenarios, seeds, from }: { scenarios: readonly string[]; seeds: number; from: number },
  players: readonly Player[],
  told: { onProgress: (progress: Progress) => void; onBad: (outcome: Outcome) => void },
): Promise<{ readonly played: number; readonly virtualMs: number; readonly bad: readonly Outcome[] }> => {
  const all = seeds * scenarios.length;
  const bad: Outcome[] = [];
  let [next, done, virtualMs] = [0, 0, 0];
  const work = async (player: Player) => {
    while (next < all) {
      const index = next;
      next += 1;
      const scenario = scenarios[index % scenarios.length];
      if (scenario === undefined) return;
      const outcome = await player(scenario, from + Math.floor(index / scenarios.length));
      done += 1;
      virtualMs += outcome.virtualMs;
      if (outcome.failure !== undefined || outcome.broken.length > 0) {
        bad.push(outcome);
        told.onBad(outcome);
      }
      told.onProgress({ done, all, bad: bad.length });
    }
  };
  await Promise.all(players.map(work));
  return { played: done, virtualMs, bad };
};

/** The command that plays one run again. */
export const replayOf = ({ scenario, seed }: Pick<Outcome, 'scenario' | 'seed'>): string =>
  `npm run sim -- run ${scenario} --seed ${seed}`;

/** Violations shown of each checker: the first ones tell most, and the replay shows all. */
const shownMax = 3;

export const badInWords = (outcome: Outcome): string =>
  [
    ...(outcome.failure === undefined ? [] : [`FAILED ${outcome.scenario}: ${outcome.failure}`]),
    ...outcome.broken.flatMap(({ checker, violations }) => [
      `BROKEN ${checker} in ${outcome.scenario}:`,
      ...violations.slice(0, shownMax).map((violation) => `       ${violation}`),
    ]),
    `       Replay it with: ${replayOf(outcome)}`,
    '',
  ].join('\n');
