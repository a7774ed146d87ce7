import { z } from 'zod';
import { playUnder, playUnderCentral } from './compare-run.ts';
import type { Sample } from './compare-sample.ts';
import { lineKinds, loads, newsKinds, skews } from './compare-workload.ts';
import { policyAt } from './policies/all.ts';

const Conditions = z.object({
  regions: z.int().min(2),
  load: z.enum(loads),
  skew: z.enum(skews),
  news: z.enum(newsKinds),
  lines: z.enum(lineKinds),
});

/** One run: these conditions, this seed, and who decides. */
export const Task = z.object({
  conditions: Conditions,
  seed: z.int(),
  /** A policy's name or file; or a central queue: in the order of claims, or of submissions. */
  policy: z.string(),
  /** Share of the plan that is played. */
  scale: z.number().positive(),
});
export type Task = z.infer<typeof Task>;

/** The central queues, which are no policies: no node could be one. */
export const central = 'central';
export const centralFifo = 'central, fifo';

export const playTask = async ({ conditions, seed, policy, scale }: Task): Promise<Sample> => {
  if (policy === central) return playUnderCentral('claim', conditions, seed, scale);
  if (policy === centralFifo) return playUnderCentral('fifo', conditions, seed, scale);
  return playUnder(await policyAt(policy), conditions, seed, scale);
};
