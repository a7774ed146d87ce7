import { type Kept, keptInWords } from './kept.ts';
import type { Verdict } from './run.ts';

/** What a soak needs to know of one run; small enough to pass between processes. */
export type Outcome = {
  readonly scenario: string;
  readonly seed: number;
  /** For a run that was played in part. */
  readonly kept?: Kept;
  readonly traceHash: string;
  readonly virtualMs: number;
  /** What it cost a processor. */
  readonly cpuMs: number;
  /** Of broken promises only. */
  readonly broken: readonly Verdict[];
  /** What led to the broken promises, a line for each event. */
  readonly trace?: readonly string[];
  /** The run itself failed: the mesh did not come up, or the process that played it died. */
  readonly failure?: string;
  /** Its process died or was ended: nothing is known of the run. */
  readonly isLost?: true;
};

/** Plays one run somewhere; several players work at the same time. Never rejects. */
export type Player = (scenario: string, seed: number, kept?: Kept) => Promise<Outcome>;

export type Progress = { readonly done: number; readonly all: number; readonly bad: number };

export type SoakResult = {
  readonly played: number;
  readonly virtualMs: number;
  readonly cpuMs: number;
  readonly bad: readonly Outcome[];
};

/**
 * Plays seeds `from` to `from + seeds − 1` of every scenario, all scenarios of a seed before the next seed, so that a
 * soak that is ended early has tried them all.
 * @returns how many runs were played, and what went wrong, in the order in which it was found
 */
export const soak = async (
  { scenarios, seeds, from }: { scenarios: readonly string[]; seeds: number; from: number },
  players: readonly Player[],
  told: { onProgress: (progress: Progress) => void; onBad: (outcome: Outcome) => void },
): Promise<SoakResult> => {
  const all = seeds * scenarios.length;
  const bad: Outcome[] = [];
  let [next, done, virtualMs, cpuMs] = [0, 0, 0, 0];
  const work = async (player: Player) => {
    while (next < all) {
      const index = next;
      next += 1;
      const scenario = scenarios[index % scenarios.length];
      if (scenario === undefined) return;
      const outcome = await player(scenario, from + Math.floor(index / scenarios.length));
      done += 1;
      virtualMs += outcome.virtualMs;
      cpuMs += outcome.cpuMs;
      if (outcome.failure !== undefined || outcome.broken.length > 0) {
        bad.push(outcome);
        told.onBad(outcome);
      }
      told.onProgress({ done, all, bad: bad.length });
    }
  };
  await Promise.all(players.map(work));
  return { played: done, virtualMs, cpuMs, bad };
};

/** The command that plays one run again. */
export const replayOf = ({
  scenario,
  seed,
  kept = {},
}: Pick<Outcome, 'scenario' | 'seed' | 'kept'>): string =>
  `npm run sim -- run ${scenario} --seed ${seed}${keptInWords(kept)}`;

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
