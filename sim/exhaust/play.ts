import { checkers } from '../checkers/all.ts';
import { unleash } from '../nemesis.ts';
import type { Run, Verdict } from '../run.ts';
import { World } from '../world.ts';
import { Cast } from './cast.ts';
import type { Fault } from './fault.ts';
import type { Story } from './story.ts';
import { Striker } from './striker.ts';

/** Everything in a story is done within minutes; what is not by then is stuck. Reminders and the like come later. */
const patienceMs = 900_000;
/** All is quiet when no region has kept anything that is looked at for so long: longer than every lease and deadline. */
const quietMs = 20_000;
/** As in a scenario: what is not at rest after so much longer never will be. */
const restMaxMs = 60_000;
/** A page is shown at once when all is well: this is for the slowest of all after two tries. */
const lookAroundMaxMs = 20_000;

/** Not more than this many of one checker's violations are reported: the first ones tell most. */
const violationsMax = 20;

export type StoryRun = Pick<Run, 'virtualMs' | 'traceHash' | 'verdicts' | 'evidence'> & {
  /** What was done, in words. */
  readonly struck: readonly string[];
  /** Faults whose point this run did not have. */
  readonly missed: readonly Fault[];
  /** Every further fault that could strike after those: in a run without any, all single ones. */
  readonly further: readonly Fault[];
};

/** Plays a story with these faults. A pure function of its arguments. @throws Error when the mesh does not even come up */
export const playStory = async (story: Story, faults: readonly Fault[]): Promise<StoryRun> => {
  const striker = new Striker(faults);
  const world = new World({ seed: story.name, regions: story.regions, interference: striker });
  const cast = new Cast(world, story);
  await world.start();
  await world.finish(cast.gather());
  striker.begin(world);
  cast.begin();
  let isWhole = false;
  void unleash(world, story.events).then(
    () => {
      isWhole = true;
    },
    (error: unknown) => world.trace.add({ kind: 'complained', by: story.name, what: String(error) }),
  );
  await world.clock.advanceUntil(() => isWhole && striker.isOver && cast.isDone, patienceMs);
  await rest(world, striker);
  let run = await judge(world, cast);
  // A region that is at rest late is none that never comes to rest.
  if (run.verdicts.some(({ violations }) => violations.length > 0)) {
    await world.clock.advance(restMaxMs);
    run = await judge(world, cast);
  }
  return { ...run, struck: striker.struck, missed: striker.missed, further: striker.faults };
};

/** Until nothing has been struck and nothing kept for a while, but not for ever. A fault may strike when all seems done. */
const rest = async ({ clock, trace }: World, striker: Pick<Striker, 'isOver'>): Promise<void> => {
  let looked = 0;
  let lastMs = clock.monotonicMs();
  const isQuiet = () => {
    const { events } = trace;
    for (; looked < events.length; looked += 1) {
      const event = events[looked];
      if (event?.kind === 'committed') lastMs = Math.max(lastMs, event.atMs);
    }
    if (!striker.isOver) lastMs = clock.monotonicMs();
    return clock.monotonicMs() - lastMs >= quietMs;
  };
  await clock.advanceUntil(isQuiet, patienceMs);
};

/** Everybody looks at their list, and the checkers at everything. */
const judge = async (
  world: World,
  cast: Cast,
): Promise<Pick<StoryRun, 'virtualMs' | 'traceHash' | 'verdicts' | 'evidence'>> => {
  const { trace } = world;
  const before = trace.events.length;
  let haveAllSeen = false;
  void cast.lookAround().then(() => {
    haveAllSeen = true;
  });
  await world.clock.advanceUntil(() => haveAllSeen, lookAroundMaxMs);
  // What was seen in an earlier look, when all was not at rest yet, is not held against anybody.
  const events = trace.events.filter(({ kind }, index) => kind !== 'saw' || index >= before);
  const evidence = { events, final: await world.final(), left: await world.left() };
  const verdicts = checkers.map(
    ({ name, invariant, promise, check }): Verdict => ({
      checker: name,
      ...(invariant !== undefined && { invariant }),
      promise,
      violations: check(evidence).slice(0, violationsMax),
    }),
  );
  return { virtualMs: world.clock.monotonicMs(), traceHash: trace.hash, verdicts, evidence };
};
