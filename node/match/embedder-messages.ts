/** What a node and the process of its sentence model say to each other. */
import { z } from 'zod';

/** The sentence model cannot be used as it is; the message is for operators and says what to do. */
export class ModelProblem extends Error {
  override readonly name = 'ModelProblem';
}

/** What the process is started with. */
export const ProcessSettings = z.object({
  /** The model's folder. */
  folder: z.string(),
  /** A module whose `createRuntime` is used instead of the real one; for tests. */
  runtime: z.string().optional(),
});
export type ProcessSettings = z.infer<typeof ProcessSettings>;

export const FromNode = z.object({ job: z.int(), text: z.string() });
export type FromNode = z.infer<typeof FromNode>;

export const FromProcess = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    model: z.object({ id: z.string().min(1).max(40), width: z.int().min(1) }),
  }),
  /** The model cannot be used; the process ends. */
  z.object({ kind: z.literal('unusable'), because: z.string() }),
  z.object({
    kind: z.literal('vector'),
    job: z.int(),
    vector: z.custom<Float32Array>((value) => value instanceof Float32Array),
  }),
  /** Of this text there is no vector. */
  z.object({ kind: z.literal('failed'), job: z.int(), because: z.string() }),
]);
export type FromProcess = z.infer<typeof FromProcess>;
