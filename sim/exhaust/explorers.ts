import { z } from 'zod';
import { type Hand, handsOnAllCores } from '../hands.ts';
import type { Mutation } from '../mutations/mutation.ts';
import { startedWith } from '../players.ts';
import { Outcome, type Task } from './outcome.ts';

const Answer = z.union([z.object({ result: Outcome }), z.object({ failure: z.string() })]);

const program = new URL(import.meta.url.endsWith('.ts') ? './process.ts' : './process.js', import.meta.url);

/** Far above what a run takes on a busy machine: only one that hangs is ended. */
const taskMaxMs = 120_000;

export type Explorers = { readonly hands: readonly Hand<Task, Outcome>[]; readonly close: () => void };

/** Who plays the runs of an exploration: a process for each core; with the bug in the code, if there is one. */
export const explorersOnAllCores = (mutation?: Mutation): Explorers =>
  handsOnAllCores<Task, Outcome>(program, Answer, {
    taskMaxMs,
    ...(mutation && startedWith(mutation)),
  });
