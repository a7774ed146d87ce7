/** Canned replies: what experts say often, kept to be inserted and edited before it is sent. */
import { z } from 'zod';
import { Person } from './views.ts';
import { Time, text } from './words.ts';

export const replyTitleLengthMax = 80;
/** A longer text is an article, and wants a link. */
export const replyTextLengthMax = 2_000;
/** Own ones of a person: what one can still choose from. All of them cross the mesh in one answer, below its 1 MiB. */
export const ownRepliesMax = 50;
/** Those of a region, which its experts share. */
export const sharedRepliesMax = 100;

const content = {
  title: text(1, replyTitleLengthMax).meta({ description: 'By which it is found.' }),
  text: text(1, replyTextLengthMax).meta({
    description:
      'With {user}, {expert} and {issue} where their names and the title of the issue are to stand.',
  }),
};

export const AddReply = z
  .strictObject({
    ...content,
    isShared: z.boolean().default(false).meta({
      description: 'For all experts of the home region; needs a verified expert or an admin.',
    }),
  })
  .meta({ id: 'AddReply' });
export type AddReply = z.infer<typeof AddReply>;

export const ChangeReply = z.strictObject(content).meta({ id: 'ChangeReply' });
export type ChangeReply = z.infer<typeof ChangeReply>;

export const ReplyView = z
  .object({
    id: z.string(),
    title: z.string(),
    text: z.string(),
    isShared: z.boolean(),
    changedAt: Time,
    changedBy: Person,
    canChange: z.boolean().meta({ description: 'Whether the person who asked may change and remove it.' }),
  })
  .meta({ id: 'Reply' });
export type ReplyView = z.infer<typeof ReplyView>;

export const ReplyList = z
  .object({
    items: z.array(ReplyView).meta({ description: 'By title, own ones and those of the home region.' }),
    canShare: z.boolean().meta({ description: 'Whether the person who asked may add shared ones.' }),
  })
  .meta({ id: 'ReplyList' });
export type ReplyList = z.infer<typeof ReplyList>;
