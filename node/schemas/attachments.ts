/** Files that people attach: what the API takes and answers. */
import { z } from 'zod';
import { AttachmentId, attachmentsMax, fileNameOf } from '../core/attachments.ts';

export const AttachmentView = z
  .object({
    id: z.string(),
    name: z.string(),
    size: z.int().meta({ description: 'In bytes.' }),
    type: z.string().meta({
      description: 'A media type, for an icon: found from the bytes for pictures, unknown for others.',
    }),
  })
  .meta({ id: 'Attachment' });
export type AttachmentView = z.infer<typeof AttachmentView>;

/** Ids of own uploads, to attach. */
export const Attachments = z
  .array(AttachmentId)
  .max(attachmentsMax, `At most ${attachmentsMax} files.`)
  .optional()
  .meta({ description: 'Ids of files that you have uploaded here within a day.' });

/** What a file is called; the bytes are the body. */
export const UploadFile = z.strictObject({
  name: z.string().min(1).max(1_000).transform(fileNameOf).meta({
    description: 'Of the file, with its ending. Kept without what could deceive.',
    example: 'log.txt',
  }),
});
export type UploadFile = z.infer<typeof UploadFile>;
