import { z } from 'zod';
import { RegionId } from '../core/ids.ts';
import type { Json } from '../ports.ts';
import { bucketCount, type Register, RegisterVersion } from './registers-digest.ts';

/** Longer than any id or e-mail address with a prefix. */
const keyLengthMax = 400;
/** Registers in one message. */
export const batchCountMax = 500;
/** The same in bytes, well under the mesh's 1 MiB. */
export const batchSizeMaxBytes = 512 * 1024;
/** One register; larger ones stay where they were written, and its log says so. */
export const registerSizeMaxBytes = 256 * 1024;
/** Keys with their versions in one message: some 100 bytes each as a rule, 600 at most. */
export const pageCountMax = 1_000;

const Key = z.string().min(1).max(keyLengthMax);
/** Came as JSON, so it is JSON; who merges it parses it with the schema of what it is. */
const Value = z.custom<Json>((value) => value !== undefined);

export const RegisterSchema: z.ZodType<Register> = z
  .object({ key: Key, version: RegisterVersion, value: Value })
  .readonly();

/** "These are written": kept by the receiver where they are later than what it has. */
export const pushMethod = 'registers/push';
export const Push = z.object({ registers: z.array(RegisterSchema).max(batchCountMax) });

/** "Have you the same?" */
export const compareMethod = 'registers/compare';
export const Compare = z.object({ count: z.int().min(0), hash: z.string().max(16) });
export const CompareReply = z.discriminatedUnion('isSame', [
  z.object({ isSame: z.literal(true) }),
  z.object({ isSame: z.literal(false), buckets: z.array(z.string().max(16)).length(bucketCount) }),
]);
export type CompareReply = z.infer<typeof CompareReply>;

/**
 * "These versions I have" of the keys after `after` up to `upTo`, both left out where there is no bound, in the buckets
 * named. Answered by the later ones there and the keys wanted; `through`, if the reply would have been too large, is
 * how far it goes.
 */
export const pageMethod = 'registers/page';
export const PageRequest = z.object({
  after: Key.optional(),
  upTo: Key.optional(),
  buckets: z
    .array(
      z
        .int()
        .min(0)
        .max(bucketCount - 1),
    )
    .max(bucketCount),
  entries: z.array(z.tuple([Key, z.int().min(0), RegionId])).max(pageCountMax),
});
export type PageRequest = z.infer<typeof PageRequest>;
export const PageReply = z.object({
  registers: z.array(RegisterSchema).max(batchCountMax),
  wanted: z.array(Key).max(pageCountMax),
  through: Key.optional(),
});
export type PageReply = z.infer<typeof PageReply>;
