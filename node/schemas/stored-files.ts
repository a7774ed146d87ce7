/** Files of an issue, and where they are: what the API takes and answers. */
import { z } from 'zod';
import { AttachmentView } from './attachments.ts';
import { listOf } from './views.ts';
import { RegionName } from './words.ts';

export const StoredFile = AttachmentView.extend({
  storedIn: z
    .array(RegionName)
    .meta({ description: 'Regions that have all of its bytes, of those that answered just now.' }),
}).meta({ id: 'StoredFile' });
export type StoredFile = z.infer<typeof StoredFile>;

export const StoredFileList = listOf('StoredFileList', StoredFile);
export type StoredFileList = z.infer<typeof StoredFileList>;

export const ListFiles = z.strictObject({
  after: z.string().max(512).optional().meta({ description: 'Where the page before ended (`next`).' }),
});
export type ListFiles = z.infer<typeof ListFiles>;
