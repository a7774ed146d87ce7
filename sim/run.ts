import { checkers } from './checkers/all.ts';
import type { Evidence } from './checkers/checker.ts';
import { unleash } from './nemesis.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { Workload } from './workload.ts';
import { World } from './world.ts';

/** Quiet at the end: longer than every retry, lease and backoff that may still be under way. */
const quietMs = 60_000;

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

/**
 * Plays a scenario; with another patience than its own, if one is given. A pure function of its arguments.
 * @throws Error when the mesh does not even come up
 */
export const play = async (
  scenario: Scenario,
  seed: number,
  { patienceMs = scenario.patienceMs }: { readonly patienceMs?: number | undefined } = {},
): Promise<Run> => {
  const { name, regions, workload: people, conditions } = scenario;
  const world = new World({ seed, regions, ...(conditions !== undefined && { conditions }) });
  const workload = new Workload(world, people);
  await world.start();
  await world.finish(workload.begin());

  let isWhole = false;
  void unleash(world, scenario.faults(world.random.fork('faults'), regions)).then(
    () => {
      isWhole = true;
    },
    (error: unknown) => world.trace.add({ kind: 'complained', by: name, what: String(error) }),
  );
  // People keep on working while things break; the checkers say what is not done after all patience.
  await world.clock.advanceUntil(() => isWhole && workload.isDone, people.arrivalsMs + patienceMs);
  await world.clock.advance(quietMs);

  const evidence = { events: world.trace.events, final: await world.final() };
  return {
    scenario: name,
    seed,
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
