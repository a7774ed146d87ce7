/** How far people have come with an issue's chat. */
import { z } from 'zod';
import { RegionName } from './words.ts';

/** Regions where lines of one chat were written: a handful. */
const writersMax = 64;

export const Position = z
  .record(RegionName, z.int().min(1))
  .refine((position) => Object.keys(position).length <= writersMax, `At most ${writersMax} regions.`)
  .meta({
    id: 'ChatPosition',
    description:
      'Region to `n`: of the lines written in each region, the newest that somebody has. Lines of one region come in order, so it has all before it too.',
  });
export type Position = z.infer<typeof Position>;

export const MarkRead = z
  .strictObject({
    lines: Position,
    isSeen: z.boolean().default(true).meta({
      description: 'false: loaded only, for example by a page in the background. Then they are delivered.',
    }),
  })
  .meta({ id: 'MarkRead' });
export type MarkRead = z.infer<typeof MarkRead>;

export const ReaderView = z
  .object({
    id: z.string(),
    role: z.enum(['user', 'expert']),
    delivered: Position,
    read: Position,
  })
  .meta({
    id: 'Reader',
    description: 'A line has been read by somebody if its `n` is at most what `read` says of its `region`.',
  });
export type ReaderView = z.infer<typeof ReaderView>;
