import { figuresOf, type Goal, goalsOf, type PolicyFigures } from './compare-figures.ts';
import type { Sample } from './compare-sample.ts';
import { central, centralFifo, type Task } from './compare-task.ts';
import type { Conditions } from './compare-workload.ts';
import type { Hand } from './hands.ts';

/** What is compared: every policy under every combination, each with `seeds` seeds from `from` on. */
export type Grid = {
  readonly regions: readonly number[];
  readonly loads: readonly Conditions['load'][];
  readonly skews: readonly Conditions['skew'][];
  readonly news: readonly Conditions['news'][];
  readonly lines: readonly Conditions['lines'][];
  readonly policies: readonly string[];
  readonly from: number;
  readonly seeds: number;
  readonly scale: number;
};

/** All that was found under one set of conditions. */
export type Comparison = {
  readonly conditions: Conditions;
  /** The central queues first, then the policies in the order asked for. */
  readonly rows: readonly { readonly policy: string; readonly figures: PolicyFigures }[];
  /** None when the product's policy is not among those compared. */
  readonly goals: readonly Goal[];
  /** One for each run, in the order of policies and seeds: the same on any machine. */
  readonly hashes: readonly string[];
};

/** @throws what a run throws */
export const compare = async (
  grid: Grid,
  hands: readonly Hand<Task, Sample>[],
  told: {
    readonly onProgress: (done: number, all: number) => void;
    readonly onCompared: (comparison: Comparison) => void;
  },
): Promise<readonly Comparison[]> => {
  const cells = conditionsOf(grid).map((conditions) => new Cell(conditions, grid));
  const jobs = cells.flatMap((cell) => cell.tasks.map((task, index) => ({ cell, task, index })));
  let [next, done] = [0, 0];
  const work = async (hand: Hand<Task, Sample>) => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      job.cell.samples[job.index] = await hand(job.task);
      done += 1;
      told.onProgress(done, jobs.length);
      if (job.cell.isComplete) told.onCompared(job.cell.comparison());
    }
  };
  await Promise.all(hands.map(work));
  return cells.map((cell) => cell.comparison());
};

/** One set of conditions, and its runs: all seeds of a policy side by side. */
class Cell {
  readonly #conditions: Conditions;
  readonly #deciders: readonly string[];
  readonly #seeds: number;
  readonly tasks: readonly Task[];
  readonly samples: (Sample | undefined)[];

  constructor(conditions: Conditions, { policies, seeds, from, scale }: Grid) {
    this.#conditions = conditions;
    this.#deciders = [central, centralFifo, ...policies];
    this.#seeds = seeds;
    this.tasks = this.#deciders.flatMap((policy) =>
      Array.from({ length: seeds }, (_, index) => ({ conditions, policy, seed: from + index, scale })),
    );
    this.samples = this.tasks.map(() => undefined);
  }

  get isComplete(): boolean {
    return this.samples.every((sample) => sample !== undefined);
  }

  comparison(): Comparison {
    const rows = this.#deciders.map((policy, index) => {
      const own = this.samples.slice(index * this.#seeds, (index + 1) * this.#seeds);
      return { policy, figures: figuresOf(own.flatMap((sample) => sample ?? [])) };
    });
    const of = (name: string) => rows.find(({ policy }) => policy === name)?.figures;
    const [ideal, fifo, product] = [of(central), of(centralFifo), of('product')];
    const isBurst = this.#conditions.load === 'burst';
    return {
      conditions: this.#conditions,
      rows,
      goals:
        ideal === undefined || fifo === undefined || product === undefined
          ? []
          : goalsOf({ isBurst, central: ideal, fifo, product, naive: of('naive') }),
      hashes: this.samples.flatMap((sample) => sample?.hash ?? []),
    };
  }
}

const conditionsOf = (grid: Grid): Conditions[] =>
  grid.regions.flatMap((regions) =>
    grid.loads.flatMap((load) =>
      grid.skews.flatMap((skew) =>
        grid.news.flatMap((news) => grid.lines.map((lines) => ({ regions, load, skew, news, lines }))),
      ),
    ),
  );
