import process from 'node:process';
import { z } from 'zod';
import { traceInWords } from '../trace-words.ts';
import { type Fault, faultsText, faultText, parseFaults } from './fault.ts';
import { playStory } from './play.ts';
import { storyNamed } from './stories/all.ts';
import type { Story } from './story.ts';

/** One run: a story, and its faults as `--replay` takes them. */
export const Task = z.object({ story: z.string(), faults: z.string() });
export type Task = z.infer<typeof Task>;

/** What the explorer needs to know of one run; small enough to pass between processes. */
export const Outcome = z.object({
  story: z.string(),
  faults: z.string(),
  /** What the faults did, in words. */
  struck: z.array(z.string()),
  /** Faults whose point the run did not have. */
  missed: z.array(z.string()),
  /** Every further fault that could strike later in this run. */
  further: z.array(z.string()),
  /** Over all that happened: the same for the same task on any machine. */
  traceHash: z.string(),
  virtualMs: z.number(),
  cpuMs: z.number(),
  /** Broken promises only. */
  broken: z.array(z.object({ checker: z.string(), violations: z.array(z.string()) })),
  /** What led to them, a line for each event. */
  trace: z.array(z.string()),
  /** The run itself failed: the mesh did not come up, or the process that played it died. */
  failure: z.string().optional(),
});
export type Outcome = z.infer<typeof Outcome>;

export const isSound = ({ broken, failure }: Outcome): boolean =>
  broken.length === 0 && failure === undefined;

/** Plays one run in this process. @throws Error when there is no such story, or a fault that cannot be read */
export const playTask = async ({ story: name, faults: text }: Task): Promise<Outcome> => {
  const story = storyNamed(name);
  if (story === undefined) throw new Error(`There is no story ${name}.`);
  return outcomeOf(story, parseFaults(text));
};

/** `isTold`: with its trace also if every promise was kept. */
export const outcomeOf = async (
  story: Story,
  faults: readonly Fault[],
  { isTold = false } = {},
): Promise<Outcome> => {
  const before = process.cpuUsage();
  const about = { story: story.name, faults: faultsText(faults) };
  const run = await playStory(story, faults);
  const { user, system } = process.cpuUsage(before);
  const broken = run.verdicts.filter(({ violations }) => violations.length > 0);
  return {
    ...about,
    struck: [...run.struck],
    missed: run.missed.map(faultText),
    further: run.further.map(faultText),
    traceHash: run.traceHash,
    virtualMs: run.virtualMs,
    cpuMs: (user + system) / 1_000,
    broken: broken.map(({ checker, violations }) => ({ checker, violations: [...violations] })),
    trace: broken.length === 0 && !isTold ? [] : [...traceInWords(run)],
  };
};

/** Of a run that came to no end. */
export const failed = ({ story, faults }: Task, failure: string): Outcome => ({
  story,
  faults,
  struck: [],
  missed: [],
  further: [],
  traceHash: '',
  virtualMs: 0,
  cpuMs: 0,
  broken: [],
  trace: [],
  failure,
});
