import { setMaxListeners } from 'node:events';
import { atRest } from '../checkers/at-rest.ts';
import { copies } from '../checkers/copies.ts';
import type { FinalRegion } from '../final.ts';
import { SeededRandom } from '../random.ts';
import type { Verdict } from '../run.ts';
import { Trace } from '../trace.ts';
import { liveCheckers } from './checkers/all.ts';
import { Crowd } from './crowd.ts';
import { type LiveEvidence, liveEvidence } from './evidence.ts';
import { LiveMesh } from './mesh.ts';
import type { LiveScenario, Stage } from './scenarios/scenario.ts';
import type { Testimony } from './testimony.ts';
import { orAborted, until, WaitedInVain } from './waiting.ts';

const regions = ['North', 'South', 'East', 'West'] as const;
/** Several times what any scenario takes on a machine that does something else as well. */
const limitMaxMs = 300_000;
/** Everybody is done within seconds; a region may take 30 s until it dials another again. */
const finishMaxMs = 90_000;
/** The same for what regions still have to tell each other. */
const quietMaxMs = 60_000;
/** Looking at all disks takes some tenths of a second. */
const quietPollMs = 1_000;
/** Not more than this many of one checker's violations are reported: the first ones tell most. */
const violationsMax = 20;

export type LiveRun = {
  readonly scenario: string;
  readonly seed: number;
  readonly realMs: number;
  readonly verdicts: readonly Verdict[];
  readonly evidence: LiveEvidence;
};

/** What a live run needs from outside. */
export type LiveWorld = {
  /** Says what is being done. */
  readonly tell: (what: string) => void;
  /** Ends the run, and everything it has started. */
  readonly signal: AbortSignal;
};

/** The run did not end in time. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

/**
 * Plays a scenario with real nodes: people, what is broken, healing, quiet, checks. The seed decides who and in which
 * order; what comes of it also depends on the machine. Nothing is left behind, however it ends.
 * @throws Error when the mesh does not even come up, TooLong, or the signal's reason
 */
export const playLive = async (scenario: LiveScenario, seed: number, world: LiveWorld): Promise<LiveRun> => {
  const startMs = performance.now();
  const nowMs = () => performance.now() - startMs;
  const limit = new AbortController();
  const tooLong = new TooLong(`${scenario.name} did not end within ${limitMaxMs / 1_000} s.`);
  const timer = setTimeout(() => limit.abort(tooLong), limitMaxMs);
  const isOver = new AbortController();
  const signal = AbortSignal.any([world.signal, limit.signal, isOver.signal]);
  // Everybody's waits hang on it.
  setMaxListeners(0, signal);
  const random = new SeededRandom(seed);
  const trace = new Trace(nowMs);
  const testimony: Testimony = { trace, told: [], proofs: [], nowMs };
  let mesh: LiveMesh | undefined;
  try {
    world.tell('starting four regions');
    mesh = await LiveMesh.start(regions, { random, trace, nowMs, signal });
    world.tell('people sign up');
    const gathering = Crowd.gather(mesh, { testimony, random: random.fork('people'), signal });
    const crowd = await orAborted(gathering, signal);
    const complain = (what: string) => trace.add({ kind: 'complained', by: scenario.name, what });
    const stage: Stage = {
      mesh,
      crowd,
      random: random.fork('scenario'),
      tell: world.tell,
      complain,
      signal,
    };
    await orAborted(perform(scenario, stage), signal);
    world.tell('everything is quiet');
    isOver.abort();
    const evidence = liveEvidence(testimony, await mesh.end(), mesh.autopsies);
    return { scenario: scenario.name, seed, realMs: nowMs(), verdicts: judge(evidence), evidence };
  } finally {
    clearTimeout(timer);
    isOver.abort();
    await mesh?.close();
  }
};

/** Whether every promise was kept. */
export const isSoundLive = ({ verdicts }: LiveRun): boolean =>
  verdicts.every(({ violations }) => violations.length === 0);

const perform = async (scenario: LiveScenario, stage: Stage): Promise<void> => {
  const { mesh, crowd, tell, signal } = stage;
  await orComplain(stage, () => scenario.play(stage));
  tell('healing');
  await orComplain(stage, () => mesh.heal());
  tell('everybody finishes');
  const open = await crowd.finish(finishMaxMs);
  if (open > 0) stage.complain(`${open} issues were not done within ${finishMaxMs / 1_000} s.`);
  // What is not at rest after that is for the checker to say.
  await until('nothing is under way', async () => isAtRest(await mesh.look()), {
    limitMs: quietMaxMs,
    pollMs: quietPollMs,
    signal,
  }).catch((error: unknown) => {
    if (!(error instanceof WaitedInVain)) throw error;
  });
};

/** What does not come to pass is a fault like any other, and the run goes on to show what came of it. */
const orComplain = async ({ complain }: Stage, attempt: () => Promise<void>): Promise<void> => {
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof WaitedInVain)) throw error;
    complain(error.message);
  }
};

/** What only time can bring: nothing is under way, and the copies are where they belong. */
const isAtRest = (final: readonly FinalRegion[]): boolean =>
  [atRest, copies].every(({ check }) => check({ events: [], final }).length === 0);

const judge = (evidence: LiveEvidence): Verdict[] =>
  liveCheckers.map(({ name, invariant, promise, check }) => ({
    checker: name,
    ...(invariant !== undefined && { invariant }),
    promise,
    violations: check(evidence).slice(0, violationsMax),
  }));
