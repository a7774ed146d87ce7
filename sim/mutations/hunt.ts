import type { Outcome, Player } from '../soak.ts';
import type { Mutation } from './mutation.ts';

/** A process that dies or hangs on every run will do so on the next ones, too. */
const lostMax = 3;

/** What became of one mutation. */
export type Result = {
  readonly mutation: Mutation;
  /** Runs played, the last of which showed it if it was caught. */
  readonly runs: number;
  /** The run that showed it, and who noticed: checkers by name, or `world` for its own limits. None when it escaped. */
  readonly caught?: {
    readonly scenario: string;
    readonly seed: number;
    readonly by: readonly string[];
    /** The first violation. */
    readonly violation: string;
  };
  /** Runs whose process hung or died: nobody noticed more than that, so they do not count as caught. */
  readonly lost: number;
  /** Runs that break a promise without the mutation, too: they prove nothing of it, but there is a fault. */
  readonly unsound: readonly Pick<Outcome, 'scenario' | 'seed'>[];
};

export type Hunt = {
  /** At most so many runs. */
  readonly seeds: number;
  readonly from: number;
  readonly scenarios: readonly string[];
};

/** Scenario and seed of the nth run: every other one in the suited scenario, if one is named, the others in turn. */
export const runAt = (
  n: number,
  suited: string | undefined,
  { from, scenarios }: Pick<Hunt, 'from' | 'scenarios'>,
): { readonly scenario: string; readonly seed: number } => {
  const others = scenarios.filter((name) => name !== suited);
  const hasSuited = suited !== undefined && others.length < scenarios.length;
  if (hasSuited && (n % 2 === 0 || others.length === 0))
    return { scenario: suited, seed: from + (others.length === 0 ? n : n / 2) };
  const turn = hasSuited ? (n - 1) / 2 : n;
  const scenario = others[turn % others.length];
  if (scenario === undefined) throw new Error('There is no scenario to play.');
  return { scenario, seed: from + Math.floor(turn / others.length) };
};

/**
 * Plays the mutated code until somebody notices. What is noticed counts only if the same run of the sound code keeps
 * every promise.
 */
export const hunt = async (
  mutation: Mutation,
  options: Hunt,
  { mutant, control, onRun }: { mutant: Player; control: Player; onRun: (runs: number) => void },
): Promise<Result> => {
  let lost = 0;
  const unsound: Result['unsound'][number][] = [];
  for (let runs = 1; runs <= options.seeds && lost < lostMax; runs += 1) {
    const { scenario, seed } = runAt(runs - 1, mutation.scenario, options);
    const outcome = await mutant(scenario, seed);
    onRun(runs);
    if (outcome.isLost) lost += 1;
    else if (isBad(outcome)) {
      if (isBad(await control(scenario, seed))) unsound.push({ scenario, seed });
      else return { mutation, runs, caught: { scenario, seed, ...noticed(outcome) }, lost, unsound };
    }
    if (lost === lostMax) return { mutation, runs, lost, unsound };
  }
  return { mutation, runs: options.seeds, lost, unsound };
};

const isBad = ({ broken, failure }: Outcome): boolean => broken.length > 0 || failure !== undefined;

const noticed = ({ broken, failure }: Outcome): { by: string[]; violation: string } =>
  failure === undefined
    ? { by: broken.map(({ checker }) => checker), violation: broken[0]?.violations[0] ?? '' }
    : { by: ['world'], violation: failure.split('\n')[0] ?? '' };

/** The command that shows it again. */
export const replayOf = ({ name }: Mutation, { scenario, seed }: NonNullable<Result['caught']>): string =>
  `npm run sim -- mutate ${name} --scenario ${scenario} --seed ${seed}`;
