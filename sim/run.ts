import { checkers } from './checkers/all.ts';
import type { Evidence } from './checkers/checker.ts';
import { isKept, type Kept } from './kept.ts';
import { type Fault, unleash } from './nemesis.ts';
import { SeededRandom } from './random.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { Workload } from './workload.ts';
import { World } from './world.ts';

/** Quiet at the end: longer than every retry, lease and backoff that may still be under way. */
const quietMs = 60_000;

/** A page is shown at once when all is well: this is for the slowest of all after two tries. */
const lookAroundMaxMs = 20_000;

/** Not more than this many of one checker's violations are reported: the first ones tell most. */
const violationsMax = 20;

export type Verdict = {
  readonly checker: string;
  readonly invariant?: number;
  readonly promise: string;
  readonly violations: readonly string[];
};

export type Run = {
  readonly scenario: string;
  readonly seed: number;
  readonly kept: Kept;
  /** Virtual time from the first start to the end. */
  readonly virtualMs: number;
  /** Over all that happened; the same for the same seed on any machine. */
  readonly traceHash: string;
  readonly verdicts: readonly Verdict[];
  readonly evidence: Evidence;
};

/** Whether every promise was kept. */
export const isSound = ({ verdicts }: Run): boolean =>
  verdicts.every(({ violations }) => violations.length === 0);

export type RunOptions = {
  /** Plays a part of the run only. */
  readonly kept?: Kept;
  /** Another patience than the scenario's own. */
  readonly patienceMs?: number | undefined;
};

/** Everything that goes wrong in a run of that seed, as it is numbered on the command line. */
export const faultsOf = ({ faults, regions }: Scenario, seed: number): readonly Fault[] =>
  faults(new SeededRandom(seed).fork('faults'), regions);

/** Plays a scenario. A pure function of its arguments. @throws Error when the mesh does not even come up */
export const play = async (
  scenario: Scenario,
  seed: number,
  { kept = {}, patienceMs = scenario.patienceMs }: RunOptions = {},
): Promise<Run> => {
  const { name, regions, workload: people, conditions, disks } = scenario;
  const world = new World({
    seed,
    regions,
    ...(conditions !== undefined && { conditions }),
    ...(disks !== undefined && { disks }),
  });
  const workload = new Workload(world, people, kept);
  await world.start();
  await world.finish(workload.begin());

  let isWhole = false;
  const faults = faultsOf(scenario, seed).filter((_, index) => isKept(kept.faults, index));
  void unleash(world, faults, (region, experts) => workload.settle(region, experts)).then(
    () => {
      isWhole = true;
    },
    (error: unknown) => world.trace.add({ kind: 'complained', by: name, what: String(error) }),
  );
  // People keep on working while things break; the checkers say what is not done after all patience.
  await world.clock.advanceUntil(() => isWhole && workload.isDone, people.arrivalsMs + patienceMs);
  await world.clock.advance(quietMs);
  let haveAllSeen = false;
  void workload.lookAround().then(() => {
    haveAllSeen = true;
  });
  await world.clock.advanceUntil(() => haveAllSeen, lookAroundMaxMs);

  const evidence = { events: world.trace.events, final: await world.final(), left: await world.left() };
  return {
    scenario: name,
    seed,
    kept,
    virtualMs: world.clock.monotonicMs(),
    traceHash: world.trace.hash,
    verdicts: checkers.map(({ name, invariant, promise, check }) => ({
      checker: name,
      ...(invariant !== undefined && { invariant }),
      promise,
      violations: check(evidence).slice(0, violationsMax),
    })),
    evidence,
  };
};
