import type { Hand } from '../hands.ts';
import { failed, isSound, type Outcome, type Task } from './outcome.ts';

/** What was found in one story. */
export type Explored = {
  readonly story: string;
  /** Single faults, and how many of them were played. */
  readonly singles: Count;
  /** Pairs of faults; how many there are is known when every single one has been played. */
  readonly pairs: Count | undefined;
  readonly runs: number;
  readonly virtualMs: number;
  readonly cpuMs: number;
  readonly bad: readonly Outcome[];
};

export type Count = { readonly played: number; readonly all: number };

export type ExploreOptions = {
  readonly story: string;
  readonly faults: 1 | 2;
  /** At most so many runs with single faults, and as many with pairs; all of them when undefined. */
  readonly limit: number | undefined;
  /** Ends with the first run that breaks a promise. */
  readonly untilFirst?: boolean;
};

export type Told = {
  readonly onProgress: (progress: { done: number; all: number; bad: number }) => void;
  readonly onBad: (outcome: Outcome) => void;
};

/**
 * Plays a story without a fault, then with every single one, then with pairs: for each first fault, every second one that
 * the run with the first still has a point for, later on. What a limit leaves out is left out evenly from
 * the runs in their order (first faults by link, region and person as the run comes to them; second ones likewise).
 */
export const explore = async (
  { story, faults, limit, untilFirst = false }: ExploreOptions,
  hands: readonly Hand<Task, Outcome>[],
  told: Told,
): Promise<Explored> => {
  const tally = new Tally(told, untilFirst);
  const [whole] = await tally.play([{ story, faults: '' }], hands);
  const all = whole === undefined || !isSound(whole) ? [] : whole.further;
  const chosen = faults === 2 ? all : evenly(all, limit);
  const singles = await tally.play(
    chosen.map((fault) => ({ story, faults: fault })),
    hands,
  );
  const pairs = singles
    .filter(isSound)
    .flatMap(({ faults: first, further }) =>
      further.map((second) => ({ story, faults: `${first}, ${second}` })),
    );
  const chosenPairs = faults === 2 ? evenly(pairs, limit) : [];
  await tally.play(chosenPairs, hands);
  return {
    story,
    singles: { played: singles.length, all: all.length },
    pairs: faults === 2 ? { played: chosenPairs.length, all: pairs.length } : undefined,
    ...tally.sums,
  };
};

/** Its multiples are spread evenly over the fractions, and in step with no small number (Kronecker, Weyl). */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * So many of the items, from all over them. Not every so many-th: each point has a few faults, so that would be the same
 * one of each point.
 */
export const evenly = <T>(items: readonly T[], limit: number | undefined): readonly T[] => {
  if (limit === undefined || limit >= items.length) return items;
  const places = items.map((_, index) => (index * goldenRatio) % 1);
  const bound = [...places].sort((a, b) => a - b)[limit] ?? 1;
  return items.filter((_, index) => (places[index] ?? 1) < bound);
};

/** Plays tasks on all hands, and keeps what went wrong. */
class Tally {
  readonly #told: Told;
  readonly #untilFirst: boolean;
  readonly #bad: Outcome[] = [];
  #runs = 0;
  #virtualMs = 0;
  #cpuMs = 0;

  constructor(told: Told, untilFirst: boolean) {
    this.#told = told;
    this.#untilFirst = untilFirst;
  }

  get sums(): Pick<Explored, 'runs' | 'virtualMs' | 'cpuMs' | 'bad'> {
    return { runs: this.#runs, virtualMs: this.#virtualMs, cpuMs: this.#cpuMs, bad: this.#bad };
  }

  /** Resolves with what came of each, in their order. */
  async play(tasks: readonly Task[], hands: readonly Hand<Task, Outcome>[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let [next, done] = [0, 0];
    const work = async (hand: Hand<Task, Outcome>) => {
      while (next < tasks.length && !(this.#untilFirst && this.#bad.length > 0)) {
        const index = next;
        next += 1;
        const task = tasks[index];
        if (task === undefined) return;
        const outcome = await hand(task).catch((error: Error) => failed(task, error.message));
        outcomes[index] = outcome;
        done += 1;
        this.#note(outcome);
        this.#told.onProgress({ done, all: tasks.length, bad: this.#bad.length });
      }
    };
    await Promise.all(hands.map(work));
    return outcomes.filter((outcome) => outcome !== undefined);
  }

  #note(outcome: Outcome): void {
    this.#runs += 1;
    this.#virtualMs += outcome.virtualMs;
    this.#cpuMs += outcome.cpuMs;
    if (isSound(outcome)) return;
    this.#bad.push(outcome);
    this.#told.onBad(outcome);
  }
}
