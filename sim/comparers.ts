import { z } from 'zod';
import { Sample } from './compare-sample.ts';
import type { Task } from './compare-task.ts';
import { handsOnAllCores } from './hands.ts';

const Answer = z.union([z.object({ result: Sample }), z.object({ failure: z.string() })]);

const program = new URL(
  import.meta.url.endsWith('.ts') ? './compare-process.ts' : './compare-process.js',
  import.meta.url,
);

/** Who plays the runs of a comparison: a process for each core. */
export const comparersOnAllCores = () => handsOnAllCores<Task, Sample>(program, Answer);
